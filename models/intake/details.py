"""A dispute's plans and the platform's log of it: plans in their present state, the log grows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.disputes import Dispute, ProcessEntry, Solution
from models.merging import is_news
from models.records import DisputeRecord

Row = TypeVar("Row", Solution, ProcessEntry)
OfDisputes = dict[int, list[Row]]


@dataclass
class Details:
    """What a record adds to a dispute's plans and log."""

    dispute: Dispute
    record: DisputeRecord
    plans: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    is_news: bool = False


def judge(session: Session, told: Iterable[tuple[Dispute, DisputeRecord]], now: datetime) -> Any:
    """What is new of each; a changed plan is changed at once, what is new waits for `keep`."""
    details = [Details(dispute, record) for dispute, record in told]
    plans = _known(session, Solution, [d.dispute for d in details if d.record.solutions])
    lines = _known(session, ProcessEntry, [d.dispute for d in details if d.record.process])
    for one in details:
        _judge_plans(one, plans[one.dispute.id], one.record.modified_at or now)
        _judge_lines(one, lines[one.dispute.id])
        one.is_news = one.is_news or bool(one.plans or one.lines)
    return details


def keep(session: Session, details: Iterable[Details]) -> None:
    """Add what is new, now that every dispute has its number."""
    plans, lines = [], []
    for one in details:
        mine = {"dispute_id": one.dispute.id}
        plans += [values | mine for values in one.plans]
        lines += [values | mine for values in one.lines]
    if plans:
        session.execute(sa.insert(Solution), plans)
    if lines:
        session.execute(sa.insert(ProcessEntry), lines)


def _known(session: Session, table: type[Row], disputes: Iterable[Dispute]) -> OfDisputes[Row]:
    known: OfDisputes[Row] = defaultdict(list)
    ids = [dispute.id for dispute in disputes if dispute.id is not None]
    if ids:
        for row in session.exec(select(table).where(col(table.dispute_id).in_(ids))):
            known[row.dispute_id].append(row)
    return known


def _judge_plans(one: Details, known: Iterable[Solution], at: datetime) -> None:
    rows = {(row.owner, row.solution_id): row for row in known}
    wordless = {"content": None} if one.dispute.forgotten_at else {}
    said = {
        (plan.owner, plan.solution_id): plan.model_dump() | wordless
        for plan in one.record.solutions
    }
    for key, values in said.items():
        row = rows.get(key)
        is_fresh = is_news(one.dispute, f"solution {key[0]} {key[1]}", at)
        if row is None:
            one.plans.append(values)
        elif is_fresh and any(getattr(row, name) != value for name, value in values.items()):
            row.sqlmodel_update(values)
            one.is_news = True


def _judge_lines(one: Details, known: Iterable[ProcessEntry]) -> None:
    lines = {(line.at, line.action, line.actor) for line in known}
    for line in one.record.process:
        key = (line.at, line.action, line.actor or "")
        if key not in lines:
            lines.add(key)
            more: dict[str, Any] = {
                "actor": line.actor or "",
                "attachments": list(line.attachments),
            }
            if one.dispute.forgotten_at:
                more |= {"content": None, "attachments": []}
            one.lines.append(line.model_dump() | more)
