"""The desk's processes on two hosts, started again whenever they end, as a host's init does it."""

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from jobs.running.child import Child, Part
from jobs.running.processes import members

EDGE = Path(__file__).with_name("edge.py")
GLANCE = 0.1  # Seconds between two looks.
RESTS = 1.0  # Seconds until what was killed, or ended in order, is started again.
GAVE_UP = 6.0  # And until what ended by itself is, for what it misses may still be away.
PATIENCE = 15  # Seconds for ending in peace.

WEB, CLOCK = ("web",), ("clock",)
DELIVERY, DEFAULT, BULK = (
    ("worker", "--queue", queue) for queue in ("delivery", "default", "bulk")
)

LAYOUT = {
    "a": {"web": WEB, "delivery": DELIVERY, "default": DEFAULT, "bulk": BULK},
    "b": {"delivery": DELIVERY, "default": DEFAULT, "bulk": BULK, "clock": CLOCK},
}


class Hosts:
    """
    Both hosts' processes by name, such as `delivery@b`.

    Args:
        environments: Of the processes of each host.
        enter: What the commands of each host are put behind, to be started there.
        logs: The directory that each process's lines go to.

    """

    def __init__(self, environments, enter, logs):
        self._environments, self._enter, self._logs = environments, enter, logs
        self._shifts = dict.fromkeys(LAYOUT, 0.0)
        self._children, self._lock = {}, threading.RLock()
        self._ended_at = {}  # When it was seen, of those that are down.
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_up, daemon=True)
        self.falls = 0

    def start(self):
        for host, parts in LAYOUT.items():
            for part, verb in parts.items():
                self.add(f"{part}@{host}", verb)
        self._thread.start()

    def add(self, name, verb):
        with self._lock:
            self._children[name] = (verb, self._begun(name, verb))

    def remove(self, name):
        with self._lock:
            _, child = self._children.pop(name)
            _end([child])

    def names(self, part=""):
        with self._lock:
            return [name for name in self._children if name.startswith(part)]

    def kill(self, name, how=signal.SIGKILL):
        """The process alone: what it had forked goes on until its parent is missed."""
        with self._lock, suppress(ProcessLookupError, KeyError):
            child = self._children[name][1]
            if child.running:
                os.kill(child.pid, how)
                return True
        return False

    def signal_all(self, name, how):
        """The process and whatever it has forked; who that was."""
        return signalled(self.members(name), how)

    def members(self, name):
        """Its process, and whatever that has forked."""
        pid = self._pid(name)
        return members(pid) if pid else []

    def forked(self, name):
        """Of a worker: the job that it runs."""
        pid = self._pid(name)
        return [one for one in members(pid) if one != pid] if pid else []

    def _pid(self, name):
        with self._lock:
            return self._children[name][1].pid if name in self._children else None

    def shift(self, host, seconds):
        """Its clock is wrong, or right again; every process there starts anew with it."""
        self._shifts[host] = seconds
        for name in self.names():
            if name.endswith(f"@{host}"):
                self.kill(name)

    def stop(self):
        self._ended.set()
        self._thread.join(10)
        with self._lock:
            _end([child for _, child in self._children.values()])

    def _keep_up(self):
        while not self._ended.wait(GLANCE):
            with self._lock:
                for name, (verb, child) in list(self._children.items()):
                    if not child.running and self._has_rested(name, child):
                        child.sweep()
                        self.falls += 1
                        self._children[name] = (verb, self._begun(name, verb))

    def _has_rested(self, name, child):
        """A host's init waits a little before it starts again what had ended."""
        since = self._ended_at.setdefault(name, time.monotonic())
        if time.monotonic() - since < (GAVE_UP if (child.code or 0) > 0 else RESTS):
            return False
        del self._ended_at[name]
        return True

    def _begun(self, name, verb):
        host = name.partition("@")[2]
        shifted = {"CHAOS_SHIFT": str(self._shifts[host])}
        command = (*self._enter[host], sys.executable, str(EDGE), *verb)
        child = Child(Part(name, command, self._environments[host] | shifted), self._hear)
        child.keep_up(time.monotonic())
        return child

    def _hear(self, name, line):
        with (self._logs / f"{name}.log").open("ab") as log:
            log.write(line)


def signalled(pids, how):
    """Those that were still there to get it."""
    hit = []
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, how)
            hit.append(pid)
    return hit


def _end(children):
    """Asked twice, for RQ ends its running job only then; after that by force."""
    for _ in range(2):
        for child in children:
            child.terminate()
        gives_up = time.monotonic() + PATIENCE / 2
        while any(child.running for child in children) and time.monotonic() < gives_up:
            time.sleep(GLANCE)
    for child in children:
        child.sweep()
