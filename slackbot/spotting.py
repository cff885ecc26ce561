"""Hot spots as people meet them: the message, the list, and what they say of one."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.disputes import Dispute
from models.errors import Refused
from models.hotspots import keeping, moves
from models.hotspots.spots import HotSpot
from models.members import Permission
from models.stores import Store
from slackbot import ids
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words
from slackbot.views import about, hotspot, hotspots
from slackbot.views.hotspot import Shown

View = dict[str, Any]


def load(session: Session, spot: HotSpot) -> Shown:
    mine = select(Dispute).where(col(Dispute.id).in_(spot.samples))
    newest = mine.order_by(col(Dispute.opened_at).desc(), col(Dispute.id).desc())
    zone = session.get_one(Store, spot.store).zone
    return Shown(spot, list(session.exec(newest)), zone)


def listed(turn: Turn, _words: Words) -> Answer:
    """Those that stand in the stores that the asker may see."""
    turn.actor.require_somewhere(Permission.SEE)
    within = sorted(turn.actor.stores(turn.session))
    latest = keeping.standing(turn.session, within, hotspots.MOST)
    found = [Shown(spot, [], turn.session.get_one(Store, spot.store).zone) for spot in latest]
    count = keeping.number_standing(turn.session, within)
    return Answer.of(hotspots.listing(found, count, turn.language))


def _movable(turn: Turn, target: str) -> HotSpot:
    spot = moves.get(turn.session, target)
    moves.let(turn.actor, spot)
    return spot


def form(turn: Turn, target: str) -> View:
    """
    Raises:
        NotAllowed, Refused

    """
    spot = _movable(turn, target)
    if spot.ended_at is not None:
        raise Refused("hot-spot-over")
    return hotspot.form(load(turn.session, spot), turn.now, turn.language)


def fix(turn: Turn, view: View) -> None:
    """
    Raises:
        NotAllowed, Refused

    """
    spot = moves.get(turn.session, str(about.told(view)["spot"]))
    said = view["state"]["values"][ids.HOT_SPOT_DAY][ids.VALUE]["selected_date"]
    moves.fix(turn.session, turn.actor, spot, date.fromisoformat(said), turn.now)


def dismiss(turn: Turn, target: str) -> None:
    """
    Raises:
        NotAllowed, Refused

    """
    moves.dismiss(turn.session, turn.actor, moves.get(turn.session, target), turn.now)


def behind(turn: Turn, target: str) -> View:
    """
    Raises:
        NotAllowed, Refused

    """
    spot = moves.get(turn.session, target)
    turn.actor.require(Permission.SEE, spot.store)
    return hotspot.behind(load(turn.session, spot), turn.now, turn.language)
