"""The job class of the desk: JSON alone would let Redis name any function at all."""

from collections.abc import Callable
from typing import Any

from rq.job import Job

from jobs.registry import JOBS


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

    # What follows from a job stands in the database: a callback in Redis is not ours.
    success_callback = None
    failure_callback = None
    stopped_callback = None
