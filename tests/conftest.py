"""Databases and a Redis for every test, real ones, and nothing of the machine's own settings."""

import gc
import logging
import os
import shutil
import uuid
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
import pytest
import structlog
from hypothesis import settings
from sqlalchemy.engine import make_url

from models.database import Database
from models.migrations import migrate
from models.settings import Settings
from tests.support import compiled  # noqa: F401 - Listens.
from tests.support.postgres import NoPostgreSQL, a_postgresql
from tests.support.redis import a_redis, connection

POSTGRESQL = pytest.StashKey[str]()

FORSAKEN = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# As it was made: without a row, each number counted from one, and small enough to be read fast.
EMPTIED = """
DO $$
DECLARE one record; has_rows boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one.name) INTO has_rows;
    IF pg_relation_size(one.name::regclass) > 65536 THEN
      EXECUTE format('TRUNCATE %I CASCADE', one.name);
    ELSIF has_rows THEN
      EXECUTE format('DELETE FROM %I', one.name);
    END IF;
  END LOOP;
  FOR one IN SELECT sequencename AS name FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    PERFORM setval(one.name::regclass, 1, false);
  END LOOP;
END $$
"""

settings.register_profile("desk", deadline=None)  # A busy machine proves nothing wrong.
settings.load_profile("desk")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def logs_as_they_were():
    """A command that is typed in this process sets up its logs, on a stream that ends with it."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(tmp_path, migrated_file):
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'desk.db')}"


@pytest.fixture(scope="session")
def postgresql(request):
    """A server with a migrated template database; skips where none can be started."""
    try:
        with a_postgresql() as (url, origin):
            request.config.stash[POSTGRESQL] = f"ran on {origin}"
            with a_database(url) as template:
                _migrate(template)
                yield SimpleNamespace(url=url, template=make_url(template).database)
    except NoPostgreSQL as error:
        request.config.stash[POSTGRESQL] = f"SKIPPED: {error}"
        pytest.skip(f"no PostgreSQL can be started: {error}")


@pytest.fixture(scope="session")
def postgresql_database(postgresql):
    with a_database(postgresql.url, template=postgresql.template) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_database):
    """The same database for every test, empty again after each: making one takes longer."""
    yield postgresql_database
    _tell(postgresql_database, FORSAKEN)
    _tell(postgresql_database, EMPTIED)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """A migrated database of the test's own; each test runs on both kinds."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    with a_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def redis_url(redis_server):
    connection(redis_server).flushdb()
    return redis_server


def pytest_collection_finish():
    """What is imported stays: to look through all of it for garbage takes a tenth of the time."""
    gc.freeze()
    gc.set_threshold(20_000)  # What a story makes goes by itself but for a few circles.


def pytest_sessionfinish():
    """Once is enough here; pytest looks five times more, for the sake of other Pythons."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers():
    """One more than there are cores: while some tests wait for processes, others compute."""
    return (os.cpu_count() or 1) + 1


def pytest_terminal_summary(terminalreporter, config):
    if said := config.stash.get(POSTGRESQL, None):
        terminalreporter.section("PostgreSQL")
        terminalreporter.line(f"The tests on PostgreSQL {said}.")


@contextmanager
def a_database(server, template="template0"):
    """A database for as long as the block lasts."""
    name = f"disputes_{uuid.uuid4().hex}"
    _tell(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _tell(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _tell(server, sql):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql)


def _migrate(url):
    database = Database(url)
    migrate(database)
    database.close()
