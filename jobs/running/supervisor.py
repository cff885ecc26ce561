"""Keeps the parts of the desk alive, and ends all of them together."""

import time
from collections.abc import Callable, Iterable, Sequence

import structlog

from jobs.running.child import Child, Hear, Part

GLANCE = 0.1  # Seconds between two looks at the children.
log = structlog.get_logger(__name__)

PATIENCE = (4.0, 3.0)  # RQ ends its running job only when told to stop a second time.


class Supervisor:
    """
    Children in waves: what starts last is ended first, so that nobody loses what they lean on.

    Args:
        hear: Gets each line that a child writes, with the child's name.
        changed: Called whenever a process came or went.
        patience: Seconds after each asking to end, before force.

    """

    def __init__(
        self,
        hear: Hear | None = None,
        changed: Callable[[], None] = lambda: None,
        patience: Sequence[float] = PATIENCE,
    ) -> None:
        self._hear = hear
        self._changed = changed
        self._patience = patience
        self._waves: list[list[Child]] = []
        self._asked_to_stop = False

    @property
    def pids(self) -> dict[str, int]:
        return {child.part.name: child.pid for child in self._children if child.pid is not None}

    def add(self, parts: Iterable[Part]) -> None:
        """Another wave; it starts at the next look."""
        self._waves.append([Child(part, self._hear) for part in parts])

    def ask_to_stop(self) -> None:
        """All that a signal handler does: it may interrupt anything."""
        self._asked_to_stop = True

    def run(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Keep all children up until something holds (then True) or we are asked to stop."""
        while not self._asked_to_stop:
            self.look(time.monotonic())
            if until():
                return True
            time.sleep(GLANCE)
        return False

    def look(self, now: float) -> None:
        moved = [child for child in self._children if child.keep_up(now)]
        if moved:
            self._changed()

    def stop(self) -> None:
        """Politely, then firmly, then by force; afterwards nothing of ours is left."""
        for wave in reversed(self._waves):
            for patience in self._patience:
                for child in wave:
                    child.terminate()
                _wait(wave, patience)
            slow = [child.part.name for child in wave if child.running]
            if slow:
                log.warning("parts_forced", parts=slow)
            for child in wave:
                child.sweep()
        self._changed()

    @property
    def _children(self) -> list[Child]:
        return [child for wave in self._waves for child in wave]


def _wait(wave: list[Child], patience: float) -> None:
    give_up = time.monotonic() + patience
    while any(child.running for child in wave) and time.monotonic() < give_up:
        time.sleep(GLANCE / 4)
