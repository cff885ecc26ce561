"""What the page is fed: a person's whole view, changes as they come, the world outside."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from tests.slackbot.sandbox.blocks import actions, button
from tests.support.workspace import Workspace


def test_a_person_sees_their_channels(workspace):
    names = {channel["name"] for channel in workspace.page("UANA")["channels"]}

    assert {"nordic-disputes", "general"} <= names
    assert "leads" not in names
    assert "leads" in {channel["name"] for channel in workspace.page("ULEA")["channels"]}


def test_messages_threads_and_whispers_are_in_their_places(slack, workspace):
    ts = slack.chat_postMessage(channel="CNORDIC", text="card", blocks=[actions(button("a"))])["ts"]
    slack.chat_postMessage(channel="CNORDIC", text="brief", thread_ts=ts)
    slack.chat_postEphemeral(channel="CNORDIC", user="UANA", text="psst")

    page = workspace.page("UANA")
    shown = [(m["text"], m["ephemeral"], m["reply_count"]) for m in page["messages"]["CNORDIC"]]
    assert shown == [("card", False, 1), ("psst", True, 0)]
    assert [reply["text"] for reply in page["threads"]["CNORDIC"][ts]] == ["brief"]
    assert len(workspace.page("UBEN")["messages"]["CNORDIC"]) == 1


def test_what_is_read_is_no_longer_counted(slack, workspace):
    slack.chat_postMessage(channel="CNORDIC", text="card")
    assert unread(workspace) == 1

    httpx.post(f"{workspace.url}/page/read", json={"user": "UANA", "channel": "CNORDIC"})
    assert unread(workspace) == 0


def unread(workspace):
    channels = {channel["id"]: channel for channel in workspace.page("UANA")["channels"]}
    return channels["CNORDIC"]["unread"]


def test_a_change_is_told(slack, workspace):
    with httpx.stream("GET", f"{workspace.url}/page/events?user=UANA") as events:
        lines = (line for line in events.iter_lines() if line.startswith("data: "))
        first = json.loads(next(lines).removeprefix("data: "))["seq"]
        slack.chat_postMessage(channel="CNORDIC", text="x")
        assert json.loads(next(lines).removeprefix("data: "))["seq"] > first


def test_the_page_is_served_and_nothing_beside_it(workspace):
    assert "<html" in httpx.get(f"{workspace.url}/").text
    assert httpx.get(f"{workspace.url}/page/..%2Fseed.py").status_code == 404


@pytest.fixture
def gateway():
    """A gateway that repeats what it is told."""

    class Echo(BaseHTTPRequestHandler):
        def do_POST(self):
            said = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps({"path": self.path, "said": said}).encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_world_outside_is_the_gateways(gateway):
    with Workspace(gateway_url=gateway) as workspace:
        answer = httpx.post(f"{workspace.url}/world/forward", json={"hours": 1})

    assert answer.json() == {"path": "/control/forward", "said": '{"hours":1}'}


def test_without_a_gateway_there_is_no_world_outside(workspace):
    answer = httpx.post(f"{workspace.url}/world/forward", json={"hours": 1})

    assert answer.status_code == 404
    assert answer.json() == {"error": "No gateway is configured for this workspace."}
