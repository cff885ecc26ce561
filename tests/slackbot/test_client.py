"""What becomes of a call whose answer says nothing."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from slack_sdk import WebClient

from slackbot.calling import Ambiguous, CannotLook
from slackbot.client import Slack
from slackbot.views.blocks import Content
from tests.builders import NOON


class Page(BaseHTTPRequestHandler):
    """A proxy on the way answers everything with a page, and calls that a success."""

    said = b"<html>Please sign in</html>"

    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said)

    def do_GET(self):
        self.do_POST()

    def log_message(self, *_):
        """Nobody reads it."""


class Endless(Page):
    """A channel in which more is said than anybody reads."""

    said = (
        b'{"ok": true, "messages": [{"ts": "1.0", "text": "Hello"}],'
        b' "response_metadata": {"next_cursor": "more"}}'
    )


@contextmanager
def answering(page):
    server = HTTPServer(("127.0.0.1", 0), page)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield Slack(WebClient("xoxb", base_url=f"http://127.0.0.1:{server.server_port}/"))
    server.shutdown()
    server.server_close()


@pytest.fixture
def behind_a_proxy():
    with answering(Page) as slack:
        yield slack


@pytest.fixture
def busy():
    with answering(Endless) as slack:
        yield slack


def test_a_page_in_place_of_an_answer_may_stand_for_a_post_that_happened(behind_a_proxy):
    with pytest.raises(Ambiguous, match="200"):
        behind_a_proxy.post("CNORDIC", Content("text", []), "key-1", None)


@pytest.mark.parametrize("thread_ts", [None, "0.5"])
def test_what_lies_further_back_than_we_read_may_stand_there(busy, thread_ts):
    with pytest.raises(CannotLook, match="too_far_back"):
        busy.find("CNORDIC", "key-1", NOON, thread_ts)
