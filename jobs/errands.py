"""What each kind of action reads at the platform before and after, and the one call it makes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from jobs.sources.aliexpress import AliExpress
from jobs.sources.disputes import ListedDispute
from jobs.sources.errors import Refused, Unreadable
from jobs.sources.writing import Plan, Writer
from jobs.visiting.taking import take_in
from models.acting import approving, traces
from models.acting.actions import Act, Evidence, PlatformAction
from models.disputes import Dispute
from models.errors import Refused as NotNow
from models.records import DisputeRecord, OrderRecord, Status
from slackbot.desk import Desk


@dataclass(frozen=True)
class Job:
    """An action with all that it is about."""

    action: PlatformAction
    evidence: Evidence | None
    order_id: str
    about: Dispute | None  # None: an order without a dispute.

    @property
    def dispute(self) -> Dispute:
        assert self.about is not None
        return self.about

    @property
    def number(self) -> str:
        """What people call it."""
        return f"#{self.about.id}" if self.about else self.order_id


class Errand(Protocol):
    def read(self) -> None:
        """
        Learn how it stands at the platform, and let the desk know.

        Raises:
            SourceError

        """

    def objection(self, action: PlatformAction) -> NotNow | None:
        """Why it may not be sent as it was confirmed."""

    def stands(self, action: PlatformAction) -> bool:
        """Our action is there."""

    def before(self) -> dict[str, Any]: ...

    def call(self) -> None:
        """
        Raises:
            SourceError

        """


class AtDispute:
    """An answer, or evidence."""

    def __init__(self, desk: Desk, job: Job, source: AliExpress, writer: Writer) -> None:
        self._desk, self._job, self._source, self._writer = desk, job, source, writer
        self._seen: DisputeRecord | None = None

    def read(self) -> None:
        row = self._listed()
        if row is None:  # A gateway that cannot list by order still tells the detail.
            dispute = self._job.dispute
            self._seen = self._source.dispute(ListedDispute(dispute.issue_id, dispute.buyer))
            return
        self._seen = self._source.dispute(row)
        take_in(self._desk, self._seen)

    def _listed(self) -> ListedDispute | None:
        dispute = self._job.dispute
        order = dispute.child_order_id or dispute.order_id
        for status in Status:
            for row in self._source.disputes_of(order, status):
                if isinstance(row, ListedDispute) and row.issue_id == dispute.issue_id:
                    return row
        return None

    @property
    def _now(self) -> DisputeRecord:
        if self._seen is None:
            raise Unreadable(self._job.dispute.issue_id, "it was not read yet")
        return self._seen

    def objection(self, action: PlatformAction) -> NotNow | None:
        number = f"#{action.dispute_id}"
        if self._now.status is not Status.PROCESSING:
            return NotNow("action-over", number=number)
        if self._now.platform_handled:
            return NotNow("action-platform", number=number)
        if not traces.still_there(action, self._now.solutions):
            return NotNow("action-overtaken", number=number)
        most = self._now.refund_max
        over = action.amount is not None and most is not None and action.amount > most
        if over and action.act is not Act.AGREE:
            return NotNow("action-over-cap", number=number)
        return None

    def stands(self, action: PlatformAction) -> bool:
        return traces.stands(action, self._now.solutions, self._now.process)

    def before(self) -> dict[str, Any]:
        return traces.snapshot(self._now.solutions, self._now.process)

    def call(self) -> None:
        buyer = self._now.buyer or self._job.dispute.buyer
        if buyer is None:
            raise Refused("The buyer's login is not known any more, and AliExpress demands it.")
        CALLS[self._job.action.act](self._writer, self._job, buyer)


def _save(writer: Writer, job: Job, buyer: str) -> None:
    action = job.action
    what, number = traces.named_in(action.target)
    assert action.amount is not None
    plan = Plan(
        answers=number if what == "answer" else None,
        changes=number if what == "change" else None,
        amount=action.amount,
        currency=action.currency or "",
        text=action.text or "",
    )
    writer.save(job.dispute.issue_id, buyer, plan)


def _agree(writer: Writer, job: Job, buyer: str) -> None:
    _, number = traces.named_in(job.action.target)
    writer.agree(job.dispute.issue_id, buyer, number)


def _upload(writer: Writer, job: Job, buyer: str) -> None:
    if job.evidence is None or job.evidence.content is None:
        raise Refused("The image is not kept any more. Hand it in again.")
    image = job.evidence
    writer.upload(job.dispute.issue_id, buyer, image.extension, image.content or b"")


CALLS: dict[Act, Callable[[Writer, Job, str], None]] = {
    Act.COUNTER: _save,
    Act.REFUSE: _save,
    Act.AGREE: _agree,
    Act.EVIDENCE: _upload,
}


class AtOrder:
    """More time for the buyer to receive."""

    def __init__(self, desk: Desk, job: Job, source: AliExpress, writer: Writer) -> None:
        self._desk, self._job, self._source, self._writer = desk, job, source, writer
        self._seen: OrderRecord | None = None

    def read(self) -> None:
        self._seen = self._source.order(self._job.order_id)
        take_in(self._desk, self._seen)

    @property
    def _now(self) -> OrderRecord:
        if self._seen is None:
            raise Unreadable(self._job.order_id, "it was not read yet")
        return self._seen

    def objection(self, action: PlatformAction) -> NotNow | None:
        target = traces.to_extend(self._now.protection_ends_at)
        if target == action.target:
            return None
        return NotNow("action-extended", number=self._job.number)

    def stands(self, action: PlatformAction) -> bool:
        return traces.has_more_time(action, self._now.protection_ends_at)

    def before(self) -> dict[str, Any]:
        ends_at = self._now.protection_ends_at
        return {"ends_at": ends_at.isoformat() if ends_at else None}

    def call(self) -> None:
        if (days := self._job.action.days) is None or days > approving.MOST_DAYS:
            raise Refused("The number of days is missing, or too large.")
        self._writer.extend(self._job.order_id, days)
