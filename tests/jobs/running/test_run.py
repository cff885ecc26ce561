"""`disputes run`, as a person at a terminal meets it."""

import os
import signal
import socket
import stat

import pytest
from cryptography.fernet import Fernet

from jobs.running.run_state import forget_everything
from models.rundir import run_file
from models.settings import Settings
from tests.support.terminal import Terminal, answers, eventually, refused, survivors

PARTS = {
    *("redis", "slack", "gateway", "web", "clock"),
    *("worker-delivery", "worker-default", "worker-bulk"),
}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One run for the tests that only look, ready."""
    with Terminal(tmp_path_factory.mktemp("run")) as run:
        run.said = run.page(), run.ready()
        yield run


def test_it_says_the_page_and_that_it_is_ready_and_nothing_else(running):
    page, ready = running.said

    assert ready.split()[:2] == ["ready", page]
    assert answers(f"{page}/health")
    assert answers(f"{running.told['addresses']['web']}/ready")


def test_it_tells_where_everything_is_to_its_owner_only(running):
    assert set(running.pids) == PARTS
    assert running.told["supervisor"] == running.process.pid
    assert stat.S_IMODE(run_file(running.root).stat().st_mode) == 0o600


def test_other_commands_meet_the_same_parts(running):
    settings = Settings.load(running.root, {})

    assert settings.redis == running.told["addresses"]["redis"]
    assert settings.slack_api_url == f"{running.said[0]}/api/"


def test_a_second_run_in_the_same_directory_is_refused(running):
    assert refused(running.root, "run") == (
        f"A run is alive in this directory (process {running.process.pid}): stop it first.\n"
    )


@pytest.mark.parametrize("part", ["clock", "web", "redis"])
def test_a_killed_part_comes_back(running, part):
    before = running.pids[part]

    os.kill(before, signal.SIGKILL)

    assert eventually(lambda: running.pids.get(part) not in {None, before})
    assert eventually(lambda: answers(f"{running.told['addresses']['web']}/ready"))


def test_ctrl_c_ends_everything(running):
    """The last that looks at this run."""
    pids = running.pids

    assert running.stop() == 0
    assert survivors(pids) == set()


def test_what_a_killed_run_left_is_ended_by_the_next(tmp_path):
    with Terminal(tmp_path) as first:
        first.page()
        left = first.pids
        first.kill()
    assert survivors(left) == set(left)

    with Terminal(tmp_path) as second:
        second.page()
        assert survivors(left) == set()


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
