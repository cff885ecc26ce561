"""
The hours that are left, played through: who answers what, and when.

Whoever is free takes what falls due first: of what they have, and of what nobody has. What cannot
be answered in time any more is passed over, for after its deadline nobody asks for an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.forecast.people import Worker
from models.forecast.queueing import Task


@dataclass(frozen=True)
class Turn:
    """When somebody would come to a dispute, and be done with it."""

    user: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Late:
    task: Task
    turn: Turn | None  # None: nobody comes to it as far as the forecast looks.


@dataclass
class Plan:
    """What each person answers in time, in their order, and what is missed."""

    answered: dict[str, list[Task]] = field(default_factory=dict)
    missed: list[Late] = field(default_factory=list)


def play(tasks: Sequence[Task], workers: Sequence[Worker], now: datetime, work: timedelta) -> Plan:
    """
    Args:
        tasks: The first to fall due first.
        work: How long a person works on one.

    """
    plan = Plan({worker.user: [] for worker in workers})
    free = {worker.user: now for worker in workers}
    owners = {worker.user: worker for worker in workers}
    for task in tasks:
        if task.owner is not None:
            able = [owners[task.owner]] if task.owner in owners else []
        else:
            able = [worker for worker in workers if task.store in worker.takes]
        turn = _first(task, able, free, work)
        if turn is None or turn.end > task.due:
            plan.missed.append(Late(task, turn))
            continue
        free[turn.user] = turn.end
        plan.answered[turn.user].append(task)
    return plan


def _first(
    task: Task, able: Sequence[Worker], free: dict[str, datetime], work: timedelta
) -> Turn | None:
    """By whom it would be done first; of several by who can do least else."""
    turns = ((reached(one, task.store, free[one.user], work), one) for one in able)
    comes = [(turn.end, len(one.takes), one.user, turn) for turn, one in turns if turn]
    return min(comes, key=lambda one: one[:3])[-1] if comes else None


def reached(worker: Worker, store: str, since: datetime, work: timedelta) -> Turn | None:
    """When somebody who is free since then comes to it, and is done after so much work."""
    start = None
    for opens, closes in worker.spans.get(store, ()):
        at = max(opens, since)
        if at >= closes:
            continue
        start = start or at
        if at + work <= closes:
            return Turn(worker.user, start, at + work)
        work -= closes - at
    return None
