"""Socket Mode: a connection through which nothing comes is found out, and replaced."""

import time

import pytest

from models.reading import sources
from slackbot.app import bolt
from slackbot.sockets import Hold, Socket
from tests.support.forgetting import forget_sockets
from tests.support.running import until
from tests.support.workspace import APP_TOKEN

QUIET = 0.3


@pytest.fixture
def socket(desk):
    socket = Socket(desk, bolt(desk), APP_TOKEN, quiet=QUIET)
    socket.look()
    yield socket
    socket.stop()
    forget_sockets()


def beaten(desk):
    with desk.database.read() as session:
        return sources.beats(session).get("socket")


def heard(workspace):
    return workspace.command("UANA", "/dispute help")["status"] == 200


def wait():
    """Nothing comes for longer than a connection may be quiet."""
    quiet_until = time.monotonic() + QUIET
    assert until(lambda: time.monotonic() > quiet_until, 5)


def test_what_people_do_comes_through_it(socket, workspace, desk):
    assert heard(workspace)
    assert beaten(desk) is not None


def test_a_dead_connection_is_replaced_and_its_silence_is_no_sign_of_life(socket, workspace, desk):
    before = beaten(desk)
    early = Hold(socket.client, socket.client.current_session)
    workspace.fault("dead_socket")
    workspace.fault("500", method="apps.connections.open", count=1)
    wait()
    socket.look()
    assert beaten(desk) == before

    wait()
    socket.look()
    assert beaten(desk) > before
    assert heard(workspace)
    assert early.terminated  # Whenever it began to read the old one.
