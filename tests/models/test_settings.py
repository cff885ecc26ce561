"""What the environment, .env and a living run say, and the complaints about it."""

import fcntl
import json
import stat

import pytest
from cryptography.fernet import Fernet

from models.complaints import BadSettings
from models.rundir import run_file, run_lock, write_private
from models.settings import Settings, as_environment


@pytest.fixture
def a_living_run(tmp_path):
    """A process holds the lock and has told its settings, as `disputes run` does."""
    write_private(run_file(tmp_path), json.dumps({"settings": {"REDIS_URL": "redis://live:1/0"}}))
    with run_lock(tmp_path).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def complaints(root, **environ):
    with pytest.raises(BadSettings) as refused:
        Settings.load(root, environ)
    return refused.value.sentences


def test_nothing_need_be_set(tmp_path):
    settings = Settings.load(tmp_path, {})

    assert settings.database_url == f"sqlite:///{tmp_path}/.local/disputes.db"
    assert settings.port == 8000
    assert settings.slack_bot_token is None


def test_the_environment_beats_the_file_and_blank_means_unset(tmp_path):
    (tmp_path / ".env").write_text("PORT=8100\nSANDBOX_PORT=8101\nLEADS_CHANNEL=C1\n")

    settings = Settings.load(tmp_path, {"PORT": "8200", "SANDBOX_PORT": " "})

    assert (settings.port, settings.sandbox_port) == (8200, 8101)
    assert settings.leads_channel == "C1"


@pytest.mark.usefixtures("a_living_run")
def test_a_living_run_lends_its_settings(tmp_path):
    assert Settings.load(tmp_path, {}).redis == "redis://live:1/0"


@pytest.mark.usefixtures("a_living_run")
def test_the_file_beats_a_living_run(tmp_path):
    (tmp_path / ".env").write_text("REDIS_URL=redis://mine:2/0\n")

    assert Settings.load(tmp_path, {}).redis == "redis://mine:2/0"


def test_a_dead_run_lends_nothing(tmp_path, a_living_run):
    a_living_run.close()

    with pytest.raises(BadSettings, match="REDIS_URL is not set"):
        _ = Settings.load(tmp_path, {}).redis


def test_an_embedded_desk_keeps_a_key_of_its_own(tmp_path):
    first, second = Settings.load(tmp_path, {}), Settings.load(tmp_path, {})

    kept = tmp_path / ".local" / "secret_key"
    assert first.fernet_keys == second.fernet_keys == (kept.read_text(),)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_desk_on_postgresql_must_be_given_its_key(tmp_path):
    [sentence] = complaints(tmp_path, DATABASE_URL="postgresql://db/desk")

    assert sentence.startswith("SECRET_KEY is required when DATABASE_URL is not SQLite")


def test_keys_are_rotated_by_a_comma(tmp_path):
    new, old = Fernet.generate_key().decode(), Fernet.generate_key().decode()

    assert Settings.load(tmp_path, {"SECRET_KEY": f"{new}, {old}"}).fernet_keys == (new, old)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://db/desk"),
        ("REDIS_URL", "localhost:6379"),
        ("SLACK_API_URL", "slack.com/api"),
        ("ALIEXPRESS_GATEWAY_URL", "ftp://gateway"),
        ("PORT", "http"),
        ("SANDBOX_PORT", "65536"),
        ("GATEWAY_PORT", "-1"),
        ("TEAM_TIMEZONE", "Mars/Olympus"),
        ("LOG_LEVEL", "LOUD"),
        ("SECRET_KEY", "secret"),
        ("RETENTION_DAYS", "0"),
    ],
)
def test_a_wrong_value_is_named(tmp_path, name, value):
    [sentence] = complaints(tmp_path, **{name: value})

    assert sentence.startswith((f"{name} must be", f"{name} must start"))


@pytest.mark.parametrize(
    ("alone", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-1"),
        ("SLACK_APP_TOKEN", "xapp-1"),
        ("ALIEXPRESS_APP_KEY", "key"),
        ("ALIEXPRESS_APP_SECRET", "secret"),
    ],
)
def test_a_setting_without_its_partner_is_named(tmp_path, alone, value):
    [sentence] = complaints(tmp_path, **{alone: value})

    assert alone in sentence


def test_all_complaints_come_at_once(tmp_path):
    sentences = complaints(tmp_path, PORT="x", TEAM_TIMEZONE="y", SLACK_BOT_TOKEN="xoxb-1")

    assert len(sentences) == 3


def test_a_secret_is_never_in_the_repr_nor_in_a_complaint(tmp_path):
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-hidden",
        "SLACK_APP_TOKEN": "xapp-hidden",
        "REDIS_URL": "redis://:hidden@db/0",
        "DATABASE_URL": "sqlite:///hidden.db",
        "INTAKE_SECRET": "hidden",
    }

    assert "hidden" not in repr(Settings.load(tmp_path, secrets))
    assert "hidden" not in str(complaints(tmp_path, SECRET_KEY="hidden"))


def test_a_child_reads_back_what_its_parent_had(tmp_path):
    settings = Settings.load(tmp_path, {"SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": "xoxb-1"})

    assert Settings.load(tmp_path, as_environment(settings)) == settings
