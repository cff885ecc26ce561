"""The job class of the desk: JSON alone would let Redis name any function at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rq.job import Job
from structlog.contextvars import bound_contextvars

from jobs.desk import keep_errors
from jobs.registry import JOBS
from models import tracing
from slackbot.wake import TRACE, Wake


class UnknownJob(Exception):
    """Somebody wrote a job into Redis that the desk does not have."""

    def __init__(self, name: object) -> None:
        super().__init__(f"There is no job {name!r}; see jobs/registry.py.")


class DeskJob(Job):
    """Runs the registered functions and nothing else."""

    registry: frozenset[str] = JOBS

    @property
    def func(self) -> Callable[..., Any]:
        if self.instance is not None or self.func_name not in self.registry:
            raise UnknownJob(self.func_name)
        function: Callable[..., Any] = super().func
        return function

    def perform(self) -> Any:
        """Under the id of what hinted at it, or under a new one."""
        if not self.args:
            Wake(self.connection).taken_up(f"{self.origin}:{self.func_name}")
        with self._traced():
            try:
                return super().perform()
            finally:
                keep_errors()

    @contextmanager
    def _traced(self) -> Iterator[None]:
        if self.func_name not in self.registry:
            yield
            return
        hinted = self.meta.get(TRACE)
        module = self.func_name.split(".")[-2]
        known = tracing.is_one(hinted)
        trace = tracing.resumed(hinted) if known else tracing.begun(module, many=True)
        with trace, bound_contextvars(job=self.func_name):
            yield

    # What follows from a job stands in the database: a callback in Redis is not ours.
    success_callback = None
    failure_callback = None
    stopped_callback = None
