"""A terminal beside a database, on both kinds for what a database decides."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet

from jobs import desk as process
from models.database import Database
from models.settings import Settings
from tests.support.terminal import typing


@pytest.fixture
def a_terminal(tmp_path, monkeypatch, capsys):
    """Type commands beside a database: `type(…)` gives the exit code and what was said."""

    @contextmanager
    def a_terminal(url):
        told = {
            "DATABASE_URL": url,
            "SECRET_KEY": Fernet.generate_key().decode(),
            "REDIS_URL": "redis://127.0.0.1:1/0",
        }
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        database, settings = Database(url), Settings.load(tmp_path)
        yield SimpleNamespace(
            type=typing(capsys), database=database, settings=settings, folder=tmp_path
        )
        database.close()
        process.close()

    return a_terminal


@pytest.fixture
def terminal(a_terminal, sqlite_url):
    with a_terminal(sqlite_url) as terminal:
        yield terminal


@pytest.fixture
def terminal_on_both(a_terminal, database_url):
    with a_terminal(database_url) as terminal:
        yield terminal
