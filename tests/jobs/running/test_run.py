"""`disputes run`, as a person at a terminal meets it."""

import socket

from cryptography.fernet import Fernet

from jobs.running.run_state import forget_everything
from models.settings import Settings
from tests.support.terminal import refused


def test_a_busy_port_is_named_with_the_setting_to_change(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])

        said = refused(tmp_path, "run", GATEWAY_PORT=port)

    assert said.startswith(f"Port {port} is taken")
    assert said.endswith(": set GATEWAY_PORT to a free one.\n")


def test_wrong_settings_are_all_named(tmp_path):
    said = refused(tmp_path, "run", TEAM_TIMEZONE="Mars", RETENTION_DAYS="0")

    assert [line.split()[0] for line in said.splitlines()] == ["TEAM_TIMEZONE", "RETENTION_DAYS"]


def test_starting_over_forgets_all_but_the_secrets(tmp_path):
    before = Settings.load(tmp_path, {})
    (tmp_path / ".local" / "disputes.db").touch()
    (tmp_path / ".local" / "redis" / "aof").mkdir(parents=True)

    forget_everything(tmp_path)

    assert [entry.name for entry in (tmp_path / ".local").iterdir()] == ["secret_key"]
    assert Settings.load(tmp_path, {}) == before


def test_starting_over_leaves_a_real_database_alone(tmp_path):
    url, key = "postgresql://nobody@127.0.0.1:1/desk", Fernet.generate_key().decode()

    said = refused(tmp_path, "run", "--fresh", DATABASE_URL=url, SECRET_KEY=key)

    assert said.startswith("--fresh starts over with the embedded database only")
