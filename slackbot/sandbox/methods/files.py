"""files.*: the three steps of an upload, of which the middle one is no method."""

from typing import Any

from slackbot.sandbox import names
from slackbot.sandbox.arguments import Call
from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.files import File
from slackbot.sandbox.messages import Message
from slackbot.sandbox.methods import chat
from slackbot.sandbox.workspace import Workspace

LONGEST_ALT = 1000


def reserve_upload(here: Workspace, call: Call) -> dict[str, Any]:
    length = call.number("length", 0)
    if length < 1:
        raise ApiError("invalid_arguments")
    alt = call.text("alt_txt") or ""
    if len(alt) > LONGEST_ALT:
        raise ApiError("invalid_arguments")
    file = File(names.new_id("F"), call.required("filename"), length, alt=alt)
    here.files.put(file.id, file)
    return {"upload_url": f"{call.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(here: Workspace, call: Call) -> dict[str, Any]:
    asked = call.json("files", "invalid_arguments")
    if not isinstance(asked, list) or not asked:
        raise ApiError("invalid_arguments")
    files = [_titled(here, item) for item in asked]
    if channel := call.text("channel_id") or call.text("channels"):
        _share(here, call, channel, files)
    for file in files:
        file.shared = True
        here.files.put(file.id, file)
    return {"files": [file.drawn(call.base_url) for file in files]}


def _titled(here: Workspace, item: Any) -> File:
    file = here.files.get(item.get("id", "")) if isinstance(item, dict) else None
    if file is None or file.content is None or file.shared:
        raise ApiError("file_not_found")
    file.title = item.get("title") or file.name
    return file


def _share(here: Workspace, call: Call, channel_id: str, files: list[File]) -> None:
    channel = here.channel_for_bot(channel_id)
    if names.BOT_USER not in channel.members:
        raise ApiError("not_in_channel")
    here.post(
        Message(
            channel=channel.id,
            ts=here.clock.tick(),
            user=names.BOT_USER,
            text=call.text("initial_comment") or "",
            thread_ts=chat.thread(here, channel.id, call.text("thread_ts")),
            files=[file.drawn(call.base_url) for file in files],
        )
    )
