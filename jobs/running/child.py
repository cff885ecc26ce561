"""One part of the desk as a process of its own, started again whenever it ends."""

import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO

import structlog

from jobs.running.processes import end_session, members

LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0  # Seconds; whoever lived this long starts again without a grown pause.
LAST_LINES = 1.0  # Seconds in which what an ended child wrote must be read.

log = structlog.get_logger(__name__)
Hear = Callable[[str, bytes], None]


@dataclass(frozen=True)
class Part:
    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] | None = field(default=None, repr=False)  # None: our own.


class Child:
    """
    The process of a part, in a session of its own, so that Ctrl-C reaches it through us alone.

    Args:
        hear: Gets each line that it writes; without it the child writes where we do.

    """

    def __init__(self, part: Part, hear: Hear | None = None) -> None:
        self.part = part
        self._hear = hear
        self._process: subprocess.Popen[bytes] | None = None
        self._ear: threading.Thread | None = None
        self._begun = 0.0
        self._again_at = 0.0
        self._falls = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def code(self) -> int | None:
        """What it ended with, below zero by a signal; None where it runs, or never did."""
        return self._process.poll() if self._process else None

    def keep_up(self, now: float) -> bool:
        """Start the part when its time has come; say whether a process came or went."""
        if self.running:
            return False
        if self._process is not None:
            self._bury(now)
            return True
        if now < self._again_at:
            return False
        self._start(now)
        return True

    def terminate(self) -> None:
        if self._process is not None and self.running:
            self._process.terminate()

    def sweep(self) -> None:
        """End whatever is left of the session, work horses included, and collect the process."""
        if self._process is None:
            return
        while members(self._process.pid):
            end_session(self._process.pid)
            self._process.poll()
            time.sleep(0.01)
        self._process.wait()
        self._process = None
        if self._ear is not None:
            self._ear.join(LAST_LINES)

    def _start(self, now: float) -> None:
        self._begun = now
        heard = self._hear is not None
        self._process = subprocess.Popen(  # noqa: S603 - a part's command is ours
            self.part.command,
            env=self.part.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if heard else None,
            stderr=subprocess.STDOUT if heard else None,
            start_new_session=True,
        )
        if self._hear is not None and self._process.stdout is not None:
            listening = (self._process.stdout, self._hear)
            self._ear = threading.Thread(target=self._listen, args=listening, daemon=True)
            self._ear.start()

    def _listen(self, lines: IO[bytes], hear: Hear) -> None:
        with lines:
            for line in lines:
                hear(self.part.name, line)

    def _bury(self, now: float) -> None:
        if self._process is None:
            return
        code = self.code
        self.sweep()
        self._falls = 0 if now - self._begun >= HEALTHY_AFTER else self._falls
        pause = min(2.0**self._falls, LONGEST_PAUSE)
        self._falls += 1
        self._again_at = now + pause
        log.warning("part_ended", part=self.part.name, code=code, again_in_seconds=pause)
