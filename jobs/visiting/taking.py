"""What a source tells of one thing is taken in at once, and spoils nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import structlog
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from jobs.sources.errors import BadCall, CallLimit, Refused, Unavailable, Unreadable
from jobs.sources.times import not_before, occurs_twice
from models import intake, known
from models.intake import Verdict
from models.keeping import cannot_be_kept
from models.records import DisputeRecord, OrderRecord
from slackbot.desk import Desk

log = structlog.get_logger()

Record = DisputeRecord | OrderRecord


MISSES = 3  # In one reading; more of them, and the platform itself is ill.


class Misses:
    """What could not be had in one reading, although it may be had later."""

    def __init__(self) -> None:
        self._errors: list[Unavailable] = []

    def note(self, error: Unavailable) -> None:
        """
        Raises:
            Unavailable: that was one too many, or nobody may call at all.

        """
        self._errors.append(error)
        if isinstance(error, CallLimit) or len(self._errors) >= MISSES:
            raise error

    def settle(self) -> None:
        """
        Raises:
            Unavailable: something was missed, so this reading was not whole.

        """
        if self._errors:
            raise self._errors[0]


@contextmanager
def spared(kind: str, entry: str, misses: Misses | None = None) -> Iterator[None]:
    """
    One thing that makes no sense, or that no column holds, must not hide the others.

    Args:
        misses: Notes what may be had later; without it that is raised at once.

    """
    try:
        yield
    except Unavailable as error:
        if misses is None:
            raise
        misses.note(error)
        log.warning("entry_missed", kind=kind, entry=entry, error=str(error))
    except Refused as error:
        log.warning("entry_refused", kind=kind, entry=entry, error=str(error))
    except (Unreadable, BadCall) as error:
        log.exception("entry_unreadable", kind=kind, entry=entry, error=str(error))
    except (StatementError, OverflowError) as error:
        if not cannot_be_kept(error) and not isinstance(error, IntegrityError):
            raise
        # Its text holds the row itself, which is no matter of a log.
        log.error("entry_not_kept", kind=kind, entry=entry, error=type(error).__name__)  # noqa: TRY400


def take_in(desk: Desk, *records: Record) -> int:
    """Take these in together; 1 when any of them changed something."""
    try:
        return _take_once(desk, *records)
    except IntegrityError:  # Another door opened the same thing just now, and was first.
        return _take_once(desk, *records)


def _take_once(desk: Desk, *records: Record) -> int:
    with desk.database.write() as session:
        verdicts = []
        for record in _in_order(session, records, desk.now()):
            if isinstance(record, DisputeRecord):
                verdicts.append(intake.take_in_dispute(session, record, desk.now()))
                known.looked_at(session, record.store, record.issue_id, desk.now())
            else:
                verdicts.append(intake.take_in_order(session, record, desk.now()))
    for record, verdict in zip(records, verdicts, strict=True):
        _tell(record, verdict)
    return int({*verdicts} != {Verdict.UNCHANGED})


def _tell(record: Record, verdict: Verdict) -> None:
    if verdict is not Verdict.UNCHANGED:
        kind = "order" if isinstance(record, OrderRecord) else "issue"
        named = {kind: getattr(record, f"{kind}_id"), "verdict": verdict}
        log.info("record_taken", store=record.store, **named)


def _in_order(session: Session, records: Iterable[Record], now: datetime) -> Iterator[Record]:
    """What was said in the platform's second hour of the two that look alike is no older news."""
    for record in records:
        if occurs_twice(record.modified_at):
            at = not_before(record.modified_at, _known_at(session, record), now)
            yield record.model_copy(update={"modified_at": at})
        else:
            yield record


def _known_at(session: Session, record: Record) -> datetime | None:
    if isinstance(record, OrderRecord):
        order = known.orders(session, record.store, [record.order_id]).get(record.order_id)
        return order and order.modified_at
    dispute = known.disputes(session, record.store, [record.issue_id]).get(record.issue_id)
    return dispute and dispute.modified_at


def take_in_all(desk: Desk, kind: str, records: Sequence[Record]) -> list[str]:
    """Take many in, in short transactions; the ids of those that changed something."""
    changed = []
    with desk.database.read() as session:
        records = list(_in_order(session, records, desk.now()))
    for record, verdict in zip(
        records, intake.take_in_each(desk.database, records, desk.now()), strict=True
    ):
        entry = record.order_id if isinstance(record, OrderRecord) else record.issue_id
        if not isinstance(verdict, Verdict):
            # Its text holds the row itself, which is no matter of a log.
            log.error("entry_not_kept", kind=kind, entry=entry, error=type(verdict).__name__)
        elif verdict is not Verdict.UNCHANGED:
            _tell(record, verdict)
            changed.append(entry)
    return changed
