"""The corners: odd bodies, odd arguments, what a tired client or a careless person sends."""

import asyncio

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from slackbot.sandbox.feed import Feed
from tests.slackbot.sandbox.blocks import home, modal

AUTH = {"Authorization": "Bearer xoxb-sandbox"}
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "error"), [("{", "invalid_json"), ("[]", "json_not_object"), ("", "channel_not_found")]
)
def test_a_broken_body_is_named(workspace, body, error):
    address = f"{workspace.api_url}chat.postMessage"

    answer = httpx.post(address, content=body, headers=AUTH | JSON).json()
    assert answer["error"] == error


def test_a_method_may_be_called_by_get_with_the_token_in_its_arguments(workspace):
    arguments = {"token": "xoxb-sandbox", "channel": "CTOYS"}

    answer = httpx.get(f"{workspace.api_url}conversations.info", params=arguments).json()
    assert answer["channel"]["name"] == "toys-disputes"


def test_the_test_method_repeats_its_arguments(slack):
    assert slack.api_test(foo="bar")["args"]["foo"] == "bar"
    with pytest.raises(SlackApiError, match="my_error"):
        slack.api_test(error="my_error")


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        (
            "chat.postMessage",
            {"channel": "CTOYS", "text": "x", "blocks": "[{"},
            "invalid_blocks_format",
        ),
        (
            "chat.postMessage",
            {"channel": "CTOYS", "text": "x", "blocks": "{}"},
            "invalid_blocks_format",
        ),
        (
            "chat.postEphemeral",
            {"channel": "CTOYS", "user": "UNOBODY", "text": "x"},
            "user_not_in_channel",
        ),
        ("chat.getPermalink", {"channel": "CTOYS", "message_ts": "1.0"}, "message_not_found"),
        ("conversations.history", {"channel": "CTOYS", "oldest": "noon"}, "invalid_ts_oldest"),
        ("conversations.history", {"channel": "CTOYS", "limit": "ten"}, "invalid_arguments"),
        ("conversations.history", {"channel": "CTOYS", "cursor": "?"}, "invalid_cursor"),
        ("conversations.history", {"channel": "CGENERAL"}, "not_in_channel"),
        ("conversations.open", {"users": "UNOBODY"}, "user_not_found"),
        ("conversations.open", {"users": ",".join(["UANA"] * 9)}, "too_many_users"),
        ("users.info", {"user": "UNOBODY"}, "user_not_found"),
        ("usergroups.users.list", {"usergroup": "SNONE"}, "no_such_subteam"),
        ("files.getUploadURLExternal", {"filename": "a.csv", "length": 0}, "invalid_arguments"),
        ("files.completeUploadExternal", {"files": '[{"id": "F0"}]'}, "file_not_found"),
    ],
)
def test_odd_arguments_are_named(slack, method, arguments, error):
    with pytest.raises(SlackApiError) as caught:
        slack.api_call(method, data=arguments)
    assert caught.value.response["error"] == error


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda s: s.views_open(trigger_id="1.2.3", view=modal()), "invalid_trigger_id"),
        (lambda s: s.views_open(trigger_id="1.2.3", view=home()), "invalid_arguments"),
        (lambda s: s.views_publish(user_id="UNOBODY", view=home()), "user_not_found"),
        (lambda s: s.views_update(external_id="none", view=modal()), "not_found"),
    ],
)
def test_odd_views_are_named(slack, call, error):
    with pytest.raises(SlackApiError, match=error):
        call(slack)


def test_an_upload_of_another_length_is_refused(slack):
    reserved = slack.files_getUploadURLExternal(filename="a.csv", length=3)

    assert httpx.post(reserved["upload_url"], content=b"four").status_code == 400
    assert httpx.post(reserved["upload_url"] + "x", content=b"abc").status_code == 404


def test_a_permalink_of_a_reply_names_its_thread_and_opens_the_page(slack):
    ts = slack.chat_postMessage(channel="CTOYS", text="card")["ts"]
    reply = slack.chat_postMessage(channel="CTOYS", text="brief", thread_ts=ts)["ts"]
    link = slack.chat_getPermalink(channel="CTOYS", message_ts=reply)["permalink"]

    assert link.endswith(f"?thread_ts={ts}&cid=CTOYS")
    assert httpx.get(link).headers["location"] == f"/#CTOYS/{reply}"


def test_an_unknown_socket_ticket_opens_nothing(workspace):
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "c2FuZGJveC1zYW5kYm94IQ==",
    }

    answer = httpx.get(f"{workspace.url}/socket?ticket=none", headers=upgrade)
    assert answer.status_code == 403


def test_a_quiet_stream_still_beats():
    async def two_signs():
        signs = Feed().changes(heartbeat=0.01)
        return [await anext(signs), await anext(signs)]

    assert asyncio.run(two_signs()) == [0, None]
