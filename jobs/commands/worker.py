"""`disputes worker`: one queue in this process, or a process for each."""

from typing import Annotated

import typer

from jobs.commands.here import settings_here
from jobs.queues import QueueName
from jobs.running import run as running
from jobs.running.child import Part
from jobs.running.run_plan import disputes
from jobs.running.supervisor import Supervisor
from jobs.worker import is_idle, work
from models.settings import Settings

Queue = Annotated[QueueName | None, typer.Option(help="This queue only; all without it.")]
Burst = Annotated[bool, typer.Option("--burst", help="End when there is nothing left to do.")]


def worker(queue: Queue = None, *, burst: Burst = False) -> None:
    """Run jobs: those of one queue, or of all queues by one process each."""
    settings = settings_here()
    if queue is not None:
        work(settings, queue, burst=burst)
    elif burst:
        _work_off(settings)
    else:
        _work_all(settings)


def _work_off(settings: Settings) -> None:
    """A job of one queue may add to another, so until all are empty at once."""
    while not is_idle(settings):
        for queue in QueueName:
            work(settings, queue, burst=True)


def _work_all(settings: Settings) -> None:
    _ = settings.redis  # Complains here, once, and not in every child.
    supervisor = Supervisor()
    supervisor.add(Part(name, disputes("worker", "--queue", name)) for name in QueueName)
    try:
        running.keep_up(supervisor)
    finally:
        supervisor.stop()
