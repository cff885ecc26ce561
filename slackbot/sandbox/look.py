"""Looking at the workspace from outside: for drills, tests and whoever starts it."""

from typing import Any

from fastapi import APIRouter

from slackbot.sandbox import drawn
from slackbot.sandbox.errors import PersonError
from slackbot.sandbox.here import Here
from slackbot.sandbox.messages import Message

router = APIRouter()


@router.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/workspace")
async def workspace(here: Here) -> dict[str, Any]:
    counts = {c.id: sum(not m.deleted for m in here.messages.public(c.id)) for c in here.channels}
    return {
        "channels": [drawn.channel(channel) for channel in here.channels],
        "users": [drawn.person(person, here.clock.now()) for person in here.people],
        "counts": counts,
        "changes": here.messages.changes,
        "connections": len(here.sockets.open),
        "request_url": here.deliveries.request_url,
        "scopes": sorted(here.scopes),
        "faults": [fault.drawn() for fault in here.faults.active()],
    }


@router.get("/workspace/messages")
async def messages(here: Here, channel: str, newest: int = 0) -> dict[str, Any]:
    """What stands in a channel, replies among it, oldest first: all of it, or so many."""
    if here.channels.get(channel) is None:
        raise PersonError(404, f"There is no channel {channel}.")
    standing = [message for message in here.messages.public(channel) if not message.deleted]
    return {"messages": [_whole(message) for message in standing[-newest:]]}


def _whole(message: Message) -> dict[str, Any]:
    """As the app may read it, and when it last changed, which Slack tells nobody."""
    drawn_message = drawn.message(message, metadata=True)
    return drawn_message | {"channel": message.channel, "revised": message.revised}
