"""Taking in disputes: what each record opens or changes, many of them at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from models import facts, stores
from models.disputes import Dispute
from models.intake import details, following, holding, judging, telling
from models.intake.holding import Key
from models.intake.taken import Before, Taken
from models.intake.verdicts import Verdict
from models.merging import merge
from models.records import DisputeRecord

TAGGED_BY = frozenset({"reason", "text", "facts", "order_id"})


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
            judging.judge(one, new.is_news, now)
        facts.retag(session, *(one.dispute for one in taken if _is_to_tag(one)))
        session.add_all([one.dispute for one in taken])
        session.flush()
    details.keep(session, more)
    following.follow(session, [one for one in taken if one.verdict is not Verdict.UNCHANGED], now)
    return {key: one.verdict for key, one in zip(run, taken, strict=True)}


def _taken(dispute: Dispute | None, record: DisputeRecord, now: datetime) -> Taken:
    at = record.modified_at or now
    if dispute is None:
        dispute = _new(record, now)
        merge(dispute, telling.of_dispute(record, dispute), at)
        return Taken(dispute, record, None, verdict=Verdict.OPENED)
    before = Before.of(dispute)
    changed = merge(dispute, telling.of_dispute(record, dispute), at)
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
        facts={},  # These are said here, for pydantic is slow to make what is not said.
        because=[],
        also=[],
        field_times={},
        **facts.UNTAGGED,
    )


def _is_to_tag(one: Taken) -> bool:
    """What was forgotten keeps the cause that its words had."""
    news = one.before is None or one.changed & TAGGED_BY
    return bool(news) and one.dispute.forgotten_at is None
