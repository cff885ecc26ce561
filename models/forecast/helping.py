"""What would save what will be missed: passing it on to who has time, and hours of help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.forecast.people import Worker
from models.forecast.queueing import Task
from models.forecast.simulating import Plan, reached

MOST = 50  # The first to be missed; a person passes no more on.


@dataclass(frozen=True)
class Help:
    """The least that saves all that can be saved by people who begin now."""

    people: int  # That it has to be shared by; 0: nothing is left to save.
    span: timedelta  # Of all of them together.
    saves: list[Task]
    lost: list[Task]  # Nobody who begins now is done in time.


def passed_on(
    plan: Plan, workers: Sequence[Worker], now: datetime, work: timedelta
) -> list[tuple[Task, str]]:
    """
    What would be missed, and who else could answer it without missing anything of theirs.

    A person goes on taking what falls due first.
    """
    theirs = {user: list(tasks) for user, tasks in plan.answered.items()}
    found = []
    for late in plan.missed[:MOST]:
        for worker in workers:
            if late.task.store not in worker.takes:
                continue
            mine = sorted([*theirs[worker.user], late.task], key=_urgency)
            if _all_met(worker, mine, now, work):
                theirs[worker.user] = mine
                found.append((late.task, worker.user))
                break
    return found


def _urgency(task: Task) -> tuple[datetime, int]:
    return task.due, task.number


def _all_met(worker: Worker, tasks: Sequence[Task], now: datetime, work: timedelta) -> bool:
    free = now
    for task in tasks:
        turn = reached(worker, task.store, free, work)
        if turn is None or turn.end > task.due:
            return False
        free = turn.end
    return True


def needed(tasks: Sequence[Task], now: datetime, work: timedelta) -> Help:
    """
    Args:
        tasks: What is to be saved, the first to fall due first.

    """
    saves = [task for task in tasks if now + work <= task.due]
    lost = [task for task in tasks if now + work > task.due]
    # Whoever begins now has done so many by then; of each deadline, all before it are done too.
    done = [(task.due - now) // work for task in saves]
    people = max((-(-place // by) for place, by in enumerate(done, start=1)), default=0)
    return Help(people, work * len(saves), saves, lost)
