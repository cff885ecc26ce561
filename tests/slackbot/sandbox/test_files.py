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


def uploaded(slack, content=b"\x89PNG\r\n\x1a\n", alt="More late parcels"):
    """In no channel, as a picture in a block is; its id."""
    length = len(content)
    place = slack.files_getUploadURLExternal(filename="a.png", length=length, alt_txt=alt)
    httpx.post(place["upload_url"], content=content)
    slack.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "A"}])
    return place["file_id"]


def showing(file_id):
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "More late parcels"}]


def test_a_block_shows_an_uploaded_picture(slack, workspace):
    file_id = uploaded(slack)
    slack.chat_postMessage(channel="CNORDIC", text="digest", blocks=showing(file_id))

    [message] = workspace.messages()
    assert message["blocks"][0]["slack_file"] == {"id": file_id}
    assert httpx.get(f"{workspace.url}/files/{file_id}").content.startswith(b"\x89PNG")


def test_a_block_shows_no_file_that_is_not_there_or_no_picture(slack):
    reserved = slack.files_getUploadURLExternal(filename="a.png", length=3)["file_id"]
    for file_id in ("F0000000000", reserved, uploaded(slack, b"a,b")):
        with pytest.raises(SlackApiError, match="invalid slack file") as refused:
            slack.chat_postMessage(channel="CNORDIC", text="digest", blocks=showing(file_id))
        assert refused.value.response["error"] == "invalid_blocks"


def test_a_file_may_still_be_read_when_a_block_wants_it(slack, workspace):
    workspace.fault("unread_file", method="chat.update", count=1)
    blocks = showing(uploaded(slack))
    ts = slack.chat_postMessage(channel="CNORDIC", text="digest")["ts"]
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        slack.chat_update(channel="CNORDIC", ts=ts, text="digest", blocks=blocks)

    slack.chat_update(channel="CNORDIC", ts=ts, text="digest", blocks=blocks)


def test_a_files_own_alternative_text_has_a_limit(slack):
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        uploaded(slack, alt="a" * 1001)
