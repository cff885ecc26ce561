"""What the page shows: one person's whole view of the workspace, and a stream of changes."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse, RedirectResponse, StreamingResponse
from pydantic import BaseModel

from slackbot.sandbox import drawn, names
from slackbot.sandbox.here import Here
from slackbot.sandbox.messages import Message
from slackbot.sandbox.seed import COMMANDS, SHORTCUTS, Channel
from slackbot.sandbox.workspace import Workspace

router = APIRouter()

HEARTBEAT = 15.0
FILES = Path(__file__).parent / "page"


class Reading(BaseModel):
    user: str
    channel: str


@router.get("/page/state")
async def state(user: str, here: Here) -> dict[str, Any]:
    here.human(user)
    channels = list(here.channels_of(user))
    modal, home = here.views.modal(user), here.views.home(user)
    return {
        "me": user,
        "bot": names.BOT_USER,
        "team": {"id": names.TEAM, "name": "Sandbox", "started": _started(here)},
        "people": [vars(person) for person in here.people],
        "channels": [_channel(here, channel, user) for channel in channels],
        "commands": [vars(command) for command in COMMANDS],
        "shortcuts": [vars(shortcut) for shortcut in SHORTCUTS],
        "messages": {c.id: _top_level(here, c.id, user) for c in channels},
        "threads": {c.id: _threads(here, c.id, user) for c in channels},
        "view": modal.seen() if modal else None,
        "home": home.seen() if home else None,
        "at_home": here.views.screen(user).at_home,
        "faults": [fault.drawn() for fault in here.faults.active()],
        "connections": len(here.sockets.open),
        "listening": bool(here.sockets.open or here.deliveries.request_url),
        "seq": here.feed.seq,
    }


@router.get("/page/events")
async def events(user: str, here: Here) -> StreamingResponse:
    here.human(user)
    return StreamingResponse(_stream(here), media_type="text/event-stream")


@router.post("/page/read")
async def read(reading: Reading, here: Here) -> dict[str, bool]:
    here.channel_for(reading.user, reading.channel)
    here.reads.put(reading.user, reading.channel, here.clock.latest())
    return {"ok": True}


async def _stream(here: Workspace) -> AsyncIterator[str]:
    async for seq in here.feed.changes(HEARTBEAT):
        yield ": still here\n\n" if seq is None else f"data: {json.dumps({'seq': seq})}\n\n"


def _started(here: Workspace) -> int:
    """Tells this workspace from one that was started afresh at the same address."""
    return min(channel.created for channel in here.channels)


def _channel(here: Workspace, channel: Channel, user: str) -> dict[str, Any]:
    other = next((m for m in channel.members if m != user), None) if channel.is_im else None
    since = here.reads.since(user, channel.id)
    unread = [m for m in here.messages.top_level(channel.id) if m.ts > since and m.user != user]
    return {
        "id": channel.id,
        "name": channel.name,
        "topic": channel.topic,
        "is_dm": channel.is_im,
        "is_private": channel.is_private,
        "is_member": True,
        "bot_is_member": names.BOT_USER in channel.members,
        "with": other,
        "unread": len(unread),
        "last_read": since,
    }


def _visible(here: Workspace, channel: str, user: str) -> list[Message]:
    own = [message for message in here.messages.ephemeral(user) if message.channel == channel]
    return sorted([*here.messages.public(channel), *own], key=lambda message: message.ts)


def _top_level(here: Workspace, channel: str, user: str) -> list[dict[str, Any]]:
    visible = _visible(here, channel, user)
    return [_shown(here, m) for m in visible if not m.is_reply or m.broadcast]


def _threads(here: Workspace, channel: str, user: str) -> dict[str, list[dict[str, Any]]]:
    threads: dict[str, list[dict[str, Any]]] = {}
    for message in _visible(here, channel, user):
        if message.is_reply and message.thread_ts:
            threads.setdefault(message.thread_ts, []).append(_shown(here, message))
    return threads


def _shown(here: Workspace, message: Message) -> dict[str, Any]:
    replies = [] if message.is_reply else here.messages.replies(message.channel, message.ts)
    return drawn.message(message) | {
        "blocks": message.blocks,
        "ephemeral": message.only_for is not None,
        "reply_count": len(replies),
        "latest_reply": replies[-1].ts if replies else None,
        "edited": message.edited is not None,
    }


@router.get("/")
async def index() -> Response:
    return _file("index.html")


@router.get("/archives/{channel}/{place}")
async def permalink(channel: str, place: str) -> Response:
    """Where chat.getPermalink points: the page, at that message."""
    digits = place.removeprefix("p")
    return RedirectResponse(f"/#{channel}/{digits[:-6]}.{digits[-6:]}")


@router.get("/page/{path:path}")
async def file(path: str) -> Response:
    return _file(path)


def _file(path: str) -> Response:
    wanted = (FILES / path).resolve()
    if not wanted.is_relative_to(FILES) or not wanted.is_file():
        return Response("There is no such page.", 404)
    return FileResponse(wanted, headers={"Cache-Control": "no-cache"})
