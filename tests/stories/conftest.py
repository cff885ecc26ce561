"""The whole desk around a story: a real database, Redis and web process, and two sandboxes."""

from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet

from jobs import desk as process
from jobs import polls, seed
from models import disputes, intake
from models.records import Status
from models.settings import Settings
from slackbot.app import bolt
from slackbot.desk import Desk
from slackbot.web import PATIENCE, create
from tests.support.gateway import Gateway
from tests.support.reading import card_of, thread_of
from tests.support.settling import settled
from tests.support.web import Web
from tests.support.workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Workspace

INTAKE_SECRET = "intake-secret"


@pytest.fixture
def workspace():
    with Workspace() as workspace:
        workspace.unhurried()
        yield workspace


@pytest.fixture
def gateway():
    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def settings(monkeypatch, tmp_path, sqlite_url, redis_url, workspace, gateway):
    """As `disputes run` would give them to its children, without Slack's slow pace."""
    told = {
        "DATABASE_URL": sqlite_url,
        "REDIS_URL": redis_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": workspace.api_url,
        "ALIEXPRESS_APP_KEY": "sandbox-key",
        "ALIEXPRESS_APP_SECRET": "sandbox-secret",
        "ALIEXPRESS_GATEWAY_URL": gateway.url,
        "INTAKE_SECRET": INTAKE_SECRET,
        "SECRET_KEY": Fernet.generate_key().decode(),
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
    seed.seed(settings, desk.now(), people=True, shops=True)
    yield desk
    desk.close()
    process.desk().close()
    process._opened.cache_clear()


@pytest.fixture
def web(desk, workspace):
    with Web(create(desk, bolt(desk))) as web:
        workspace.request_url = f"{web.url}/slack/events"
        yield web


@pytest.fixture
def settle(desk):
    """Run everything that the last step set in motion."""
    return lambda: settled(desk)


@pytest.fixture
def poll(desk, settle):
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
def dispute(story):
    """One fresh dispute of the nordic store, with its card: `number` and `card()`."""
    return opened(story, "L1")


def opened(story, cause, store="nordic", channel="CNORDIC"):
    """A buyer opens a dispute of that cause; nothing else of the demo world is read."""
    told = story.gateway.open(cause, store)
    take(story, told["issue_id"], store)
    story.settle()
    with story.desk.database.read() as session:
        number = disputes.find(session, store, told["issue_id"]).id
    return SimpleNamespace(
        number=number,
        issue_id=told["issue_id"],
        order_id=told["order_id"],
        channel=channel,
        card=lambda: card_of(story.workspace.messages(channel), number),
        thread=lambda: thread_of(
            story.workspace.messages(channel), card_of(story.workspace.messages(channel), number)
        ),
    )


def take(story, issue_id, store="nordic"):
    """Read one dispute and its order of the gateway, as the poll would."""
    source = story.gateway.source(store)
    rows = source.disputes(Status.PROCESSING)
    record = source.dispute(next(row for row in rows if row.issue_id == issue_id))
    with story.desk.database.write() as session:
        intake.take_in_order(session, source.order(record.order_id), story.desk.now())
        intake.take_in_dispute(session, record, story.desk.now())
