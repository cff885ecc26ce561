"""conversations.*: looking at channels and reading what stands in them."""

import base64
import binascii
from typing import Any

from slackbot.sandbox import drawn, names, scopes
from slackbot.sandbox.arguments import Call
from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.messages import Message
from slackbot.sandbox.seed import Channel
from slackbot.sandbox.workspace import Workspace

MOST_PEOPLE = 8
PAGE = 100
MOST = 999


def info(here: Workspace, call: Call) -> dict[str, Any]:
    shown = drawn.channel(_allowed(here, call))
    if not call.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


def members(here: Workspace, call: Call) -> dict[str, Any]:
    everyone = _allowed(here, call).members
    page, cursor = _page(everyone, call)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def open_direct(here: Workspace, call: Call) -> dict[str, Any]:
    if known := call.text("channel"):
        return {"channel": {"id": here.channel_for_bot(known).id}}
    users = [user.strip() for user in call.required("users").split(",")]
    if len(users) > MOST_PEOPLE:
        raise ApiError("too_many_users")
    if any(here.people.get(user) is None for user in users):
        raise ApiError("user_not_found")
    if len(users) > 1:
        raise ApiError("method_not_supported_for_channel_type")
    channel = here.direct(users[0])
    whole = call.flag("return_im")
    return {"channel": drawn.channel(channel) if whole else {"id": channel.id}}


def history(here: Workspace, call: Call) -> dict[str, Any]:
    channel = _readable(here, call)
    within = _within(here.messages.top_level(channel.id), call)
    return _messages(here, call, within[::-1])


def replies(here: Workspace, call: Call) -> dict[str, Any]:
    channel = _readable(here, call)
    named = here.messages.find(channel.id, call.required("ts", "thread_not_found"))
    if named is None or named.only_for:
        raise ApiError("thread_not_found")
    parent = here.messages.find(channel.id, named.thread_ts or named.ts) or named
    within = _within(here.messages.replies(channel.id, parent.ts), call)
    return _messages(here, call, [parent, *within])


def _allowed(here: Workspace, call: Call) -> Channel:
    channel = here.channel_for_bot(call.required("channel", "channel_not_found"))
    right = scopes.BY_CONVERSATION[call.method]
    scopes.check_scope(f"{scopes.scope_family(channel)}:{right}", here.scopes)
    return channel


def _readable(here: Workspace, call: Call) -> Channel:
    channel = _allowed(here, call)
    if names.BOT_USER not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _within(messages: list[Message], call: Call) -> list[Message]:
    """The messages between `oldest` and `latest`, with both ends when they are asked for."""
    oldest, latest = _moment(call, "oldest"), _moment(call, "latest")
    ends = {oldest, latest} if call.flag("inclusive") else set()

    def between(at: float) -> bool:
        after = oldest is None or at > oldest
        before = latest is None or at < latest
        return (after and before) or at in ends

    return [message for message in messages if between(float(message.ts))]


def _moment(call: Call, name: str) -> float | None:
    value = call.text(name)
    try:
        return None if value is None else float(value)
    except ValueError:
        raise ApiError(f"invalid_ts_{name}") from None


def _messages(here: Workspace, call: Call, messages: list[Message]) -> dict[str, Any]:
    page, cursor = _page(messages, call)
    metadata = call.flag("include_all_metadata")
    answer = {
        "messages": [_with_thread(here, m, drawn.message(m, metadata=metadata)) for m in page],
        "has_more": bool(cursor),
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _with_thread(here: Workspace, message: Message, shown: dict[str, Any]) -> dict[str, Any]:
    answers = [] if message.is_reply else here.messages.replies(message.channel, message.ts)
    if not answers:
        return shown
    return shown | {
        "thread_ts": message.ts,
        "reply_count": len(answers),
        "reply_users": sorted({answer.user for answer in answers}),
        "reply_users_count": len({answer.user for answer in answers}),
        "latest_reply": answers[-1].ts,
    }


def _page(things: list[Any], call: Call) -> tuple[list[Any], str]:
    limit = min(call.number("limit", PAGE) or PAGE, MOST)
    start = _offset(call.text("cursor"))
    rest = len(things) - start - limit
    following = base64.b64encode(f"next:{start + limit}".encode()).decode() if rest > 0 else ""
    return things[start : start + limit], following


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        word, _, offset = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise ApiError("invalid_cursor") from None
    if word != "next" or not offset.isdigit():
        raise ApiError("invalid_cursor")
    return int(offset)
