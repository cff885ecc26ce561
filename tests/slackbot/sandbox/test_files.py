"""Uploading, by the SDK's own three steps."""

import httpx
import pytest
from slack_sdk.errors import SlackApiError


def test_a_file_is_shared_in_its_channel(slack, workspace):
    slack.files_upload_v2(
        channel="CNORDIC", filename="chart.png", content=b"\x89PNG", initial_comment="The week"
    )

    [message] = workspace.messages()
    [file] = message["files"]
    assert (message["text"], file["name"]) == ("The week", "chart.png")
    assert httpx.get(file["url_private"]).content == b"\x89PNG"


def test_a_file_can_go_into_a_thread(slack, workspace):
    ts = slack.chat_postMessage(channel="CNORDIC", text="digest")["ts"]
    slack.files_upload_v2(channel="CNORDIC", thread_ts=ts, filename="a.csv", content="a,b")

    assert workspace.messages()[-1]["thread_ts"] == ts


def test_nothing_is_shared_where_the_app_is_not(slack):
    with pytest.raises(SlackApiError, match="not_in_channel"):
        slack.files_upload_v2(channel="CGENERAL", filename="a.csv", content="a,b")
