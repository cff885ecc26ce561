"""Tokens, scopes and unknown methods."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.support.workspace import APP_TOKEN


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-wrong", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type")],
)
def test_only_the_bot_token_may_post(workspace, token, error):
    client = WebClient(token, base_url=workspace.api_url)

    with pytest.raises(SlackApiError, match=error):
        client.chat_postMessage(channel="CNORDIC", text="x")


def test_the_bot_learns_who_it_is(slack):
    assert slack.auth_test()["user_id"] == "UDESKBOT1"


def test_a_taken_scope_is_named(slack, workspace):
    workspace.control("scopes", scopes=["channels:read", "commands"])

    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel="CNORDIC", text="x")
    answer = caught.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert answer["provided"] == "commands,channels:read"


@pytest.mark.parametrize(
    ("channel", "taken"), [("CNORDIC", "channels:history"), ("CLEADS", "groups:history")]
)
def test_reading_needs_the_scope_of_the_channels_kind(slack, workspace, channel, taken):
    scopes = set(workspace.about()["scopes"]) - {taken}
    workspace.control("scopes", scopes=sorted(scopes))

    with pytest.raises(SlackApiError) as caught:
        slack.conversations_history(channel=channel)
    assert caught.value.response["needed"] == taken


def test_direct_conversations_cannot_be_looked_up_without_their_scope(slack):
    direct = slack.conversations_open(users="UANA")["channel"]["id"]

    with pytest.raises(SlackApiError, match="im:read"):
        slack.conversations_info(channel=direct)


def test_a_private_channel_without_us_does_not_exist(slack, workspace):
    workspace.control("channel", channel="CLEADS", bot_is_member=False)

    with pytest.raises(SlackApiError, match="channel_not_found"):
        slack.chat_postMessage(channel="CLEADS", text="x")


def test_an_unknown_method_is_named(slack):
    with pytest.raises(SlackApiError, match="unknown_method"):
        slack.api_call("chat.shout")
