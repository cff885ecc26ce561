"""A request of Slack as the desk sees it: who asks, where, when, and the key that makes it one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from sqlmodel import Session

from models import members, requests, routing
from models.errors import DisputeError
from models.hours import presence
from models.members import Actor
from models.settings import Settings
from models.words import FALLBACK
from slackbot.desk import Desk
from slackbot.views import about
from slackbot.views.blocks import Content, escape

COMMAND, VIEW = "command:", "view:"  # How the keys of these begin.


@dataclass(frozen=True)
class Request:
    key: str  # Slack's own: trigger_id, event_id, or a view's id and hash.
    user: str
    channel: str | None
    now: datetime
    trigger: str | None = None
    language: str | None = None  # Of the modal it came from; else its channel's.
    in_modal: bool = False  # What it opens goes on top of that.

    @classmethod
    def read(cls, body: Mapping[str, Any], now: datetime) -> Self:
        """A slash command, an interaction or an event, each by its own key."""
        if "command" in body:
            trigger = body["trigger_id"]
            return cls(f"{COMMAND}{trigger}", body["user_id"], body["channel_id"], now, trigger)
        if "event" in body:
            event = body["event"]
            return cls(f"event:{body['event_id']}", event["user"], event.get("channel"), now)
        user, view = body["user"]["id"], body.get("view") or {}
        language = about.language_of(view)
        if body["type"] == "view_submission":
            key = f"{VIEW}{view['id']}:{view['hash']}"
            return cls(key, user, None, now, language=language)
        trigger = body.get("trigger_id")
        channel = (body.get("channel") or {}).get("id")
        action = body["actions"][0] if body.get("actions") else body
        key = f"action:{trigger or action['action_ts']}"
        return cls(key, user, channel, now, trigger, language, view.get("type") == "modal")


@dataclass(frozen=True)
class Answer:
    """What only the asker sees; empty where the card itself is the answer."""

    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, content: Content) -> Self:
        return cls(content.text, content.blocks)

    def plain(self) -> dict[str, Any]:
        if not self.text:
            return {}
        said: dict[str, Any] = {"response_type": "ephemeral", "text": self.text}
        return said | ({"blocks": self.blocks} if self.blocks else {})


@dataclass(frozen=True)
class Turn:
    """One person's move: the transaction, who acts, and the language of the answer."""

    session: Session
    request: Request
    actor: Actor
    language: str
    settings: Settings

    @property
    def now(self) -> datetime:
        return self.request.now


@contextmanager
def move(desk: Desk, request: Request) -> Iterator[Turn]:
    """
    One short transaction in which the request counts once, also where it is refused.

    Raises:
        RepeatedRequest: it counted before.

    """
    language = FALLBACK
    try:
        with desk.database.write() as session:
            requests.take(session, request.key, request.now)
            turn = _turn(desk, session, request)
            language = turn.language
            yield turn
    except DisputeError as refused:
        if not request.key.startswith(VIEW):  # A mended form comes with the same key.
            _count_refusal(desk, request, refused.said_safely(language, escape))
        raise


def _count_refusal(desk: Desk, request: Request, sentence: str) -> None:
    """Delivered once more, when it would fit by then, it is still refused."""
    with desk.database.write() as session:
        requests.take(session, request.key, request.now)
        answer = Answer(sentence).plain() if request.key.startswith(COMMAND) else {}
        requests.remember(session, request.key, answer)


@contextmanager
def look(desk: Desk, request: Request) -> Iterator[Turn]:
    """For requests that change nothing."""
    with desk.database.read() as session:
        yield _turn(desk, session, request)


def spoken_with(session: Session, user: str | None, channel: str | None) -> str:
    """What a person reads: their own language, else that of the channel where they are."""
    own = presence.of(session, [user])[user].language if user else None
    return own or routing.language_in(session, channel)


def _turn(desk: Desk, session: Session, request: Request) -> Turn:
    language = request.language or spoken_with(session, request.user, request.channel)
    actor = members.actor(session, request.user)
    return Turn(session, request, actor, language, desk.settings)
