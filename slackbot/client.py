"""Slack as delivery needs it: post, edit, find again, delete; every ending has a name."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

import httpx
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from models.settings import Settings
from slackbot.views.blocks import Block, Content

TIMEOUT = 10  # Seconds for each step of a call; all of them lie within a channel's lease.
EVENT_TYPE = "dispute_desk"
LONGEST_PATIENCE = timedelta(minutes=15)
DEFAULT_PATIENCE = timedelta(seconds=1)
# Of history to read when looking for a message of the last minutes: as much as a channel that is
# posted to every second says in three quarters of an hour.
PAGES, PAGE = 3, 999
AHEAD = timedelta(minutes=15)  # So far our database's clock may be ahead of Slack's.
TOO_FAR_BACK = "too_far_back"
TOO_MANY = 429
SERVER_FAULT = 500
LONGEST_ALT = 1000  # Of a file.
BYTES = {"Content-Type": "application/octet-stream"}
POST, EDIT = "chat_postMessage", "chat_update"
SLACKS_WORD = re.compile(r"[a-z0-9_]+")


class SlackFault(Exception):
    """A call that did not do what it should; `error` is Slack's own word."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Ambiguous(SlackFault):
    """Nobody knows whether it happened: a timeout, a lost answer, a server's fault."""


class SlowDown(SlackFault):
    """Slack asks for patience with calls of a method; it did not happen."""

    def __init__(self, wait: timedelta, method: str = "") -> None:
        super().__init__("ratelimited")
        self.wait = wait
        self.method = method  # As the client names it: each has a pace of its own.


class Refused(SlackFault):
    """Slack understood and refused; it did not happen."""


class CannotLook(SlackFault):
    """After an ambiguous end: we cannot see whether it happened."""


def web_client(settings: Settings, timeout: int = TIMEOUT) -> WebClient:
    """A client that never sends anything twice on its own."""
    return WebClient(
        token=settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None,
        base_url=settings.slack_api_url,
        timeout=timeout,
        retry_handlers=[],
    )


class Slack:
    def __init__(self, client: WebClient) -> None:
        self._client = client

    def post(self, channel: str, content: Content, mark: str, thread_ts: str | None) -> str:
        """
        Post a message that can be found again by its mark; its ts.

        Raises:
            Ambiguous, SlowDown, Refused

        """
        response = _call(
            self._client.chat_postMessage,
            channel=channel,
            thread_ts=thread_ts,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key_of(mark)}},
            unfurl_links=False,
            unfurl_media=False,
            **_marked(content, mark),
        )
        return str(response["ts"])

    def edit(self, channel: str, ts: str, content: Content, mark: str) -> None:
        _call(self._client.chat_update, channel=channel, ts=ts, **_marked(content, mark))

    def who(self) -> str:
        """Our own name in Slack: the token works."""
        return str(_call(self._client.auth_test)["user"])

    def look_at(self, channel: str) -> None:
        """
        Raises:
            Refused: there is no such channel, it is archived, or we are not in it.

        """
        about = self.about(channel)
        if about.get("is_archived"):
            raise Refused("is_archived")
        if not about.get("is_member"):
            raise Refused("not_in_channel")

    def direct(self, user: str) -> str:
        """The id of our conversation with a person, opened where it is not yet."""
        return str(_call(self._client.conversations_open, users=user)["channel"]["id"])

    def person(self, user: str) -> dict[str, Any]:
        """As `users.info` has them."""
        answer = _call(self._client.users_info, user=user, include_locale=True)
        told: dict[str, Any] = answer["user"]
        return told

    def quiet(self, user: str) -> dict[str, Any]:
        """When a person wants no notifications, as `dnd.info` has it."""
        data = _call(self._client.dnd_info, user=user).data
        return data if isinstance(data, dict) else {}

    def in_usergroup(self, group: str) -> list[str]:
        """The people of a user group."""
        found: list[str] = _call(self._client.usergroups_users_list, usergroup=group)["users"]
        return found

    def about(self, channel: str) -> dict[str, Any]:
        """
        As `conversations.info` has it.

        Raises:
            Refused: there is no such channel, or not for us.

        """
        told: dict[str, Any] = _call(self._client.conversations_info, channel=channel)["channel"]
        return told

    def in_channel(self, channel: str) -> Iterator[str]:
        """Everybody who is in it, apps too."""
        asked: dict[str, Any] = {"channel": channel, "limit": 1000}
        while True:
            found = _call(self._client.conversations_members, **asked)
            yield from found["members"]
            asked["cursor"] = (found.get("response_metadata") or {}).get("next_cursor")
            if not asked["cursor"]:
                return

    def publish(self, user: str, view: dict[str, Any]) -> None:
        _call(self._client.views_publish, user_id=user, view=view)

    def whisper(self, channel: str, user: str, content: Content, thread_ts: str) -> None:
        """What only that person sees."""
        _call(
            self._client.chat_postEphemeral,
            channel=channel,
            user=user,
            thread_ts=thread_ts,
            text=content.text,
            blocks=content.blocks or None,
        )

    def upload(self, name: str, title: str, alt: str, content: bytes) -> str:
        """
        Bring a file into Slack, into no channel; its id.

        Raises:
            Ambiguous, SlowDown, Refused: whatever got there is seen by nobody.

        """
        place = _call(
            self._client.files_getUploadURLExternal,
            filename=name,
            length=len(content),
            alt_txt=alt[:LONGEST_ALT],
        )
        _send(place["upload_url"], content)
        file = {"id": place["file_id"], "title": title}
        _call(self._client.files_completeUploadExternal, files=[file])
        return str(place["file_id"])

    def validate(self, **shown: Any) -> list[str]:
        """
        What Slack's own validator complains of; empty where it takes all.

        Args:
            shown: `blocks` or a `view`.

        Raises:
            Ambiguous, SlowDown

        """
        try:
            data = self._client.blocks_validate(**shown).data
        except SlackApiError as error:
            if not isinstance(fault := _named(error), Refused):
                raise fault from error
            return _complaints(error.response.data) or [fault.error]
        except (OSError, HTTPException, ValueError) as error:
            raise Ambiguous(type(error).__name__) from error
        return _complaints(data)

    def delete(self, channel: str, ts: str) -> None:
        _call(self._client.chat_delete, channel=channel, ts=ts)

    def find(
        self,
        channel: str,
        mark: str,
        since: datetime,
        thread_ts: str | None,
        before_each: Callable[[], None] = lambda: None,
    ) -> str | None:
        """
        The ts of our message with that mark, if Slack has it.

        Args:
            before_each: Called before each page is asked for.

        Raises:
            CannotLook: more was said since than we read.
            Ambiguous, SlowDown, Refused

        """
        oldest = f"{(since - AHEAD).timestamp():.6f}"
        for message in self._said_since(channel, oldest, thread_ts, before_each):
            if _bears(message, key_of(mark)):
                return str(message["ts"])
        return None

    def _said_since(
        self, channel: str, oldest: str, thread_ts: str | None, before_each: Callable[[], None]
    ) -> Iterator[dict[str, Any]]:
        client = self._client
        method = client.conversations_replies if thread_ts else client.conversations_history
        asked: dict[str, Any] = {"ts": thread_ts} if thread_ts else {}
        cursor = ""
        for _page in range(PAGES):
            before_each()
            found = _call(
                method,
                channel=channel,
                oldest=oldest,
                limit=PAGE,
                include_all_metadata=True,
                cursor=cursor or None,
                **asked,
            )
            yield from found.get("messages") or []
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
        raise CannotLook(TOO_FAR_BACK)


