"""Taking in disputes: what a record opens, changes, ends and brings back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from sqlmodel import Session

from models import disputes, events, facts, ladders, messages, shipping, stores, turns
from models.disputes import Dispute
from models.intake import details, holding, telling
from models.intake.holding import Key
from models.intake.verdicts import Verdict
from models.merging import merge
from models.records import DisputeRecord, Status, Turn

# A person resolved it, and then the buyer or the platform changed one of these: it is back.
STIRS = frozenset({"turn", "due_at", "text", "amount", "platform_handled"})
TAGGED_BY = frozenset({"reason", "text", "facts", "order_id"})


@dataclass(frozen=True)
class Before:
    """How a dispute stood when the record came."""

    waits: bool
    turn: Turn
    platform_handled: bool
    is_open: bool
    standing: turns.Standing

    @classmethod
    def of(cls, dispute: Dispute) -> Self:
        return cls(
            dispute.waits_for_us,
            dispute.turn,
            dispute.platform_handled,
            dispute.is_open,
            turns.standing(dispute),
        )


@dataclass
class Taken:
    """A record, and what it changed of its dispute."""

    dispute: Dispute
    record: DisputeRecord
    before: Before | None  # None: the record opened it.
    changed: set[str] = field(default_factory=set)
    verdict: Verdict = Verdict.UNCHANGED
    event: events.Event | None = None

    @property
    def opens_or_ends(self) -> bool:
        return self.before is None or self.before.is_open != self.dispute.is_open


def take_in_dispute(session: Session, record: DisputeRecord, now: datetime) -> Verdict:
    """
    Open or change the dispute that a record speaks of, and say which.

    Raises:
        UnknownStore: the record's store is not one of ours.

    """
    [verdict] = take_in_disputes(session, [record], now)
    return verdict


def take_in_disputes(
    session: Session, records: Sequence[DisputeRecord], now: datetime
) -> list[Verdict]:
    """
    Many at once cost a few statements together, and are judged as if one by one.

    Raises:
        UnknownStore: the store of one of them is not one of ours; then none is taken in.

    """
    for store in {record.store for record in records}:
        stores.get(session, store)
    verdicts: list[Verdict] = []
    for run in holding.runs(records, _key):
        taken = _take_in(session, run, now)
        verdicts += (taken[_key(r)] for r in records[len(verdicts) : len(verdicts) + len(run)])
    return verdicts


def _key(record: DisputeRecord) -> Key:
    return record.store, record.issue_id


def _take_in(session: Session, run: dict[Key, DisputeRecord], now: datetime) -> dict[Key, Verdict]:
    with session.no_autoflush:
        known = holding.disputes(session, list(run))
        taken = [_taken(known.get(key), record, now) for key, record in run.items()]
        more = details.judge(session, ((one.dispute, one.record) for one in taken), now)
        for one, new in zip(taken, more, strict=True):
            _judge(one, new.is_news, now)
        facts.retag(session, *(one.dispute for one in taken if _is_to_tag(one)))
        session.add_all([one.dispute for one in taken])
        session.flush()
    details.keep(session, more)
    _follow(session, [one for one in taken if one.verdict is not Verdict.UNCHANGED], now)
    return {key: one.verdict for key, one in zip(run, taken, strict=True)}


def _taken(dispute: Dispute | None, record: DisputeRecord, now: datetime) -> Taken:
    at = record.modified_at or now
    if dispute is None:
        dispute = _new(record, now)
        merge(dispute, telling.of_dispute(record, dispute), at)
        return Taken(dispute, record, None, verdict=Verdict.OPENED)
    before = Before.of(dispute)
    changed = merge(dispute, telling.of_dispute(record, dispute), at)
    dispute.read_at = now
    dispute.modified_at = max(filter(None, (dispute.modified_at, record.modified_at)), default=None)
    return Taken(dispute, record, before, changed)


def _new(record: DisputeRecord, now: datetime) -> Dispute:
    return Dispute(
        store=record.store,
        issue_id=record.issue_id,
        order_id=record.order_id,
        opened_at=record.opened_at,
        modified_at=record.modified_at,
        turn=telling.turn_of(record),
        turn_since=record.modified_at or record.opened_at,
        seen_at=now,
        read_at=now,
        facts={},  # These are said here, for pydantic is slow to make what is not said.
        because=[],
        also=[],
        field_times={},
        **facts.UNTAGGED,
    )


def _judge(one: Taken, details_are_news: bool, now: datetime) -> None:
    """What the record means: an opening, a change, an end, a turn, a return."""
    dispute, at = one.dispute, one.record.modified_at or now
    if one.before is None:
        if dispute.status is not Status.PROCESSING:
            dispute.turn = Turn.CLOSED
            dispute.closed_at = one.record.closed_at or at
    elif one.changed or details_are_news:
        one.verdict = Verdict.CHANGED
        if dispute.turn is not one.before.turn:
            dispute.turn_since = at
        dispute.version += 1
        one.event = _event(dispute, one.before, one.changed, one.record, now)
        if dispute.is_open and dispute.forgotten_at is not None:
            _remember(one, at)


def _remember(one: Taken, at: datetime) -> None:
    """What comes back after it was forgotten needs its words again."""
    one.dispute.forgotten_at = None
    one.changed |= merge(one.dispute, telling.of_dispute(one.record, one.dispute), at)


def _event(
    dispute: Dispute, before: Before, changed: set[str], record: DisputeRecord, now: datetime
) -> events.Event | None:
    if dispute.status is not Status.PROCESSING and before.is_open:
        dispute.closed_at = record.closed_at or record.modified_at or now
        return events.DisputeClosed(dispute.id, dispute.outcome, dispute.assignee_id)
    if not before.is_open and _is_back(dispute, changed):
        dispute.closed_at, dispute.closed_by = None, None
        dispute.outcome, dispute.refunded = None, None
        return events.DisputeReopened(dispute.id, dispute.assignee_id)
    if before.platform_handled and not dispute.platform_handled:
        return events.DisputeHandedBack(dispute.id)
    is_theirs = dispute.turn in {Turn.BUYER, Turn.PLATFORM} and not dispute.platform_handled
    if before.waits and dispute.is_open and is_theirs:
        dispute.answered_at = record.modified_at or now
        return events.DisputeAnswered(dispute.id, dispute.turn, dispute.assignee_id)
    return events.DisputeChanged(dispute.id, tuple(sorted(changed))) if changed else None


def _is_back(dispute: Dispute, changed: set[str]) -> bool:
    """The platform took it up again, or what a person resolved was stirred by the buyer."""
    if dispute.status is not Status.PROCESSING:
        return False
    return "status" in changed or (dispute.turn in disputes.OURS and bool(changed & STIRS))


def _is_to_tag(one: Taken) -> bool:
    """What was forgotten keeps the cause that its words had."""
    news = one.before is None or one.changed & TAGGED_BY
    return bool(news) and one.dispute.forgotten_at is None


def _follow(session: Session, taken: Sequence[Taken], now: datetime) -> None:
    """What opening and changing bring with them: a card, history lines, planned nudges."""
    for one in taken:
        if one.before is None:
            one.event = events.DisputeOpened(one.dispute.id)
    _want_cards(session, taken)
    happened = [one.event for one in taken if one.event is not None]
    events.record_all(session, happened, events.PLATFORM, now)
    messages.bump_all(session, [one.dispute.id for one in taken if one.event is None])
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
    channels = {name: stores.get(session, name).channel for name in {d.store for d in wanted}}
    about = [(str(d.id), channels[d.store], {"dispute_id": d.id}) for d in wanted]
    messages.want_all(session, messages.Kind.CARD, about)
