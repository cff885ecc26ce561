"""What the desk leans on: a Redis, a database, Slack and the gateway, each a real server."""

import shutil
import sqlite3
import subprocess
import time
from contextlib import contextmanager, suppress

import httpx
import psycopg
from redis import Redis

from jobs.running import embedded
from jobs.running.child import Child
from tests.support.gateway import Controlled
from tests.support.postgres import a_restarting_postgresql
from tests.support.running import until
from tests.support.workspace import Visited

PATIENCE = 120  # Seconds for a server to come up on a machine with much to do.


class RedisServer:
    def __init__(self, directory):
        self._directory = directory
        self.port = embedded.free_port()
        self._process = None

    def start(self):
        command = embedded.command(self._directory, self.port)
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        url = f"redis://127.0.0.1:{self.port}/0"
        assert until(lambda: embedded.answers(url), PATIENCE, pause=0.05), "Redis did not start."
        self.client = Redis.from_url(url)

    def stop(self):
        self._process.kill()
        self._process.wait()

    def start_empty(self):
        shutil.rmtree(self._directory)
        self.start()

    def limit(self, size):
        self.client.config_set("maxmemory", size)


class Postgres:
    """The one server of both hosts, and what an administrator can do to it."""

    def __init__(self, server):
        self._server = server
        self.url = server.url
        self.there = ("127.0.0.1", int(server.url.rpartition(":")[2].partition("/")[0]))
        self.stop, self.kill, self.start = server.stop, server.kill, server.start

    def ask(self, statement):
        with psycopg.connect(self.url, autocommit=True, connect_timeout=10) as connection:
            connection.execute(statement)

    def cut_connections(self):
        self.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )

    def isolate(self, level):
        """How strictly the transactions of new connections are kept apart."""
        self.ask(f"ALTER ROLE postgres SET default_transaction_isolation = '{level}'")
        self.cut_connections()

    def lock(self, table):
        """Nobody reads or writes it until the connection given back is closed."""
        connection = psycopg.connect(self.url, connect_timeout=10)
        with suppress(psycopg.errors.LockNotAvailable):  # Then those who wait behind us hung.
            connection.execute("SET lock_timeout = '5s'")
            connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        return connection

    def deadlocks(self):
        with psycopg.connect(self.url) as connection:
            asked = "SELECT sum(deadlocks)::int FROM pg_stat_database"
            return connection.execute(asked).fetchone()[0]


class Sqlite:
    """One file, which both hosts share: of SQLite's hosts there is only one."""

    there = None

    def __init__(self, root):
        self._file = root / ".local" / "disputes.db"
        self.url = f"sqlite:///{self._file}"
        self.full = root / "full"  # While it is there, the file cannot grow.

    def lock(self):
        connection = sqlite3.connect(self._file, timeout=60, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        return connection

    def deadlocks(self):
        return 0


@contextmanager
def a_database(kind, root):
    if kind == "sqlite":
        yield Sqlite(root)
        return
    with a_restarting_postgresql() as server:
        yield Postgres(server)


@contextmanager
def a_redis(directory):
    server = RedisServer(directory)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def the_platforms(plan, pages):
    """
    Slack and the gateway, as `disputes run` starts them; they alone are never killed.

    Args:
        pages: Where both are found.

    """
    gateway = plan.part("gateway", "sandbox", "aliexpress", "--in-memory")
    parts = [gateway if part.name == gateway.name else part for part in plan.ground]
    children = [Child(part, lambda *_: None) for part in parts]
    for child in children:
        child.keep_up(time.monotonic())
    http = httpx.Client(base_url=pages["gateway"], timeout=60, trust_env=False)
    slack, gateway = Visited(pages["slack"]), Controlled(pages["gateway"], http)
    try:
        for page in pages.values():
            assert until(lambda page=page: _answers(page), PATIENCE), f"{page} does not answer."
        yield slack, gateway
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.sweep()
        slack.close()
        http.close()


def _answers(page):
    try:
        return httpx.get(f"{page}/health", trust_env=False).is_success
    except httpx.TransportError:
        return False
