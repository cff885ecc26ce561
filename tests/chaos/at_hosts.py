"""Hosts disagree about the time, and lose sight of each other."""

from tests.chaos.hosts import CLOCK, LAYOUT

MOST = 240  # Seconds that a host's clock is off; Slack refuses signatures of five minutes.


def skewed(stage):
    host = stage.dice.choice(list(LAYOUT))
    stage.hosts.shift(host, stage.dice.choice([-1, 1]) * stage.dice.uniform(30, MOST))
    return lambda: stage.hosts.shift(host, 0)


def two_clocks(stage):
    stage.hosts.add("clock@a", CLOCK)
    return lambda: stage.hosts.remove("clock@a")


def cut_off(stage):
    wire = _wire(stage)
    wire.cut()
    return wire.heal


def severed(stage):
    _wire(stage).sever()


def slow(stage):
    wire = _wire(stage)
    wire.slow(stage.dice.uniform(0.02, 0.3))
    return wire.heal


def _wire(stage):
    return stage.wires[stage.dice.choice(list(LAYOUT))]
