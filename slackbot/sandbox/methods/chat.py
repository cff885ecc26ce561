"""chat.*: posting, editing and deleting messages."""

from typing import Any

from slackbot.sandbox import blocks, drawn, names, pictures
from slackbot.sandbox.arguments import Call
from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.messages import Message
from slackbot.sandbox.seed import Channel
from slackbot.sandbox.workspace import Workspace

UPDATE_TEXT = 4000


def post_message(here: Workspace, call: Call) -> dict[str, Any]:
    channel = _writable(here, call)
    here.rates.post(channel.id)
    text, drawn_blocks = _content(here, call)
    message = here.post(
        Message(
            channel=channel.id,
            ts=here.clock.tick(),
            user=names.BOT_USER,
            text=text,
            blocks=drawn_blocks,
            thread_ts=thread(here, channel.id, call.text("thread_ts")),
            metadata=_metadata(call),
            attachments=_attachments(call),
            broadcast=call.flag("reply_broadcast"),
        )
    )
    return {"channel": channel.id, "ts": message.ts, "message": drawn.message(message)}


def post_ephemeral(here: Workspace, call: Call) -> dict[str, Any]:
    channel = _writable(here, call)
    user = call.required("user", "user_not_in_channel")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    text, drawn_blocks = _content(here, call)
    message = Message(
        channel=channel.id,
        ts=here.clock.tick(),
        user=names.BOT_USER,
        text=text,
        blocks=drawn_blocks,
        thread_ts=thread(here, channel.id, call.text("thread_ts")),
        only_for=user,
    )
    return {"message_ts": here.post(message).ts}


def update(here: Workspace, call: Call) -> dict[str, Any]:
    message = _own(here, call, "cant_update_message")
    here.rates.update()
    if len(call.text("text") or "") > UPDATE_TEXT:
        raise ApiError("msg_too_long")
    # A text without blocks takes the blocks away; blocks alone keep the text's place empty.
    text, drawn_blocks = _content(here, call)
    if call.given("metadata"):
        message.metadata = _metadata(call)
    message.text, message.blocks = text, drawn_blocks
    message.attachments = _attachments(call)
    message.revised = here.clock.tick()
    if not drawn_blocks:
        message.edited = {"user": names.BOT_USER, "ts": message.revised}
    here.messages.save(message)
    shown = drawn.message(message)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": shown}


def delete(here: Workspace, call: Call) -> dict[str, Any]:
    message = _own(here, call, "cant_delete_message")
    here.messages.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(here: Workspace, call: Call) -> dict[str, Any]:
    channel = here.channel_for_bot(call.text("channel"))
    message = here.messages.find(channel.id, call.text("message_ts"))
    if message is None or message.only_for:
        raise ApiError("message_not_found")
    link = f"{call.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def thread(here: Workspace, channel: str, thread_ts: str | None) -> str | None:
    """The thread that a message goes into: a reply's own thread when a reply is named."""
    if thread_ts is None:
        return None
    parent = here.messages.find(channel, thread_ts)
    if parent is None or parent.only_for:
        raise ApiError("thread_not_found")
    return parent.thread_ts or parent.ts


def _writable(here: Workspace, call: Call) -> Channel:
    named = call.required("channel", "channel_not_found")
    person = here.people.get(named)
    channel = here.direct(person.id) if person else here.channel_for_bot(named)
    if names.BOT_USER not in channel.members:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _own(here: Workspace, call: Call, forbidden: str) -> Message:
    channel = here.channel_for_bot(call.text("channel"))
    message = here.messages.find(channel.id, call.text("ts"))
    if message is None or message.only_for or message.deleted:
        raise ApiError("message_not_found")
    if not message.by_bot:
        raise ApiError(forbidden)
    return message


def _content(here: Workspace, call: Call) -> tuple[str, blocks.Blocks]:
    text = call.text("text")
    given = call.json("blocks", "invalid_blocks_format")
    accepted = blocks.accept(text, given)
    pictures.check(here, call.method, accepted)
    return text or "", accepted


def _attachments(call: Call) -> list[dict[str, Any]]:
    given = call.json("attachments", "invalid_attachments") or []
    if len(given) > blocks.MOST_ATTACHMENTS:
        raise ApiError("too_many_attachments")
    return list(given)


def _metadata(call: Call) -> dict[str, Any] | None:
    given = call.json("metadata", "invalid_metadata_format")
    if not given:
        return None
    whole = isinstance(given, dict) and isinstance(given.get("event_payload"), dict)
    if not whole or not isinstance(given.get("event_type"), str):
        raise ApiError("invalid_metadata_format")
    return dict(given)
