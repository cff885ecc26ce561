"""`disputes` typed in a terminal: a run in a directory of the test's own, and refusals."""

import json
import logging
import os
import signal
import subprocess
import time
from contextlib import contextmanager, suppress

import httpx
import pytest
import structlog

from jobs.cli import main
from jobs.running.processes import members
from jobs.running.run_plan import disputes
from models.rundir import run_file

FREE_PORTS = {"PORT": "0", "SANDBOX_PORT": "0", "GATEWAY_PORT": "0"}
PATIENCE = 60


class Terminal:
    """`disputes run` in the foreground; all its parts end when the block ends."""

    def __init__(self, root, *options, **environ):
        self.root = root
        self._log = (root / "err").open("a+")
        self.process = subprocess.Popen(
            disputes("run", *options),
            cwd=root,
            env=clean() | FREE_PORTS | environ,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        self.process.stdout.close()
        self._log.close()

    @property
    def told(self):
        return json.loads(run_file(self.root).read_text())

    @property
    def pids(self):
        return self.told["pids"]

    def page(self):
        """The first line of standard output: the sandboxes are up."""
        return self._line("http://127.0.0.1:")

    def ready(self):
        """The line after it: every part answers."""
        return self._line("ready ")

    def kill(self):
        self.process.kill()
        return self.process.wait(PATIENCE)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def _line(self, beginning):
        line = self.process.stdout.readline().strip()
        assert line.startswith(beginning), line + (self.root / "err").read_text()
        return line


@contextmanager
def typing(capsys):
    """Type commands in this process: `typed(…)` gives the exit code and what was said."""
    before = logging.getLogger().handlers[:]

    def typed(*words):
        with pytest.raises(SystemExit) as ended:
            main(words)
        return ended.value.code or 0, *capsys.readouterr()

    yield typed
    logging.getLogger().handlers[:] = before
    structlog.reset_defaults()


def refused(root, *verb, **environ):
    """What a command that fails says on standard error."""
    ran = subprocess.run(
        disputes(*verb),
        cwd=root,
        env=clean() | FREE_PORTS | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    return ran.stderr


def clean():
    """The environment without settings; those are the tests' business."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    covered = [name for name in os.environ if name.startswith("COVERAGE_")]
    return {name: os.environ[name] for name in (*kept, *covered) if name in os.environ}


def answers(page):
    with suppress(httpx.TransportError):
        return httpx.get(page, trust_env=False).is_success
    return False


def survivors(pids):
    return {name for name, pid in pids.items() if members(pid)}


def eventually(true):
    """Wait for other processes; at most a minute."""
    give_up = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < give_up
        time.sleep(0.05)
    return found
