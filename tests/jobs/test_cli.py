"""What a person reads when a command cannot do what was asked."""

import socket

import pytest
from cryptography.fernet import Fernet

from jobs.cli import main

KEY = Fernet.generate_key().decode()
NOBODY = "127.0.0.1:1"


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    """Type a command that fails, in an empty directory; what it says on standard error."""
    monkeypatch.chdir(tmp_path)

    def refused(*words, **environ):
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main(words)
        said, complained = capsys.readouterr()
        assert (ended.value.code, said) == (1, "")
        return complained

    return refused


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["worker", "--queue", "slow"], "Invalid value for '--queue'"),
        (["run", "--quick"], "No such option: --quick"),
    ],
)
def test_a_slip_of_the_tongue_is_one_sentence(refused, asked, sentence):
    said = refused(*asked)

    assert said.startswith(sentence)
    assert len(said.splitlines()) == 1


def test_an_unreachable_database_is_one_sentence(refused):
    url = f"postgresql://desk:hidden@{NOBODY}/desk"

    said = refused("migrate", DATABASE_URL=url, SECRET_KEY=KEY)

    assert said.startswith("The database cannot be used")
    assert "hidden" not in said
    assert len(said.splitlines()) == 1


def test_a_database_without_tables_is_one_sentence(refused):
    said = refused("store", "list", REDIS_URL=f"redis://{NOBODY}/0")

    assert said.startswith("The database cannot be used (no such table: stores)")
    assert "`disputes migrate`" in said


@pytest.mark.parametrize("verb", [("web",), ("sandbox", "slack"), ("sandbox", "aliexpress")])
def test_a_taken_port_is_one_sentence(refused, verb):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ports = {"PORT": port, "SANDBOX_PORT": port, "GATEWAY_PORT": port}

        said = refused(*verb, REDIS_URL=f"redis://{NOBODY}/0", **ports)

    assert said.startswith(f"Port {port} is taken")


def test_an_unreachable_redis_is_one_sentence(refused):
    said = refused("worker", "--burst", REDIS_URL=f"redis://:hidden@{NOBODY}/0")

    assert said.startswith("Redis does not answer")
    assert "hidden" not in said


def test_a_worker_without_a_redis_says_what_to_set(refused):
    said = refused("worker")

    assert said.startswith("REDIS_URL is not set and no `disputes run` is alive")


def test_a_role_that_does_not_exist_is_refused_in_plain_words(refused):
    said = refused("member", "add", "UANA", "--role", "king")

    assert said.startswith("Invalid value for '--role': 'king' is not one of 'viewer', 'agent'")
