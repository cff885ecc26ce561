"""Everything that a run consists of, made and ended together."""

import os
import subprocess
from collections import Counter, defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from cryptography.fernet import Fernet

from jobs.running import seed
from jobs.running.run_plan import Plan, disputes
from jobs.sources.sandbox.stores import DEMO_STORES
from models.settings import Settings, as_environment
from tests.chaos import zone
from tests.chaos.ground import a_database, a_redis, the_platforms
from tests.chaos.hosts import LAYOUT, Hosts
from tests.chaos.network import LOOPBACK, a_host, pages_for_all

UNHURRIED = {
    "SLACK_POST_SECONDS": "0",
    "SLACK_POSTS_PER_MINUTE": "100000",
    "SLACK_EDITS_PER_MINUTE": "100000",
    "POLL_SECONDS": "5",
}


@dataclass
class Stage:
    root: object
    dice: Random
    redis: object
    database: object
    slack: object
    gateway: object
    hosts: Hosts
    wires: dict  # By host: to Redis, and to the database where it is a server.
    web: str  # The address of the web process.
    change: zone.Change | None  # Of the platform's clocks.
    struck: Counter = field(default_factory=Counter)  # What happened, how often.
    deleted: dict = field(
        default_factory=lambda: defaultdict(list)
    )  # Where cards stood, by number.


@contextmanager
def a_stage(kind, root, dice, change=None, *, is_secluded=False):
    """
    Up when the block begins, and gone when it ends.

    Args:
        kind: `sqlite` or `postgresql`.
        root: An empty directory.
        change: Of the platform's clocks, if there is to be one.
        is_secluded: Whether this process has a network of its own, and each host may have one.

    """
    (root / "logs").mkdir()
    with ExitStack() as stack:
        before = os.getcwd()  # noqa: PTH109 - chdir's own counterpart.
        os.chdir(root)  # Processes find their `.local` where they are started.
        stack.callback(os.chdir, before)
        if change is not None:
            stack.enter_context(zone.kept(change, root / "zones"))
        redis = stack.enter_context(a_redis(root / "redis"))
        database = stack.enter_context(a_database(kind, root))
        plan = _plan(root, redis, database)
        platforms = {name: plan.pages[name] for name in ("slack", "gateway")}
        pages = stack.enter_context(pages_for_all(platforms, is_secluded))
        slack, gateway = stack.enter_context(the_platforms(plan, pages))
        slack.unhurried()
        terminal = os.environ | as_environment(plan.settings)
        _prepare(plan, terminal)
        servers = {"redis": (LOOPBACK, redis.port)}
        if database.there is not None:
            servers["database"] = database.there
        wires = {
            host: stack.enter_context(a_host(number, servers, is_secluded))
            for number, host in enumerate(LAYOUT, 1)
        }
        reached = {host: _reached(wire, database, pages) for host, wire in wires.items()}
        environments = {host: terminal | told for host, told in reached.items()}
        hosts = Hosts(environments, {host: w.enter for host, w in wires.items()}, root / "logs")
        hosts.start()
        stack.callback(hosts.stop)
        web = plan.pages["web"]
        yield Stage(root, dice, redis, database, slack, gateway, hosts, wires, web, change)


def _plan(root, redis, database):
    given = UNHURRIED | {
        "DATABASE_URL": database.url,
        "REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
        "SECRET_KEY": Fernet.generate_key().decode(),
        "PORT": "0",
        "SANDBOX_PORT": "0",
        "GATEWAY_PORT": "0",
    }
    return Plan.of(root, Settings.load(root, given))


def _prepare(plan, terminal):
    def told(*verb):
        subprocess.run(disputes(*verb), env=terminal, check=True, capture_output=True, text=True)

    told("migrate")
    seed.seed(plan.settings, datetime.now(UTC), people=True, shops=True)
    for store in DEMO_STORES:
        told("store", "add", store.name, "--may-write")


def _reached(wire, database, pages):
    """The servers as a host sees them: behind its wire."""
    at = {name: f"{link.here}:{link.port}" for name, link in wire.links.items()}
    told = {
        "REDIS_URL": f"redis://{at['redis']}/0",
        "SLACK_API_URL": f"{pages['slack']}/api/",
        "ALIEXPRESS_GATEWAY_URL": pages["gateway"],
    }
    if "database" in at:
        return told | {"DATABASE_URL": f"postgresql://postgres@{at['database']}/postgres"}
    return told | {"CHAOS_FULL": str(database.full)}
