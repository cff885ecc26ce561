"""Messages: what stands in channels and threads, and what only one person sees."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from slackbot.sandbox import names
from slackbot.sandbox.store import Store

_KIND = "message"


@dataclass
class Message:
    channel: str
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    edited: dict[str, str] | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    only_for: str | None = None  # An ephemeral message: its one reader.
    revised: str = ""  # When it last changed, as a timestamp.
    deleted: bool = False  # A deleted parent stays as the head of its thread.
    broadcast: bool = False

    @property
    def by_bot(self) -> bool:
        return self.user == names.BOT_USER

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


class Messages:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._channels: dict[str, dict[str, Message]] = {}
        for _key, body in store.load(_KIND):
            self._remember(Message(**body))

    def _remember(self, message: Message) -> None:
        self._channels.setdefault(message.channel, {})[message.ts] = message

    def save(self, message: Message) -> None:
        self._remember(message)
        self._store.save(_KIND, f"{message.channel}:{message.ts}", asdict(message))

    def find(self, channel: str, ts: str | None) -> Message | None:
        return self._channels.get(channel, {}).get(ts or "")

    def remove(self, message: Message) -> None:
        """Delete it; a parent with replies leaves a tombstone, as in Slack."""
        if list(self.replies(message.channel, message.ts)):
            message.deleted, message.text, message.metadata = (
                True,
                "This message was deleted.",
                None,
            )
            message.blocks, message.files, message.attachments = [], [], []
            self.save(message)
            return
        del self._channels[message.channel][message.ts]
        self._store.drop(_KIND, f"{message.channel}:{message.ts}")

    def public(self, channel: str) -> Iterator[Message]:
        """Everything in a channel that its members see, oldest first."""
        return (m for m in list(self._channels.get(channel, {}).values()) if m.only_for is None)

    def top_level(self, channel: str) -> Iterator[Message]:
        return (m for m in self.public(channel) if not m.is_reply or m.broadcast)

    def replies(self, channel: str, parent: str) -> Iterator[Message]:
        return (m for m in self.public(channel) if m.is_reply and m.thread_ts == parent)

    def ephemeral(self, user: str, after: str = "") -> list[Message]:
        """What only this person sees, shown or changed after a timestamp."""
        every = (m for channel in self._channels.values() for m in channel.values())
        mine = (m for m in every if m.only_for == user and m.revised > after)
        return sorted(mine, key=lambda m: m.ts)
