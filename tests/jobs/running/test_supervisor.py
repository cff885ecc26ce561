"""Children that end, that will not end, and that leave others behind."""

import os
import signal
import sys
import time

import pytest

from jobs.running.child import Part
from jobs.running.processes import members
from jobs.running.supervisor import Supervisor

SLEEPER = "import time; time.sleep(60)"
STUBBORN = (
    f"import signal; signal.signal(15, signal.SIG_IGN); print('ready', flush=True); {SLEEPER}"
)
TAKES_TWO = (
    "import signal, time\n"
    "def once(*_):\n"
    "    signal.signal(15, signal.SIG_DFL)\n"
    "    print('once', flush=True)\n"
    "signal.signal(15, once); print('ready', flush=True)\n"
    "time.sleep(30); time.sleep(30)\n"
)
WITH_A_HORSE = (
    "import os, signal, time\n"
    "if os.fork() == 0:\n"
    "    os.setpgrp(); signal.signal(15, signal.SIG_IGN); print(os.getpid(), flush=True)\n"
    "time.sleep(60)\n"
)


class Heard(list):
    def __call__(self, name, line):
        self.append((name, line.decode().strip()))


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def supervisor(heard):
    supervisor = Supervisor(heard, patience=(0.3, 0.3))
    yield supervisor
    supervisor.stop()


def python(name, script):
    return Part(name, (sys.executable, "-c", script))


def until(supervisor, true):
    """Go on as `disputes run` does, but for half a minute at most."""
    give_up = time.monotonic() + 30
    assert supervisor.run(until=lambda: true() or time.monotonic() > give_up)
    assert true()


def lose(supervisor, name, now):
    """Kill a part and look once: it is found dead, and its pause begins."""
    pid = supervisor.pids[name]
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    supervisor.look(now)


def test_a_child_that_was_killed_comes_back(supervisor):
    supervisor.add([python("web", SLEEPER)])
    supervisor.look(now=0)
    first = supervisor.pids["web"]

    lose(supervisor, "web", now=10)
    supervisor.look(now=10.9)
    assert supervisor.pids == {}

    supervisor.look(now=11)
    assert supervisor.pids["web"] != first


def test_a_child_that_ended_well_comes_back_too(supervisor, heard):
    """RQ's worker leaves with 0 when Redis goes away under a job."""
    supervisor.add([python("worker", "print('here', flush=True)")])

    until(supervisor, lambda: heard.count(("worker", "here")) == 2)


def test_the_pause_doubles_up_to_half_a_minute(supervisor):
    supervisor.add([python("web", SLEEPER)])
    now = 0
    for pause in (1, 2, 4, 8, 16, 30, 30):
        supervisor.look(now)
        lose(supervisor, "web", now)
        supervisor.look(now + pause - 0.1)
        assert supervisor.pids == {}
        now += pause


def test_a_healthy_minute_forgives_the_falls_before(supervisor):
    supervisor.add([python("web", SLEEPER)])
    for now in (0, 10, 20):
        supervisor.look(now)
        lose(supervisor, "web", now)
    supervisor.look(30)

    lose(supervisor, "web", 90)
    supervisor.look(91)

    assert "web" in supervisor.pids


def test_a_horse_does_not_outlive_its_worker(supervisor, heard):
    supervisor.add([python("worker", WITH_A_HORSE)])
    until(supervisor, lambda: heard)
    session = supervisor.pids["worker"]
    assert len(members(session)) == 2

    lose(supervisor, "worker", now=time.monotonic())

    assert members(session) == []


@pytest.mark.parametrize("script", [STUBBORN, TAKES_TWO, WITH_A_HORSE])
def test_stopping_leaves_nothing_behind(supervisor, heard, script):
    supervisor.add([python("worker", script)])
    until(supervisor, lambda: heard)
    session = supervisor.pids["worker"]

    supervisor.stop()

    assert members(session) == []
    assert supervisor.pids == {}


def test_a_second_asking_comes_before_force(supervisor, heard):
    supervisor.add([python("worker", TAKES_TWO)])
    until(supervisor, lambda: heard)

    supervisor.stop()

    assert heard == [("worker", "ready"), ("worker", "once")]


def test_what_started_last_is_ended_first(heard):
    supervisor = Supervisor(heard, patience=(30,))
    farewell = "import signal, sys, time; signal.signal(15, lambda *_: sys.exit(print('bye')));"
    ready = "print('ready', flush=True); time.sleep(60)"
    for name in ("redis", "worker"):
        supervisor.add([python(name, farewell + ready)])
    until(supervisor, lambda: len(heard) == 2)

    supervisor.stop()

    assert [name for name, line in heard if line == "bye"] == ["worker", "redis"]


def test_every_change_of_processes_is_told():
    told = []
    supervisor = Supervisor(Heard(), changed=lambda: told.append(set(supervisor.pids)))
    supervisor.add([python("web", SLEEPER)])

    supervisor.look(now=0)
    lose(supervisor, "web", now=0)
    supervisor.look(now=1)
    supervisor.stop()

    assert told == [{"web"}, set(), {"web"}, set()]
