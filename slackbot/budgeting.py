"""The health budget, for leads: what each store can still take, and what if these are lost."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlmodel import col

from models import disputes, rules
from models.disputes import Dispute, select_open
from models.errors import Refused
from models.figures import health as figures
from models.members import Permission
from slackbot import leading
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words
from slackbot.views import health as views
from slackbot.views.health import Checked

MOST = 100  # Disputes that somebody names.


def health(turn: Turn, words: Words) -> Answer:
    """Of the stores that the asker leads, or of one; with the disputes that they name."""
    asked, numbers = leading.read(words, _is_number)
    chosen = _chosen(turn, [_plain(one) for one in numbers[:MOST]], asked or None)
    led = leading.led(turn, asked)
    within = [store.name for store in led if not chosen or store.name in chosen]
    checked = [_checked(turn, store, chosen.get(store)) for store in within[: views.MOST]]
    return Answer.of(views.health(checked, len(within), turn.language))


def _is_number(word: str) -> bool:
    return _plain(word).removeprefix("#").isdecimal()


def _plain(word: str) -> str:
    """Chinese keyboards write ＃１２."""
    return unicodedata.normalize("NFKC", word)


def _chosen(turn: Turn, named: Sequence[str], store: str | None) -> dict[str, list[Dispute]]:
    """
    By store.

    Raises:
        UnknownDispute, NotAllowed, Refused: there is none, it is not theirs to ask about, or over.

    """
    turn.actor.require_somewhere(Permission.DIGEST)
    found: dict[str, dict[int, Dispute]] = defaultdict(dict)
    for name in named:
        dispute = disputes.named(turn.session, name)
        turn.actor.require(Permission.DIGEST, dispute.store)
        number = f"#{dispute.id}"
        if not dispute.is_open:
            raise Refused("already-closed", number=number)
        if store not in {None, dispute.store}:
            raise Refused("health-other-store", number=number, store=store or "")
        found[dispute.store][dispute.id] = dispute
    return {name: [*mine.values()] for name, mine in found.items()}


def _checked(turn: Turn, store: str, chosen: Sequence[Dispute] | None) -> Checked:
    levels = rules.current(turn.session).of(store).health
    stands = figures.of(turn.session, store, levels, turn.now)
    lost = figures.nearest(turn.session, store) if chosen is None else chosen
    after = [figures.if_lost(one, lost, getattr(levels, one.rate)) for one in stands.rates]
    return Checked(stands, levels.are_set, lost, after)


def what_if(turn: Turn, store: str, picked: Sequence[str] | None = None) -> dict[str, Any]:
    """
    The form in which a person chooses what is lost.

    Args:
        picked: The numbers that are chosen; None while nobody chose.

    """
    turn.actor.require(Permission.DIGEST, store)
    mine = select_open(frozenset({store}))
    chosen = None
    if picked is not None:
        numbers = [int(number) for number in picked]
        chosen = list(turn.session.exec(mine.where(col(Dispute.id).in_(numbers))))
    one = _checked(turn, store, chosen)
    first = mine.order_by(col(Dispute.due_at).asc().nulls_last(), col(Dispute.id))
    offered = list(turn.session.exec(first.limit(views.MOST_OPTIONS)))
    known = {dispute.id: dispute for dispute in [*one.lost, *offered]}
    return views.what_if(one, [*known.values()], turn.now, turn.language)
