"""The whole desk around a story: a real database, Redis and web process, and two sandboxes."""

import shutil
import time
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace

import pytest

from jobs import desk as process
from jobs import polls
from jobs.running import seed
from models.settings import Settings
from slackbot.app import bolt
from slackbot.desk import Desk
from slackbot.warming import warm
from slackbot.web import PATIENCE, create
from tests.support.gateway import Gateway, quiet_world
from tests.support.opening import opened
from tests.support.settling import settled
from tests.support.shop import Shop
from tests.support.terminal import typing
from tests.support.web import Web
from tests.support.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace

INTAKE_SECRET = "intake-secret"
SECRET_KEY = "x" * 43 + "="  # One for all: their databases are copies of the same.
ON_BOTH = {"test_claim", "test_delivery", "test_nudges"}


@pytest.fixture
def workspace():
    with Workspace() as workspace:
        workspace.unhurried()
        yield workspace


@pytest.fixture
def demo_world():
    """Ask for it where a story tells of all that the demo stores have sold."""


@pytest.fixture
def gateway(request):
    world = None if "demo_world" in request.fixturenames else quiet_world()
    with Gateway(world=world) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def let_in(tmp_path_factory):
    """Write the demo's people and stores into a database."""
    root = tmp_path_factory.mktemp("demo")

    def let_in(url):
        told = {"DATABASE_URL": url, "SECRET_KEY": SECRET_KEY}
        seed.seed(Settings.load(root, told), datetime.now(UTC), people=True, shops=True)
        return url

    return let_in


@pytest.fixture(scope="session")
def peopled_file(let_in, migrated_file, tmp_path_factory):
    """A database with people and stores of this minute; made once a minute, and then copied."""

    @cache
    def peopled(_minute):
        file = shutil.copy(migrated_file, tmp_path_factory.mktemp("peopled") / "desk.db")
        let_in(f"sqlite:///{file}")
        return file

    return lambda: peopled(int(time.time() // 60))


@pytest.fixture
def story_database(request, tmp_path):
    if getattr(request, "param", "sqlite") == "postgresql":
        return request.getfixturevalue("let_in")(request.getfixturevalue("postgresql_url"))
    file = request.getfixturevalue("peopled_file")()
    return f"sqlite:///{shutil.copy(file, tmp_path / 'desk.db')}"


def pytest_generate_tests(metafunc):
    """On SQLite; what claims, deliveries and nudges rest upon is told on PostgreSQL as well."""
    told = metafunc.module.__name__.rpartition(".")[2]
    if told in ON_BOTH and "story_database" in metafunc.fixturenames:
        metafunc.parametrize("story_database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def settings(monkeypatch, tmp_path, story_database, redis_url, workspace, gateway):
    """As `disputes run` would give them to its children, without Slack's slow pace."""
    told = {
        "DATABASE_URL": story_database,
        "REDIS_URL": redis_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": workspace.api_url,
        "ALIEXPRESS_APP_KEY": "sandbox-key",
        "ALIEXPRESS_APP_SECRET": "sandbox-secret",
        "ALIEXPRESS_GATEWAY_URL": gateway.url,
        "ALIEXPRESS_CALLS_PER_SECOND": "1000",
        "INTAKE_SECRET": INTAKE_SECRET,
        "SECRET_KEY": SECRET_KEY,
        "LEADS_CHANNEL": "CLEADS",
        "OPS_CHANNEL": "COPS",
        "SLACK_POST_SECONDS": "0",
        "SLACK_POSTS_PER_MINUTE": "100000",
        "SLACK_EDITS_PER_MINUTE": "100000",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return Settings.load(tmp_path)


@pytest.fixture
def desk(settings):
    """The desk that the web process and the jobs share with the test."""
    desk = Desk.open(settings, patience=PATIENCE)
    yield desk
    desk.close()
    process.close()


@pytest.fixture(scope="session")
def warmed():
    """As the web process is before it listens: a person's first form has no time for it."""
    warm()


@pytest.fixture
def web(desk, workspace, warmed):
    with Web(create(desk, bolt(desk))) as web:
        workspace.request_url = f"{web.url}/slack/events"
        yield web


@pytest.fixture
def settle(desk):
    """Run everything that the last step set in motion."""
    return lambda: settled(desk)


@pytest.fixture
def poll(settle):
    """Read one store, and let everything settle."""

    def poll(store="nordic"):
        polls.poll_store(store)
        settle()

    return poll


@pytest.fixture
def story(workspace, gateway, web, desk, settle, poll):
    return SimpleNamespace(
        workspace=workspace, gateway=gateway, web=web, desk=desk, settle=settle, poll=poll
    )


@pytest.fixture
def type_in(story, capsys):
    """Type a command beside the desk: the exit code, and what was said."""
    return typing(capsys)


@pytest.fixture
def dispute(story):
    """One fresh dispute of the nordic store, with its card: `number` and `card()`."""
    return opened(story, "L1")


@pytest.fixture
def shop(story):
    return Shop(story)
