"""What survives: a SIGKILL, a restart, a stop with everything open."""

import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest
from slack_sdk import WebClient

from tests.slackbot.sandbox.blocks import home
from tests.support.workspace import BOT_TOKEN, Workspace

SERVE = """
import sys, pathlib, slackbot.sandbox
slackbot.sandbox.serve("127.0.0.1", int(sys.argv[1]), pathlib.Path(sys.argv[2]), None)
"""


@pytest.fixture
def process(tmp_path, unused_port):
    """The server in a process of its own, once it answers."""
    command = [sys.executable, "-c", SERVE, str(unused_port), str(tmp_path)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    running.url = f"http://127.0.0.1:{unused_port}"
    with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as http:
        assert http.get(f"{running.url}/health").json() == {"status": "ok"}
    yield running
    running.kill()
    running.communicate()


@pytest.fixture
def unused_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def test_a_killed_workspace_remembers_everything(process, tmp_path):
    slack = WebClient(BOT_TOKEN, base_url=f"{process.url}/api/")
    ts = slack.chat_postMessage(channel="CNORDIC", text="kept")["ts"]
    direct = slack.conversations_open(users="UANA")["channel"]["id"]
    slack.chat_postEphemeral(channel="CNORDIC", user="UANA", text="psst")
    slack.views_publish(user_id="UANA", view=home())
    process.send_signal(signal.SIGKILL)
    process.wait()

    with Workspace(tmp_path) as again:
        assert [message["text"] for message in again.messages()] == ["kept"]
        assert again.direct("UANA") == direct
        assert [shown["text"] for shown in again.inbox("UANA")] == ["psst"]
        assert again.page("UANA")["home"]["type"] == "home"
        slack = WebClient(BOT_TOKEN, base_url=again.api_url)
        assert slack.chat_postMessage(channel="CNORDIC", text="later")["ts"] > ts


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_with_everything_open(process, stop):
    with httpx.stream("GET", f"{process.url}/page/events?user=UANA") as events:
        next(events.iter_lines())
        before = time.monotonic()
        process.send_signal(stop)
        out, err = process.communicate(timeout=5)

    assert process.returncode == 0
    assert (out, err) == (b"", b"")
    assert time.monotonic() - before < 2


def test_timestamps_grow_across_a_restart(tmp_path):
    with Workspace(tmp_path) as first:
        slack = WebClient(BOT_TOKEN, base_url=first.api_url)
        ts = slack.chat_postMessage(channel="CNORDIC", text="x")["ts"]
        slack.chat_delete(channel="CNORDIC", ts=ts)
    with Workspace(tmp_path) as second:
        slack = WebClient(BOT_TOKEN, base_url=second.api_url)
        assert slack.chat_postMessage(channel="CNORDIC", text="y")["ts"] > ts
