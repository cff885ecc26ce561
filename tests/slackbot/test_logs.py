"""Log lines as an operator finds them."""

import io
import json
import logging

import pytest
import structlog

from slackbot import logs


@pytest.fixture
def lines():
    """Everything logged since, read back."""
    stream = io.StringIO()
    logs.configure("INFO", stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_a_constant_event_and_its_fields(lines):
    structlog.get_logger("desk").info("card_posted", dispute=1042, channel="C1")

    [line] = lines()
    assert (line["event"], line["dispute"], line["level"]) == ("card_posted", 1042, "info")
    assert line["timestamp"].endswith("Z")


def test_a_library_that_logs_its_own_way_comes_out_the_same(lines):
    logging.getLogger("somebodys.code").warning("Worker %s: lost Redis", "w1")

    assert lines()[0]["event"] == "Worker w1: lost Redis"


def test_what_is_below_the_level_is_not_said(lines):
    structlog.get_logger().debug("detail")

    assert lines() == []


def test_what_a_library_murmurs_is_not_said(lines):
    chatty = logging.getLogger("rq.worker")
    chatty.setLevel("INFO")  # As RQ does by itself.

    chatty.info("Job OK")

    assert lines() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"access_token": "hidden"},
        {"buyer": "hidden"},
        {"record": {"buyer_login_id": "hidden", "phone_number": "hidden", "address": "hidden"}},
        {"headers": {"Authorization": "Bearer hidden"}},
        {"url": "redis://:hidden@db:6379/0"},
        {"url": "https://gateway.test/sync?app_key=1&session=hidden&sign=hidden"},
        {"error": "invalid_auth for xoxb-hidden-1"},
        {"sent": ["xapp-1-hidden"]},
        {"body": "{'client_secret': 'hidden', 'code': 1}"},
    ],
)
def test_no_secret_reaches_a_line(lines, fields):
    structlog.get_logger().info("called", **fields)

    [line] = lines()
    assert "hidden" not in str(line)
    assert "[redacted]" in str(line)


def test_no_secret_reaches_a_traceback(lines):
    lost = ConnectionError("refused: postgresql://desk:hidden@db/desk")

    structlog.get_logger().error("failed", exc_info=lost)

    [line] = lines()
    assert "ConnectionError: refused: postgresql://[redacted]@db/desk" in line["exception"]
