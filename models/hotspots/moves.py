"""What people say of a hot spot: that it is fixed since a day, or that it is none."""

from datetime import date, datetime, time

from sqlmodel import Session, col, update

from models import events
from models.errors import Refused
from models.events import HotSpotDismissed, HotSpotFixed
from models.hotspots import keeping
from models.hotspots.spots import HotSpot, Standing
from models.members import Actor, Permission
from models.stores import Store


def get(session: Session, target: str) -> HotSpot:
    """
    Raises:
        Refused: there is no such hot spot.

    """
    known = target.isascii() and target.isdigit() and len(target) < 10  # noqa: PLR2004 - an int.
    spot = session.get(HotSpot, int(target)) if known else None
    if spot is None:
        raise Refused("hot-spot-unknown")
    return spot


def let(actor: Actor, spot: HotSpot) -> None:
    """
    Whether this person may move it: leads, and its owner.

    Raises:
        NotAllowed

    """
    mine = spot.owner_id == actor.user_id
    actor.require(Permission.SEE if mine else Permission.HOT_SPOTS, spot.store)


def fix(session: Session, actor: Actor, spot: HotSpot, day: date, now: datetime) -> None:
    """
    Its cause is gone since that day, by the store's own time; said again, since another.

    Raises:
        NotAllowed, Refused

    """
    let(actor, spot)
    zone = session.get_one(Store, spot.store).zone
    on = datetime.combine(day, time(), zone)
    if day > now.astimezone(zone).date():
        raise Refused("hot-spot-day-ahead")
    if on < _earliest(spot):
        raise Refused("hot-spot-day-long-ago")
    values = {"standing": Standing.FIXED, "fixed_on": on, "after": {}}
    _move(session, actor, spot, (Standing.OPEN, Standing.FIXED), now, **values)
    event = HotSpotFixed(spot.id, spot.store, day.isoformat())
    events.record(session, event, actor.user_id, now)


def _earliest(spot: HotSpot) -> datetime:
    """A fix of before the orders that it was found by would have prevented them."""
    since = spot.figures.get("since")
    return datetime.fromisoformat(since) if since else spot.found_at


def dismiss(session: Session, actor: Actor, spot: HotSpot, now: datetime) -> None:
    """
    It is none, and nothing is told of it for a while.

    Raises:
        NotAllowed, Refused

    """
    let(actor, spot)
    _move(session, actor, spot, (Standing.OPEN,), now, standing=Standing.DISMISSED)
    event = HotSpotDismissed(spot.id, spot.store)
    events.record(session, event, actor.user_id, now)


def _move(
    session: Session,
    actor: Actor,
    spot: HotSpot,
    expected: tuple[Standing, ...],
    now: datetime,
    **values: object,
) -> None:
    stands = col(HotSpot.standing).in_(expected), col(HotSpot.ended_at).is_(None)
    mine = update(HotSpot).where(col(HotSpot.id) == spot.id, *stands)
    moved = session.exec(mine.values(moved_by=actor.user_id, moved_at=now, **values))
    if moved.rowcount != 1:
        raise Refused("hot-spot-over")
    keeping.redraw(session, spot.id)
