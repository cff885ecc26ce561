"""
All that is done to the desk. Whoever reads this table knows everything.

Each fault is one function of the stage. What it returns, if anything, ends it again after a
while; it, or its ending, answers NOTHING where it can tell that nobody felt it, and is not
counted then. Faults of one ground (the same Redis, the same database) never overlap, all others
do. A fault of Slack's that ends by itself may end sooner than its ground is free again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.chaos import at_database, at_gateway, at_hosts, at_processes, at_redis, at_slack

BOTH = ("sqlite", "postgresql")
POSTGRESQL, SQLITE = ("postgresql",), ("sqlite",)
NEVER_ENDS = (0, 0)
FRESH = 0.5  # Share of the draws that go to what has not struck yet.
OFTEN = 8  # Draws of what nobody felt; then it is a fault like the others.


@dataclass(frozen=True)
class Fault:
    name: str
    strikes: Callable
    ground: str = ""  # What it is done to, where only one thing at a time can be.
    lasts: tuple[float, float] = NEVER_ENDS  # Seconds, between these.
    weight: float = 1  # How often it is drawn, against the others.
    on: tuple[str, ...] = BOTH


FAULTS = (
    # Processes.
    Fault("SIGKILL of web", at_processes.kill("web"), "socket", weight=8),
    Fault("SIGKILL of a worker", at_processes.kill_a_worker, weight=24),
    Fault("SIGKILL of a worker with the job that it runs", at_processes.kill_with_job, weight=12),
    Fault("SIGKILL of a job, and its worker lives", at_processes.kill_job, weight=12),
    Fault("SIGKILL of the clock", at_processes.kill("clock"), weight=6),
    Fault("SIGKILL between a post and its row", at_processes.kill_after_post, weight=12),
    Fault(
        "SIGKILL between a call to the platform and its row", at_processes.kill_after_act, weight=2
    ),
    Fault("SIGTERM during a job", at_processes.terminate, weight=3),
    Fault("SIGSTOP past every lease, then SIGCONT", at_processes.freeze, "freeze", (125, 140)),
    Fault("SIGSTOP for moments, then SIGCONT", at_processes.freeze, "nap", (2, 12), weight=2),
    # Redis.
    Fault("Redis emptied", at_redis.emptied, "redis", weight=2),
    Fault("Redis restarted empty", at_redis.restarted_empty, "redis", (1, 5)),
    Fault("Redis gone for a minute", at_redis.gone, "redis", (20, 60)),
    Fault("Redis slow", at_redis.slow, "redis", (5, 20)),
    Fault("Redis at its memory limit", at_redis.full, "redis", (5, 20)),
    # PostgreSQL.
    Fault("PostgreSQL restarted", at_database.restarted, "db", (1, 8), on=POSTGRESQL),
    Fault("PostgreSQL crashed", at_database.crashed, "db", (1, 8), on=POSTGRESQL),
    Fault("PostgreSQL cut every connection", at_database.cut, "db", weight=2, on=POSTGRESQL),
    Fault("PostgreSQL hangs over a lock", at_database.table_locked, "db", (5, 25), on=POSTGRESQL),
    Fault("PostgreSQL refuses to serialize", at_database.strict, "db", (10, 30), on=POSTGRESQL),
    # SQLite.
    Fault("SQLite's writer holds the lock", at_database.file_locked, "db", (3, 25), 2, SQLITE),
    Fault("SQLite is full", at_database.file_full, "db", (5, 20), 2, SQLITE),
    # Slack.
    Fault("Slack loses answers after a post", at_slack.loses_answers, "answers", (5, 20), 3),
    Fault("Slack delivers twice", at_slack.duplicates, "deliveries", (10, 30), 3),
    Fault("Slack loses our acknowledgements", at_slack.loses_acks, "deliveries", (5, 15)),
    Fault("Slack storms with 429", at_slack.storms, "429", (5, 15)),
    Fault("Slack answers 500", at_slack.answers_500, "500", (5, 20)),
    Fault("Slack answers 502 with HTML", at_slack.answers_502, "502", (5, 20)),
    Fault("Slack slower than every timeout", at_slack.crawls, "slow", (15, 30)),
    Fault("Slack disconnects the socket", at_slack.disconnects, "socket", weight=2),
    Fault("Slack's socket is silently dead", at_slack.goes_dead, "socket", (140, 160)),
    Fault("a channel archived in the middle", at_slack.archives, "archive", (10, 40)),
    Fault("a card deleted by a person", at_slack.deletes_card),
    # The gateway.
    Fault("the gateway errs", at_gateway.errs, "gateway", (5, 20)),
    Fault("the gateway slower than every timeout", at_gateway.crawls, "gateway", (25, 40)),
    Fault("the gateway refuses tokens and rights", at_gateway.refuses, "gateway", (5, 20)),
    Fault("the gateway's call limit", at_gateway.limits_calls, "gateway", (5, 20)),
    Fault("the gateway truncates pages", at_gateway.truncates, "gateway", (5, 20)),
    Fault("rows move between the gateway's pages", at_gateway.moves_rows, "gateway", (5, 20)),
    Fault("the gateway loses answers to acts", at_gateway.loses_answers, "gateway", (5, 20)),
    # Hosts.
    Fault("a host's clock minutes off", at_hosts.skewed, "clock", (30, 60)),
    Fault("two clocks", at_hosts.two_clocks, "clocks", (15, 40)),
    Fault("a host cut off, and healed", at_hosts.cut_off, "link", (5, 40), weight=2),
    Fault("a host's connections severed", at_hosts.severed, "link"),
    Fault("a host's link slow", at_hosts.slow, "link", (5, 20)),
)


def faults_on(kind, only=(), kills=1):
    """
    Those that a database of this kind knows.

    Args:
        only: Parts of their names; all, where there are none.
        kills: How many times as often as the table says processes are killed.

    Raises:
        UnknownFault: no name has one of the parts.

    """
    known = [_weighed(fault, kills) for fault in FAULTS if kind in fault.on]
    if strange := [part for part in only if not any(part in fault.name for fault in known)]:
        raise UnknownFault(strange, kind, known)
    return [f for f in known if not only or any(part in f.name for part in only)]


def _weighed(fault, kills):
    is_kill = fault.name.startswith("SIGKILL")
    return replace(fault, weight=fault.weight * kills) if is_kill else fault


class UnknownFault(Exception):
    """Nothing is called so: a storm of nothing would pass."""

    def __init__(self, parts, kind, known):
        names = "\n".join(f"  {fault.name}" for fault in known)
        said = ", ".join(f'"{part}"' for part in parts)
        super().__init__(f"No fault on {kind} has {said} in its name. There are:\n{names}")


def drawn(faults, struck, tried, dice):
    """
    The next one: every other time one that has not struck yet, while there are any.

    Args:
        faults: Those that are free to strike now.
        struck: How often each has, by its name.
        tried: How often each was drawn, whether anybody felt it or not.

    """
    fresh = [f for f in faults if not struck[f.name] and tried[f.name] < OFTEN]
    among = fresh if fresh and dice.random() < FRESH else faults
    return dice.choices(among, [fault.weight for fault in among])[0]
