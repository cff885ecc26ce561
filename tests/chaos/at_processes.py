"""Processes die, are told to end, and stand still."""

import os
import signal
from contextlib import suppress
from functools import partial

from tests.chaos.at_gateway import ACT
from tests.chaos.hosts import signalled
from tests.chaos.striking import NOTHING
from tests.support.running import until
from tests.support.workspace import Refused

HELD_BACK = 6  # Seconds that Slack or the gateway holds an answer back, for the kill to fall in.
COMES = 5  # Seconds in which something to strike at should come by.


def kill(part):
    def strikes(stage):
        return _kill(stage, stage.dice.choice(stage.hosts.names(part)))

    return strikes


def kill_a_worker(stage):
    return _kill(stage, stage.dice.choice(_workers(stage)))


def kill_with_job(stage):
    name = _at_work(stage)
    return _kill_all(stage, [name]) if name else NOTHING


def kill_job(stage):
    name = _at_work(stage)
    return _killed(stage, signalled(stage.hosts.forked(name), signal.SIGKILL)) if name else NOTHING


def kill_after_post(stage):
    """Slack has the message and holds its answer back; whoever waits for it dies."""
    held = {"method": "chat.postMessage", "kind": "slow", "count": 1}
    stage.slack.fault(**held, seconds=HELD_BACK, for_seconds=COMES)
    if not until(partial(_is_used_up, stage.slack.faults, held), COMES - 0.5, pause=0.05):
        return NOTHING
    return _kill_all(stage, stage.hosts.names("delivery"))


def kill_after_act(stage):
    """The platform acted and holds its answer back."""
    held, before = {"method": ACT, "kind": "held_answer"}, len(stage.gateway.books())
    stage.gateway.fault(**held, count=1, seconds=HELD_BACK, for_seconds=COMES)
    if not until(partial(_is_used_up, _gateways(stage), held), COMES - 0.5, pause=0.05):
        return NOTHING
    if len(stage.gateway.books()) == before:
        return NOTHING  # The platform had declined.
    return _kill_all(stage, stage.hosts.names("default"))


def terminate(stage):
    name = _at_work(stage)
    return None if name and stage.hosts.kill(name, signal.SIGTERM) else NOTHING


def freeze(stage):
    name = stage.dice.choice(stage.hosts.names())
    frozen = stage.hosts.signal_all(name, signal.SIGSTOP)
    if not frozen:
        return NOTHING

    def thaw():
        for pid in frozen:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    return thaw


def _workers(stage):
    return [name for name in stage.hosts.names() if not name.startswith(("web", "clock"))]


def _at_work(stage):
    """A worker that runs a job: RQ forks for each. None, if none begins one within moments."""

    def at_work():
        return [name for name in _workers(stage) if stage.hosts.forked(name)]

    busy = until(at_work, COMES, pause=0.02)
    return stage.dice.choice(busy) if busy else None


def _kill(stage, name):
    if not stage.hosts.kill(name):
        return NOTHING
    stage.struck["processes killed"] += 1
    return None


def _kill_all(stage, names):
    """With what they forked; all of a part, where nobody knows which of them waits."""
    hit = [pid for name in names for pid in stage.hosts.signal_all(name, signal.SIGKILL)]
    return _killed(stage, hit)


def _killed(stage, pids):
    stage.struck["processes killed"] += len(pids)
    return None if pids else NOTHING


def _is_used_up(faults, held):
    """It met its call, and what that asked for is done."""
    with suppress(Refused):
        return not any(held.items() <= fault.items() for fault in faults())
    return False


def _gateways(stage):
    return lambda: stage.gateway.faults()[0]
