"""
Parts stand still, and who watches them says so without their help; once, and when it is over.

It takes minutes, as silence does: `DRILL_SECONDS=600 .venv/bin/python -m pytest tests/drills`.
"""

import os
import signal
from contextlib import contextmanager

import pytest

from tests.drills.driving import SECONDS, UNHURRIED
from tests.support.reading import text_of
from tests.support.running import Run, until

SILENT = 60  # The shortest silence that rules can name.
LATEST = SILENT + 40  # A look, a beat that was just given, and a machine with much to do.

pytestmark = [
    pytest.mark.drill,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(SECONDS < 300, reason="a short drill has no time for silence"),
]


@pytest.fixture
def run(tmp_path):
    with Run(tmp_path, **UNHURRIED) as run:
        rules = run.disputes("rules", "show").stdout
        (tmp_path / "rules.toml").write_text(f'{rules}\n[watchdog]\nsilent = "1m"\n')
        applied = run.disputes("rules", "apply", "rules.toml")
        assert applied.returncode == 0, applied.stderr
        yield run


@contextmanager
def standing_still(run, *parts):
    pids = [run.told["pids"][part] for part in parts]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def told(run):
    return [text_of(message) for message in run.messages("COPS")]


def said_within(run, seconds, *words):
    """The newest message comes to say all of these."""
    assert until(lambda: told(run) and all(word in told(run)[-1] for word in words), seconds)


def silence(*parts):
    return [f"• No sign of life from {part} since" for part in parts]


def test_each_part_is_told_of_by_another_and_once(run):
    workers = ["delivery", "default", "bulk"]
    with standing_still(run, "clock", "redis", *(f"worker-{queue}" for queue in workers)):
        parts = ["clock", "redis", *(f"worker:{queue}" for queue in workers)]
        said_within(run, LATEST, *silence(*parts))
    said_within(run, LATEST, "The desk is well again")
    assert len(told(run)) == 1

    with standing_still(run, "web"):
        said_within(run, LATEST, *silence("web", "socket"))
    said_within(run, LATEST, "The desk is well again")
    assert len(told(run)) == 2
