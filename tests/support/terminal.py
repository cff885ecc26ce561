"""`disputes` typed in a terminal: a run in a directory of the test's own, and refusals."""

import os
import subprocess
import time

import pytest

from jobs.cli import main
from jobs.running.run_plan import disputes
from tests.support.running import PATIENCE

FREE_PORTS = {"PORT": "0", "SANDBOX_PORT": "0", "GATEWAY_PORT": "0"}


def typing(capsys):
    """Type commands in this process: `typed(…)` gives the exit code and what was said."""

    def typed(*words):
        with pytest.raises(SystemExit) as ended:
            main(words)
        return ended.value.code or 0, *capsys.readouterr()

    return typed


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


def eventually(true):
    """Wait for other processes, for as long as only a hang takes."""
    give_up = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < give_up
        time.sleep(0.05)
    return found
