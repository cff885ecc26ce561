"""Processes die, are told to end, and stand still."""

import os
import signal
from contextlib import suppress

from tests.support.running import until
from tests.support.workspace import Refused

HELD_BACK = 6  # Seconds that Slack or the gateway holds an answer back, for the kill to fall in.
COMES = 3  # Seconds in which something to hold back should come by.
ACTS = "aliexpress.issue.solution.save"


def kill(part):
    def strikes(stage):
        _kill(stage, stage.dice.choice(stage.hosts.names(part)))

    return strikes


def kill_a_worker(stage):
    _kill(stage, stage.dice.choice(_workers(stage)))


def kill_with_job(stage):
    name = stage.dice.choice(_workers(stage))
    hit = stage.hosts.signal_all(name, signal.SIGKILL)
    stage.struck["processes killed"] += len(hit)


def kill_after_post(stage):
    """Slack has the message and holds its answer back; whoever waits for it dies."""
    stage.slack.fault("slow", "chat.postMessage", count=1, seconds=HELD_BACK, for_seconds=COMES)
    if until(lambda: not _is_waiting(stage, "chat.postMessage"), COMES - 0.5, pause=0.05):
        _kill_all(stage, "delivery")


def kill_after_act(stage):
    """The platform acted and holds its answer back."""
    before = len(stage.gateway.books())
    stage.gateway.fault("slow", method=ACTS, count=1, seconds=HELD_BACK)
    if until(lambda: len(stage.gateway.books()) > before, COMES, pause=0.1):
        _kill_all(stage, "default")


def terminate(stage):
    stage.hosts.kill(stage.dice.choice(stage.hosts.names()), signal.SIGTERM)


def freeze(stage):
    name = stage.dice.choice(stage.hosts.names())
    frozen = stage.hosts.signal_all(name, signal.SIGSTOP)

    def thaw():
        for pid in frozen:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    return thaw


def _workers(stage):
    return [name for name in stage.hosts.names() if not name.startswith(("web", "clock"))]


def _kill(stage, name):
    stage.struck["processes killed"] += bool(stage.hosts.kill(name))


def _kill_all(stage, part):
    """Whichever host's it is: which one waits, Slack does not know."""
    for name in stage.hosts.names(part):
        stage.struck["processes killed"] += len(stage.hosts.signal_all(name, signal.SIGKILL))


def _is_waiting(stage, method):
    with suppress(Refused):
        ours = {"method": method, "kind": "slow", "count": 1}
        return any(ours.items() <= fault.items() for fault in stage.slack.faults())
    return False
