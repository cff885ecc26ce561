"""The private Redis."""

import signal

import pytest
from redis import Redis

from jobs.running import embedded


@pytest.fixture
def server(tmp_path):
    server = embedded.start(tmp_path)
    yield server
    server.stop()


def test_what_it_was_told_survives_a_kill(server, tmp_path):
    with Redis.from_url(server.url) as client:
        client.set("told", "once")
        client.execute_command("WAITAOF", 1, 0, 1000)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()

    again = embedded.start(tmp_path)
    with Redis.from_url(again.url) as client:
        assert client.get("told") == b"once"
    again.stop()


def test_it_is_for_this_machine_only_and_forgets_nothing(server):
    with Redis.from_url(server.url) as client:
        assert client.config_get("bind") == {"bind": "127.0.0.1"}
        assert client.config_get("protected-mode") == {"protected-mode": "yes"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_a_stopped_server_no_longer_answers(server):
    assert embedded.answers(server.url)

    server.stop()

    assert not embedded.answers(server.url)
