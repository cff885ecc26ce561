"""What an interaction hands the app for a while: a trigger for a modal, a URL to answer at."""

import secrets
import time
from dataclasses import dataclass

from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.shelf import Shelf
from slackbot.sandbox.store import Store

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


@dataclass
class Trigger:
    user: str
    view_id: str | None  # The modal it was pressed in, if any.
    issued: float
    used: bool = False


class Triggers:
    """Single use, three seconds; they need not survive a restart, which takes longer."""

    def __init__(self) -> None:
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None) -> str:
        now = time.monotonic()
        trigger_id = (
            f"{int(time.time() * 1000)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        )
        self._triggers[trigger_id] = Trigger(user, view_id, now)
        return trigger_id

    def use(self, trigger_id: str) -> Trigger:
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if time.monotonic() - trigger.issued > TRIGGER_SECONDS:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass
class ResponseUrl:
    secret: str
    channel: str
    user: str
    ts: str | None  # The message it came from; a slash command has none.
    issued: float
    uses: int = 0


class ResponseUrls:
    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "response_url", ResponseUrl)

    def issue(self, channel: str, user: str, ts: str | None) -> str:
        secret = secrets.token_urlsafe(18)
        self._shelf.put(secret, ResponseUrl(secret, channel, user, ts, time.time()))
        return secret

    def use(self, secret: str) -> ResponseUrl:
        """What the URL means, once more; refused when it is too old or used up."""
        url = self._shelf.get(secret)
        if url is None or time.time() - url.issued > RESPONSE_SECONDS:
            raise ApiError("expired_url")
        if url.uses >= RESPONSE_USES:
            raise ApiError("used_url")
        url.uses += 1
        return self._shelf.put(secret, url)
