"""How messages, channels and people look in Slack's JSON."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slackbot.sandbox import names
from slackbot.sandbox.messages import Message
from slackbot.sandbox.seed import Channel, Person


def message(shown: Message, *, metadata: bool = False) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "type": "message",
        "user": shown.user,
        "ts": shown.ts,
        "text": shown.text,
        "team": names.TEAM,
    }
    optional = {
        "bot_id": names.BOT if shown.by_bot else None,
        "app_id": names.APP if shown.by_bot else None,
        "subtype": "tombstone" if shown.deleted else None,
        "blocks": shown.blocks,
        "attachments": shown.attachments,
        "files": shown.files,
        "thread_ts": shown.thread_ts,
        "edited": shown.edited,
        "metadata": shown.metadata if metadata else None,
    }
    return drawn | {key: value for key, value in optional.items() if value}


def channel(shown: Channel) -> dict[str, Any]:
    if shown.is_im:
        [person] = [m for m in shown.members if m != names.BOT_USER]
        return {"id": shown.id, "created": shown.created, "is_im": True, "user": person} | _FLAGS
    return {
        "id": shown.id,
        "name": shown.name,
        "name_normalized": shown.name,
        "created": shown.created,
        "creator": "UADA",
        "is_channel": True,
        "is_im": False,
        "is_private": shown.is_private,
        "is_archived": shown.is_archived,
        "is_ext_shared": shown.is_ext_shared,
        "is_member": names.BOT_USER in shown.members,
        "num_members": len(shown.members),
        "topic": {"value": shown.topic, "creator": "UADA", "last_set": shown.created},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    } | {key: value for key, value in _FLAGS.items() if key != "is_archived"}


_FLAGS = {"is_archived": False, "is_mpim": False, "is_shared": False, "context_team_id": names.TEAM}


def person(shown: Person, now: float) -> dict[str, Any]:
    handle = shown.name.lower().replace(" ", "_")
    offset = datetime.fromtimestamp(now, ZoneInfo(shown.tz)).utcoffset() or timedelta()
    return {
        "id": shown.id,
        "team_id": names.TEAM,
        "name": handle,
        "real_name": shown.name,
        "deleted": shown.deleted,
        "color": shown.color,
        "tz": shown.tz,
        "tz_label": shown.tz,
        "tz_offset": int(offset.total_seconds()),
        "is_bot": shown.is_bot,
        "is_admin": shown.id == "UADA",
        "profile": {
            "title": shown.title,
            "real_name": shown.name,
            "real_name_normalized": shown.name,
            "display_name": shown.name,
            "display_name_normalized": shown.name,
            "team": names.TEAM,
        },
    }
