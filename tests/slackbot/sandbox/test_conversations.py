"""Reading channels and threads."""

import pytest
from slack_sdk.errors import SlackApiError


@pytest.fixture
def posted(slack):
    """Five messages, oldest first."""
    return [slack.chat_postMessage(channel="CNORDIC", text=str(n))["ts"] for n in range(5)]


def texts(answer):
    return [message["text"] for message in answer["messages"]]


@pytest.mark.usefixtures("posted")
def test_history_is_newest_first(slack):
    assert texts(slack.conversations_history(channel="CNORDIC")) == ["4", "3", "2", "1", "0"]


def test_history_keeps_within_its_bounds(slack, posted):
    bounds = {"channel": "CNORDIC", "oldest": posted[1], "latest": posted[3]}

    assert texts(slack.conversations_history(**bounds)) == ["2"]
    assert texts(slack.conversations_history(**bounds, inclusive=True)) == ["3", "2", "1"]


@pytest.mark.usefixtures("posted")
def test_history_comes_in_pages(slack):
    pages = [
        (texts(page), page["has_more"])
        for page in slack.conversations_history(channel="CNORDIC", limit=2)
    ]

    assert pages == [(["4", "3"], True), (["2", "1"], True), (["0"], False)]


def test_timestamps_only_grow(posted):
    assert sorted(set(posted)) == posted
    assert all(len(ts.partition(".")[2]) == 6 for ts in posted)


def test_metadata_is_shown_only_when_asked_for(slack):
    key = {"event_type": "card", "event_payload": {"key": "k"}}
    slack.chat_postMessage(channel="CNORDIC", text="a", metadata=key)

    [bare] = slack.conversations_history(channel="CNORDIC")["messages"]
    [whole] = slack.conversations_history(channel="CNORDIC", include_all_metadata=True)["messages"]
    assert "metadata" not in bare
    assert whole["metadata"] == key


def test_a_thread_is_read_from_its_parent_on(slack, posted):
    for text in ("a", "b"):
        slack.chat_postMessage(channel="CNORDIC", text=text, thread_ts=posted[0])

    assert texts(slack.conversations_replies(channel="CNORDIC", ts=posted[0])) == ["0", "a", "b"]
    assert texts(slack.conversations_history(channel="CNORDIC"))[-1] == "0"


def test_the_parent_counts_its_replies(slack, posted):
    last = slack.chat_postMessage(channel="CNORDIC", text="a", thread_ts=posted[4])["ts"]

    parent = slack.conversations_history(channel="CNORDIC", limit=1)["messages"][0]
    assert (parent["reply_count"], parent["latest_reply"]) == (1, last)


def test_an_unknown_thread_is_named(slack):
    with pytest.raises(SlackApiError, match="thread_not_found"):
        slack.conversations_replies(channel="CNORDIC", ts="1.000000")


def test_a_channel_says_whether_we_are_in_it(slack):
    assert slack.conversations_info(channel="CNORDIC")["channel"]["is_member"] is True
    assert slack.conversations_info(channel="CGENERAL")["channel"]["is_member"] is False


def test_members_are_listed(slack):
    assert "UANA" in slack.conversations_members(channel="CNORDIC")["members"]


def test_people_have_a_zone_and_a_locale(slack):
    lea = slack.users_info(user="ULEA", include_locale=True)["user"]

    assert (lea["tz"], lea["tz_offset"], lea["locale"]) == ("America/Sao_Paulo", -10800, "pt-BR")


def test_leads_are_a_user_group(slack):
    [group] = slack.usergroups_list()["usergroups"]

    assert "ULEA" in slack.usergroups_users_list(usergroup=group["id"])["users"]


def test_whoever_is_not_to_be_disturbed_says_so(slack, workspace):
    assert slack.dnd_info(user="UANA")["dnd_enabled"] is False
    workspace.control("person", user="UANA", dnd={"dnd_enabled": True})

    assert slack.dnd_info(user="UANA")["dnd_enabled"] is True
