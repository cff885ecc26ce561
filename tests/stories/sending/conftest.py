"""
The desk around stories of what is sent to the platform.

One desk serves a file of them, for each opens a dispute of its own; its store may be written to.
"""

import os
import shutil
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from sqlmodel import select

from jobs import desk as process
from jobs.running import seed
from models import stores
from models.acting.actions import PlatformAction
from models.settings import Settings
from slackbot.app import bolt
from slackbot.desk import Desk
from slackbot.web import PATIENCE, create
from tests.stories.conftest import INTAKE_SECRET
from tests.support.gateway import Gateway
from tests.support.opening import opened
from tests.support.redis import connection
from tests.support.settling import settled
from tests.support.web import Web
from tests.support.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace


@pytest.fixture(scope="module")
def lasting_database(tmp_path_factory, migrated_file):
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("story") / "desk.db")
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def workspace():
    with Workspace() as workspace:
        workspace.unhurried()
        yield workspace


@pytest.fixture(scope="module")
def gateway():
    with Gateway() as gateway:
        yield gateway


@pytest.fixture(scope="module")
def environment(lasting_database, redis_server, workspace, gateway):
    return {
        "DATABASE_URL": lasting_database,
        "REDIS_URL": redis_server,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": workspace.api_url,
        "ALIEXPRESS_APP_KEY": "sandbox-key",
        "ALIEXPRESS_APP_SECRET": "sandbox-secret",
        "ALIEXPRESS_GATEWAY_URL": gateway.url,
        "ALIEXPRESS_CALLS_PER_SECOND": "1000",
        "INTAKE_SECRET": INTAKE_SECRET,
        "SECRET_KEY": Fernet.generate_key().decode(),
        "SLACK_POST_SECONDS": "0",
        "SLACK_POSTS_PER_MINUTE": "100000",
        "SLACK_EDITS_PER_MINUTE": "100000",
    }


@pytest.fixture(scope="module")
def desk(environment, tmp_path_factory):
    settings = Settings.load(tmp_path_factory.mktemp("desk"), environment)
    desk = Desk.open(settings, patience=PATIENCE)
    seed.seed(settings, desk.now(), people=True, shops=True)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def web(desk, workspace):
    with Web(create(desk, bolt(desk))) as web:
        workspace.request_url = f"{web.url}/slack/events"
        yield web


@pytest.fixture(autouse=True)
def here(monkeypatch, no_settings_of_this_machine, environment, tmp_path):
    """Jobs read the settings where they run."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    yield os.environ
    process.close()


@pytest.fixture
def story(here, environment, workspace, gateway, web, desk):
    connection(environment["REDIS_URL"]).flushdb()
    gateway.clear()
    workspace.clear()
    let(desk)
    return SimpleNamespace(
        workspace=workspace,
        gateway=gateway,
        web=web,
        desk=desk,
        settle=lambda: settled(desk),
    )


def let(desk, *, write=True):
    with desk.database.write() as session:
        stores.get(session, "nordic").may_write = write


@pytest.fixture
def dispute(story):
    """One fresh dispute, with what was asked of the platform about it."""
    fresh = opened(story, "L1")

    def action():
        mine = select(PlatformAction).where(PlatformAction.dispute_id == fresh.number)
        with story.desk.database.read() as session:
            return session.exec(mine.order_by(PlatformAction.id.desc())).first()

    fresh.action = action
    fresh.books = lambda: story.gateway.books(about=fresh.issue_id)
    return fresh