def _call(method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        return method(**given)
    except SlackApiError as error:
        fault = _named(error)
        if isinstance(fault, SlowDown):
            fault.method = method.__name__
        raise fault from error
    except (OSError, HTTPException, ValueError) as error:
        # urllib's own faults: no answer, half an answer, an answer that is no JSON.
        raise Ambiguous(type(error).__name__) from error


def _send(address: str, content: bytes) -> None:
    """The bytes of a file, to where Slack wants them."""
    try:
        answer = httpx.post(address, content=content, headers=BYTES, timeout=TIMEOUT)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Ambiguous(type(error).__name__) from error
    if answer.status_code == TOO_MANY:
        raise SlowDown(_patience(answer.headers))
    if answer.status_code >= SERVER_FAULT:
        raise Ambiguous(str(answer.status_code))
    if not answer.is_success:
        raise Refused(f"upload_{answer.status_code}")


def _complaints(data: Any) -> list[str]:
    """Of the validator: what Slack documents (`errors`), else what other methods say."""
    told = data if isinstance(data, dict) else {}
    said = told.get("errors") or (told.get("response_metadata") or {}).get("messages") or []
    return [str(one)[:200] for one in said]


def _named(error: SlackApiError) -> SlackFault:
    response = error.response
    status = getattr(response, "status_code", 200)
    data = getattr(response, "data", None)
    word = str(data.get("error")) if isinstance(data, dict) else ""
    if status == TOO_MANY or word in {"ratelimited", "rate_limited"}:
        return SlowDown(_patience(getattr(response, "headers", {})))
    # Of an answer that is no JSON the client makes an error of its own, with a page in it.
    if status >= SERVER_FAULT or not SLACKS_WORD.fullmatch(word):
        return Ambiguous(word if SLACKS_WORD.fullmatch(word) else str(status))
    if word in {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}:
        return Ambiguous(word)
    return Refused(word)


def _patience(headers: Any) -> timedelta:
    given = next((v for k, v in dict(headers).items() if k.lower() == "retry-after"), "")
    text = str(given[0] if isinstance(given, list) and given else given)
    if not (text.isascii() and text.isdigit()):
        return DEFAULT_PATIENCE
    return min(timedelta(seconds=int(text[:6])), LONGEST_PATIENCE)


def key_of(mark: str) -> str:
    """The opaque key of a mark `<key>-<version>`."""
    return mark.partition("-")[0]


def _marked(content: Content, mark: str) -> dict[str, Any]:
    """The first block bears the mark; Slack wants a new block_id for every revision."""
    blocks: list[Block] = content.blocks
    if blocks:
        blocks = [blocks[0] | {"block_id": mark}, *blocks[1:]]
    return {"text": content.text, "blocks": blocks}


def _bears(message: dict[str, Any], key: str) -> bool:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    first = (message.get("blocks") or [{}])[0]
    return payload.get("key") == key or key_of(str(first.get("block_id", ""))) == key
