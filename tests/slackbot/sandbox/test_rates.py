"""Rates: by channel, for the workspace, for edits."""

import pytest
from slack_sdk.errors import SlackApiError

from slackbot.sandbox.errors import RateLimitedError
from slackbot.sandbox.rates import Limits, Rates


@pytest.fixture
def hurried(workspace):
    """Slack's own rates."""
    standard = {"per_channel_seconds": 1, "workspace_per_minute": 300, "updates_per_minute": 50}
    workspace.rates(**standard)
    return workspace


@pytest.mark.usefixtures("hurried")
def test_a_channel_takes_one_message_a_second(slack):
    slack.chat_postMessage(channel="CNORDIC", text="x")

    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel="CNORDIC", text="x")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    slack.chat_postMessage(channel="CTOYS", text="Another channel is not held up.")


def test_messages_a_second_apart_may_arrive_a_little_closer():
    arrivals = iter([0.0, 0.95, 2.0, 2.8])
    rates = Rates(Limits(), lambda: next(arrivals))
    for _ in range(2):
        rates.post("CNORDIC")

    rates.post("CNORDIC")
    with pytest.raises(RateLimitedError):
        rates.post("CNORDIC")


def test_a_channel_without_a_rate_owes_nothing_later(slack, workspace):
    for _ in range(3):
        slack.chat_postMessage(channel="CNORDIC", text="x")
    workspace.rates(per_channel_seconds=0.001)

    assert slack.chat_postMessage(channel="CNORDIC", text="x")["ok"]


def test_the_workspace_has_a_budget(slack, hurried):
    hurried.rates(per_channel_seconds=0, workspace_per_minute=3)
    for channel in ("CNORDIC", "CSOLAR", "CTOYS"):
        slack.chat_postMessage(channel=channel, text="x")

    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel="COPS", text="x")
    assert 58 <= int(caught.value.response.headers["Retry-After"]) <= 60


@pytest.mark.usefixtures("hurried")
def test_edits_have_a_budget_of_their_own(slack):
    ts = slack.chat_postMessage(channel="CNORDIC", text="x")["ts"]
    for n in range(50):
        slack.chat_update(channel="CNORDIC", ts=ts, text=str(n))

    with pytest.raises(SlackApiError, match="ratelimited"):
        slack.chat_update(channel="CNORDIC", ts=ts, text="one more")
