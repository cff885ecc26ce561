"""A web process on a real database and Redis, at noon; no Slack behind it."""

from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from models.settings import Settings
from slackbot.desk import Desk
from slackbot.web import PATIENCE
from tests.builders import NOON, a_store
from tests.support.partner import INTAKE_SECRET, SIGNING_SECRET, served


@pytest.fixture
def a_desk(tmp_path, redis_url):
    """Open a desk on a database, with other settings where a test needs them."""
    opened = []

    def a_desk(database_url, **settings):
        told = {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "SECRET_KEY": Fernet.generate_key().decode(),
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "INTAKE_SECRET": INTAKE_SECRET,
        }
        desk = Desk.open(Settings.load(tmp_path, told | settings), patience=PATIENCE)
        opened.append(replace(desk, now=lambda: NOON))
        return opened[-1]

    yield a_desk
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(a_desk, sqlite_url):
    desk = a_desk(sqlite_url)
    with desk.database.write() as session:
        a_store(session)
    return desk


@pytest.fixture
def web(desk):
    with served(desk) as web:
        yield web
