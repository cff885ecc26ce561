"""The platform's own log of a dispute, oldest first, and questions to it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from jobs.sources import reading
from jobs.sources.times import instant
from models.records import ProcessRecord, SolutionOwner, SolutionRecord

Log = tuple[ProcessRecord, ...]


def log_of(detail: Mapping[str, Any]) -> Log:
    # The platform tells the newest first, also within one second.
    lines = (_line(row) for row in reversed(reading.rows(detail.get("process_dto_list"))))
    return tuple(sorted((line for line in lines if line), key=lambda line: line.at))


def buyers_words(log: Log, plans: tuple[SolutionRecord, ...]) -> str | None:
    """What the buyer wrote on opening; where that is blank, what the first plan says."""
    opened = (line.content for line in log if line.action == "initiate" and _by_buyer(line))
    planned = (plan.content for plan in plans if plan.owner is SolutionOwner.BUYER)
    return next((words for words in (*opened, *planned) if words), None)


def last(log: Log, fits: Callable[[ProcessRecord], bool]) -> datetime | None:
    return next((line.at for line in reversed(log) if fits(line)), None)


def is_arbitration(line: ProcessRecord) -> bool:
    return line.action == "buyer_initiate_arbitration" or line.action.startswith("platform_")


def _by_buyer(line: ProcessRecord) -> bool:
    return line.actor in (None, "buyer")


def _line(row: Mapping[str, Any]) -> ProcessRecord | None:
    at, action = instant(row.get("gmt_create")), reading.text(row.get("action_type"))
    if at is None or action is None:
        return None
    files = (reading.text(file.get("file_path")) for file in reading.rows(row.get("attachments")))
    return ProcessRecord(
        at=at,
        actor=reading.text(row.get("submit_member_type")),
        action=action,
        content=reading.text(row.get("content")),
        received_goods=reading.flag(row.get("receive_goods")),
        attachments=tuple(path for path in files if path),
    )
