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
    """The host works on, and reaches neither Redis nor the database of a server."""
    links = _links(stage)
    for link in links:
        link.cut()
    return lambda: _heal(links)


def severed(stage):
    for link in _links(stage):
        link.sever()


def slow(stage):
    links = _links(stage)
    for link in links:
        link.delay = stage.dice.uniform(0.02, 0.3)
    return lambda: _heal(links)


def _links(stage):
    return list(stage.links_of(stage.dice.choice(list(LAYOUT))))


def _heal(links):
    for link in links:
        link.heal()
