"""Deliveries to the app: signed, repeated, lost, late, over several connections."""

import hashlib
import hmac
import json
import queue
from urllib.parse import parse_qs

import pytest
from slack_sdk.errors import SlackApiError

from tests.slackbot.sandbox.blocks import modal
from tests.support.workspace import SIGNING_SECRET


def test_a_request_is_signed_over_its_raw_body(app, http, workspace):
    app.command("/dispute")(lambda ack: ack())
    workspace.command("UANA", "/dispute show #7 ü")

    [(headers, body)] = http
    base = f"v0:{headers['x-slack-request-timestamp']}:{body}".encode()
    digest = hmac.new(SIGNING_SECRET.encode(), base, hashlib.sha256).hexdigest()
    assert headers["x-slack-signature"] == f"v0={digest}"
    assert parse_qs(body)["text"] == ["show #7 ü"]


@pytest.mark.usefixtures("http")
def test_an_event_that_failed_comes_again(app, workspace):
    workspace.control("retries", seconds=[0, 0])
    heard = queue.Queue()

    @app.event("message")
    def message(body, request):
        heard.put((body["event_id"], request.headers.get("x-slack-retry-num")))
        raise RuntimeError

    app.error(lambda: None)
    assert workspace.say("UANA", "hello")["status"] == 500

    told = [heard.get(timeout=3) for _ in range(3)]
    assert [number for _event, number in told] == [None, ["1"], ["2"]]
    assert len({event for event, _number in told}) == 1


@pytest.mark.usefixtures("door")
@pytest.mark.parametrize("method", ["delivery", "*", None])
def test_a_duplicate_delivery_has_the_same_trigger(app, workspace, method):
    heard = []
    app.command("/dispute")(lambda ack, command: (heard.append(command["trigger_id"]), ack()))
    workspace.fault("duplicate", method, count=1)

    workspace.command("UANA", "/dispute claim")
    assert len(heard) == 2
    assert len(set(heard)) == 1


@pytest.mark.usefixtures("door")
def test_a_lost_acknowledgement_is_a_timeout(app, workspace):
    app.command("/dispute")(lambda ack: ack("done"))
    workspace.fault("lost_answer", "delivery", count=1)

    seen = workspace.command("UANA", "/dispute claim")
    assert (seen["status"], seen["problem"]) == (504, "operation_timeout")
    assert [shown["text"] for shown in seen["ephemeral"]] == [
        '/dispute failed with the error "operation_timeout"'
    ]


@pytest.mark.usefixtures("http")
def test_a_late_acknowledgement_is_a_timeout_and_a_late_trigger_opens_nothing(app, workspace):
    errors = queue.Queue()

    @app.command("/dispute")
    def command(ack, command, client):
        ack()
        try:
            client.views_open(trigger_id=command["trigger_id"], view=modal())
        except SlackApiError as error:
            errors.put(error.response["error"])

    workspace.fault("slow", "delivery", seconds=3.1, count=1)
    assert workspace.command("UANA", "/dispute reply")["status"] == 504
    assert errors.get(timeout=3) == "expired_trigger_id"


def test_each_envelope_goes_to_one_of_the_connections(app, socket, workspace):
    heard = []
    app.command("/dispute")(lambda ack: (heard.append(1), ack()))
    socket()
    socket()

    for _ in range(4):
        assert workspace.command("UANA", "/dispute")["status"] == 200
    assert (len(heard), workspace.about()["connections"]) == (4, 2)


def test_the_eleventh_connection_is_one_too_many(socket, workspace):
    for _ in range(10):
        socket()
    eleventh = socket()
    eleventh.client.auto_reconnect_enabled = False

    assert workspace.about()["connections"] == 10


# The SDK drops the sockets of handshakes that failed, and collects them when it likes.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_dead_socket_is_silent_until_the_fault_ends(app, socket, workspace):
    app.command("/dispute")(lambda ack: ack())
    socket()
    workspace.fault("dead_socket", "delivery")
    socket()
    assert both(workspace) == {200, 504}

    workspace.clear()
    assert both(workspace) == {200}


def both(workspace):
    """One command for each of the two connections."""
    return {workspace.command("UANA", "/dispute")["status"] for _ in range(2)}


def test_a_disconnected_client_comes_back(app, socket, workspace):
    app.command("/dispute")(lambda ack: ack())
    heard = queue.Queue()
    socket().client.on_message_listeners.append(lambda said: heard.put(json.loads(said)["type"]))
    workspace.fault("disconnect", "delivery")

    types = iter(lambda: heard.get(timeout=5), None)
    assert "disconnect" in types
    assert "hello" in types
    assert workspace.command("UANA", "/dispute")["status"] == 200


@pytest.mark.usefixtures("http")
def test_a_response_url_has_five_uses(app, workspace):
    answered = []

    @app.command("/dispute")
    def command(ack, respond):
        answered.extend(respond(f"answer {n}").status_code for n in range(6))
        ack()

    seen = workspace.command("UANA", "/dispute")
    assert answered == [200, 200, 200, 200, 200, 404]
    assert len(seen["ephemeral"]) == 5
