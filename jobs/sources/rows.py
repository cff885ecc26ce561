"""A row of the list of disputes: enough to see whether the detail must be read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from jobs.sources import reading
from jobs.sources.errors import Unreadable
from jobs.sources.times import instant
from jobs.sources.turns import status_of
from models.records import Status


@dataclass(frozen=True)
class ListedDispute:
    issue_id: str
    buyer: str | None = None
    order_id: str | None = None
    child_order_id: str | None = None
    status: Status = Status.PROCESSING
    raw_status: str | None = None
    created_at: datetime | None = None
    modified_at: datetime | None = None
    reason: str | None = None

    @property
    def key(self) -> str:
        return self.issue_id


def listed_dispute(row: Mapping[str, Any]) -> ListedDispute | Unreadable:
    """One row of the list; a row without an id is reported and spoils no other."""
    issue_id = reading.text(row.get("issue_id"))
    if issue_id is None:
        # Told apart by what it holds, which itself is no matter of a log.
        digest = sha256(str(row).encode()).hexdigest()
        return Unreadable(f"without id ({digest:.8})", "it has no issue_id")
    child = reading.text(row.get("order_id"))
    raw_status = reading.text(row.get("issue_status"))
    return ListedDispute(
        issue_id=issue_id,
        buyer=reading.text(row.get("buyer_login_id")),
        order_id=reading.text(row.get("parent_order_id")) or child,
        child_order_id=child,
        status=status_of(raw_status) or Status.PROCESSING,
        raw_status=raw_status,
        created_at=instant(row.get("gmt_create")),
        modified_at=instant(row.get("gmt_modified")),
        reason=reason(row.get("reason_english"), row.get("reason_chinese")),
    )


def reason(english: Any, chinese: Any) -> str | None:
    """Both as they came: each language names causes that the other lacks."""
    given = dict.fromkeys(filter(None, (reading.text(english), reading.text(chinese))))
    return " / ".join(given) or None
