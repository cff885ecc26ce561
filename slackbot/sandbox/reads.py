"""How far each person has read each channel."""

from dataclasses import dataclass, field

from slackbot.sandbox.shelf import Shelf
from slackbot.sandbox.store import Store


@dataclass
class Read:
    user: str
    channels: dict[str, str] = field(default_factory=dict)


class Reads:
    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "read", Read)

    def since(self, user: str, channel: str) -> str:
        known = self._shelf.get(user)
        return known.channels.get(channel, "") if known else ""

    def put(self, user: str, channel: str, ts: str) -> None:
        known = self._shelf.get(user) or Read(user)
        known.channels[channel] = ts
        self._shelf.put(user, known)
