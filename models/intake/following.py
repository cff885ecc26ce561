"""What opening and changing disputes bring with them: cards, history, planned nudges."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from models import duplicates, events, messages, routing, shipping
from models.disputes import Dispute
from models.intake.taken import Taken
from models.nudging import ladders
from models.reading import turns


def follow(session: Session, taken: Sequence[Taken], now: datetime) -> None:
    """What opening and changing bring with them: a card, history lines, planned nudges."""
    for one in taken:
        if one.before is None:
            one.event = events.DisputeOpened(one.dispute.id)
    _want_cards(session, taken)
    happened = [one.event for one in taken if one.event is not None]
    events.record_all(session, happened, events.PLATFORM, now)
    messages.bump_all(session, [one.dispute.id for one in taken if one.event is None])
    gone = [one.dispute for one in taken if one.leaves]
    duplicates.set_free(session, [one.id for one in gone], now)
    # The card of what stands for them names them no longer.
    messages.bump_all(session, [one.merged_into for one in gone if one.merged_into is not None])
    turns.note(session, _turned(taken, now))
    ladders.for_disputes(session, [one.dispute for one in taken], now)
    shipping.for_disputes(session, (one.dispute for one in taken if one.opens_or_ends), now)


def _turned(taken: Iterable[Taken], now: datetime) -> Iterator[tuple[Dispute, datetime]]:
    """What stands otherwise than before, and since when; what ended before we came is history."""
    for one in taken:
        dispute, at = one.dispute, one.record.modified_at or now
        if one.before is None:
            if dispute.is_open:
                ours = dispute.waits_for_us or dispute.platform_handled
                yield dispute, dispute.opened_at if ours else dispute.turn_since
        elif turns.standing(dispute) != one.before.standing:
            yield dispute, dispute.closed_at or at


def _want_cards(session: Session, taken: Iterable[Taken]) -> None:
    """Of what opens; what ended before we came is history, and gets one if it comes back."""
    wanted = [
        one.dispute
        for one in taken
        if isinstance(one.event, events.DisputeReopened)
        or (one.before is None and one.dispute.is_open)
    ]
    channels = routing.channels(session, wanted)
    about = [(str(d.id), channels[d.id], {"dispute_id": d.id}) for d in wanted]
    messages.want_all(session, messages.Kind.CARD, about)
