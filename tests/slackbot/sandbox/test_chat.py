"""Posting, editing and deleting, as the app does it."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.slackbot.sandbox.blocks import actions, section

KEY = {"event_type": "card", "event_payload": {"key": "k1"}}


def refused(call, **arguments):
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return caught.value.response["error"]


def test_a_message_stands_in_its_channel(slack, workspace):
    posted = slack.chat_postMessage(channel="CNORDIC", text="Hello", blocks=[section()])

    [message] = workspace.messages("CNORDIC")
    assert (message["ts"], message["text"]) == (posted["ts"], "Hello")
    assert message["blocks"][0]["block_id"]


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        ("channel_not_found", {"channel": "CNOWHERE", "text": "x"}),
        ("not_in_channel", {"channel": "CGENERAL", "text": "x"}),
        ("thread_not_found", {"channel": "CNORDIC", "text": "x", "thread_ts": "1.000000"}),
        ("invalid_blocks", {"channel": "CNORDIC", "text": "x", "blocks": [{"type": "nonsense"}]}),
        (
            "msg_blocks_too_long",
            {"channel": "CNORDIC", "text": "x", "blocks": [section("y" * 2900)] * 5},
        ),
        ("invalid_metadata_format", {"channel": "CNORDIC", "text": "x", "metadata": {"a": 1}}),
        ("msg_too_long", {"channel": "CNORDIC", "text": "x" * 40_001}),
    ],
)
def test_a_post_is_refused_by_name(slack, workspace, error, arguments):
    assert refused(slack.chat_postMessage, **arguments) == error
    assert workspace.messages("CNORDIC") == []


def test_a_message_without_a_text_is_refused(slack):
    arguments = {"channel": "CNORDIC", "blocks": '[{"type": "divider"}]'}

    with pytest.raises(SlackApiError, match="no_text"):
        slack.api_call("chat.postMessage", data=arguments)


def test_a_refusal_points_at_the_mistake(slack):
    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel="CNORDIC", text="x", blocks=[section(""), actions()])

    assert caught.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "[ERROR] no less than 1 items allowed [json-pointer:/blocks/1/elements]",
    ]


def test_an_archived_channel_takes_nothing(slack, workspace):
    workspace.control("channel", channel="COPS", is_archived=True)

    assert refused(slack.chat_postMessage, channel="COPS", text="x") == "is_archived"


def test_form_and_json_bodies_mean_the_same(slack, workspace):
    slack.api_call("chat.postMessage", json={"channel": "CTOYS", "text": "a", "metadata": KEY})
    form = {
        "channel": "CTOYS",
        "text": "a",
        "metadata": '{"event_type":"card","event_payload":{"key":"k1"}}',
    }
    slack.api_call("chat.postMessage", data=form)

    first, second = workspace.messages("CTOYS")
    assert first["metadata"] == second["metadata"] == KEY


def test_an_edit_by_text_takes_the_blocks_away(slack, workspace):
    ts = slack.chat_postMessage(channel="CNORDIC", text="a", blocks=[section()])["ts"]
    slack.chat_update(channel="CNORDIC", ts=ts, text="b")

    [message] = workspace.messages()
    assert message["text"] == "b"
    assert "blocks" not in message
    assert message["edited"]["user"] == "UDESKBOT1"


def test_an_edit_by_blocks_shows_no_edited_mark(slack, workspace):
    ts = slack.chat_postMessage(channel="CNORDIC", text="a", blocks=[section()])["ts"]
    slack.chat_update(channel="CNORDIC", ts=ts, text="b", blocks=[section("new")])

    assert "edited" not in workspace.messages()[0]


def test_metadata_stays_until_it_is_emptied(slack, workspace):
    ts = slack.chat_postMessage(channel="CNORDIC", text="a", metadata=KEY)["ts"]
    slack.chat_update(channel="CNORDIC", ts=ts, text="b")
    assert workspace.messages()[0]["metadata"] == KEY

    slack.chat_update(channel="CNORDIC", ts=ts, text="b", metadata={})
    assert "metadata" not in workspace.messages()[0]


def test_an_edit_takes_four_thousand_characters(slack):
    ts = slack.chat_postMessage(channel="CNORDIC", text="a")["ts"]
    slack.chat_update(channel="CNORDIC", ts=ts, text="b" * 4000)

    long = {"channel": "CNORDIC", "ts": ts, "text": "b" * 4001}
    assert refused(slack.chat_update, **long) == "msg_too_long"


def test_nobody_edits_what_is_gone_or_not_theirs(slack, workspace):
    workspace.say("UANA", "mine", "CNORDIC")
    [theirs] = workspace.messages()

    assert (
        refused(slack.chat_update, channel="CNORDIC", ts="1.000001", text="x")
        == "message_not_found"
    )
    edit = {"channel": "CNORDIC", "ts": theirs["ts"], "text": "x"}
    assert refused(slack.chat_update, **edit) == "cant_update_message"


def test_a_deleted_message_is_gone(slack, workspace):
    ts = slack.chat_postMessage(channel="CNORDIC", text="a")["ts"]
    slack.chat_delete(channel="CNORDIC", ts=ts)

    assert workspace.messages() == []
    assert refused(slack.chat_delete, channel="CNORDIC", ts=ts) == "message_not_found"


def test_a_deleted_parent_keeps_its_thread(slack, workspace):
    ts = slack.chat_postMessage(channel="CNORDIC", text="a")["ts"]
    slack.chat_postMessage(channel="CNORDIC", text="b", thread_ts=ts)
    slack.chat_delete(channel="CNORDIC", ts=ts)

    parent, reply = slack.conversations_replies(channel="CNORDIC", ts=ts)["messages"]
    assert (parent["subtype"], reply["text"]) == ("tombstone", "b")
    assert [message["text"] for message in workspace.messages()] == ["b"]


def test_an_ephemeral_message_is_seen_by_one_person_and_never_edited(slack, workspace):
    ts = slack.chat_postEphemeral(channel="CNORDIC", user="UANA", text="psst")["message_ts"]

    assert [shown["text"] for shown in workspace.inbox("UANA")] == ["psst"]
    assert workspace.inbox("UBEN") == workspace.messages() == []
    assert refused(slack.chat_update, channel="CNORDIC", ts=ts, text="x") == "message_not_found"


def test_a_person_can_be_written_to_directly(slack, workspace):
    channel = slack.conversations_open(users="UANA")["channel"]["id"]
    slack.chat_postMessage(channel="UANA", text="hello")

    assert channel == workspace.direct("UANA")
    assert [message["text"] for message in workspace.messages(channel)] == ["hello"]


def test_a_permalink_leads_to_the_page(slack, workspace):
    ts = slack.chat_postMessage(channel="CNORDIC", text="a")["ts"]
    link = slack.chat_getPermalink(channel="CNORDIC", message_ts=ts)["permalink"]

    assert link == f"{workspace.url}/archives/CNORDIC/p{ts.replace('.', '')}"


def test_slacks_own_validator_needs_no_token(slack):
    slack.blocks_validate(blocks=[section()])

    assert refused(slack.blocks_validate, blocks=[section("x" * 3001)]) == "invalid_blocks"
