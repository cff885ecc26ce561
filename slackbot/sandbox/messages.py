"""Messages: what stands in channels and threads, and what only one person sees."""

from collections import defaultdict
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


ByTs = dict[str, Message]


class Messages:
    """Kept in the order of their timestamps, by channel, by thread and by sole reader."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.changes = 0  # Since it began to run: whatever members saw come, change or go.
        self._channels: dict[str, ByTs] = defaultdict(dict)
        self._threads: dict[tuple[str, str | None], ByTs] = defaultdict(dict)
        self._private: dict[str, ByTs] = defaultdict(dict)
        for _key, body in store.load(_KIND):
            message = Message(**body)
            for place in self._places(message):
                place[message.ts] = message

    def _places(self, message: Message) -> Iterator[ByTs]:
        yield self._channels[message.channel]
        if message.only_for is not None:
            yield self._private[message.only_for]
        elif message.is_reply:
            yield self._threads[message.channel, message.thread_ts]

    def save(self, message: Message) -> None:
        self.changes += not message.only_for
        for place in self._places(message):
            place[message.ts] = message
        self._store.save(_KIND, f"{message.channel}:{message.ts}", asdict(message))

    def find(self, channel: str, ts: str | None) -> Message | None:
        return self._channels[channel].get(ts or "")

    def remove(self, message: Message) -> None:
        """Delete it; a parent with replies leaves a tombstone, as in Slack."""
        if self.replies(message.channel, message.ts):
            message.deleted, message.text, message.metadata = (
                True,
                "This message was deleted.",
                None,
            )
            message.blocks, message.files, message.attachments = [], [], []
            self.save(message)
            return
        self.changes += 1
        for place in self._places(message):
            place.pop(message.ts, None)
        self._store.drop(_KIND, f"{message.channel}:{message.ts}")

    def public(self, channel: str) -> list[Message]:
        """Everything in a channel that its members see, oldest first."""
        return [message for message in self._channels[channel].values() if not message.only_for]

    def top_level(self, channel: str) -> list[Message]:
        return [m for m in self.public(channel) if not m.is_reply or m.broadcast]

    def replies(self, channel: str, parent: str) -> list[Message]:
        return list(self._threads[channel, parent].values())

    def ephemeral(self, user: str, after: str = "") -> list[Message]:
        """What only this person sees, shown or changed after a timestamp."""
        return [message for message in self._private[user].values() if message.revised > after]
