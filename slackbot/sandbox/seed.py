"""The workspace on its first day: people, channels, a user group and the app's commands."""

from dataclasses import dataclass, field
from typing import Any

from slackbot.sandbox import names


@dataclass
class Person:
    id: str
    name: str
    title: str
    tz: str
    locale: str
    color: str
    is_bot: bool = False
    deleted: bool = False
    dnd: dict[str, Any] = field(default_factory=dict)


@dataclass
class Channel:
    id: str
    name: str
    topic: str = ""
    members: list[str] = field(default_factory=list)
    created: int = 0
    is_private: bool = False
    is_im: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False


@dataclass
class UserGroup:
    id: str
    handle: str
    name: str
    users: list[str]


@dataclass(frozen=True)
class Command:
    command: str
    usage_hint: str
    description: str


@dataclass(frozen=True)
class Shortcut:
    """What an app adds to the menu of every message."""

    callback_id: str
    name: str


EVERYONE = ["UANA", "UBEN", "ULEA", "UVIC", "UADA", "UOUT"]

PEOPLE = (
    Person("UANA", "Ana", "Agent", "Europe/Madrid", "es-ES", "2b6cb0"),
    Person("UBEN", "Ben", "Agent", "Europe/Berlin", "de-DE", "2f855a"),
    Person("ULEA", "Lea", "Lead", "America/Sao_Paulo", "pt-BR", "b7791f"),
    Person("UVIC", "Vic", "Viewer", "Europe/London", "en-GB", "6b46c1"),
    Person("UADA", "Ada", "Admin", "Asia/Shanghai", "zh-CN", "c53030"),
    Person("UOUT", "Otto", "No role", "America/New_York", "en-US", "4a5568"),
    Person(names.BOT_USER, "Dispute Desk", "App", "Etc/UTC", "en-US", "1a202c", is_bot=True),
)

CHANNELS = (
    Channel("CNORDIC", "nordic-disputes", "Disputes of the Nordic store"),
    Channel("CSOLAR", "solar-disputes", "Disputes of the Solar store"),
    Channel("CTOYS", "toys-disputes", "Disputes of the Toys store"),
    Channel("CLEADS", "leads", "Digests and what needs a lead", is_private=True),
    Channel("COPS", "ops", "The desk's own health"),
    Channel("CGENERAL", "general", "Everybody, and no bots"),
)

MEMBERS = {
    "CLEADS": ["ULEA", "UADA", names.BOT_USER],
    "CGENERAL": EVERYONE,
}
MEMBERS_ELSEWHERE = [*EVERYONE, names.BOT_USER]

USERGROUPS = (UserGroup("SLEADS", "leads", "Leads", ["ULEA", "UADA"]),)

# As the app's manifest tells them to Slack; people complete them while they type.
_VERBS = (
    "list", "next", "show", "case", "history", "claim", "release", "assign", "reply", "send",
    "extend", "evidence", "find", "cause", "snooze", "escalate", "resolve", "reopen", "relate",
    "merge", "unmerge", "repost", "rules", "replies", "roles", "language", "digest", "figures",
    "forecast", "health", "hotspots", "stuck", "help",
)  # fmt: skip
COMMANDS = (
    Command("/dispute", f"[{'|'.join(_VERBS)}] [#number]", "See and work on disputes"),
    Command("/order", "<order id | tracking number | last 6>", "Look up an order"),
)
SHORTCUTS = (Shortcut("dispute_shortcut", "Work on this dispute"),)
