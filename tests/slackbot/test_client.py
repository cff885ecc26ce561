"""What becomes of a call whose answer says nothing."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from slack_sdk import WebClient

from slackbot.client import Ambiguous, Slack
from slackbot.views.blocks import Content


class Page(BaseHTTPRequestHandler):
    """A proxy on the way answers everything with a page, and calls that a success."""

    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>Please sign in</html>")

    def log_message(self, *_):
        """Nobody reads it."""


@pytest.fixture
def behind_a_proxy():
    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield Slack(WebClient("xoxb", base_url=f"http://127.0.0.1:{server.server_port}/"))
    server.shutdown()
    server.server_close()


def test_a_page_in_place_of_an_answer_may_stand_for_a_post_that_happened(behind_a_proxy):
    with pytest.raises(Ambiguous, match="200"):
        behind_a_proxy.post("CNORDIC", Content("text", []), "key-1", None)
