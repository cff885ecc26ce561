"""Slack as the desk needs it: post, edit, find again, delete, and who is who."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from models.settings import Settings
from slackbot.calling import TIMEOUT, Ambiguous, CannotLook, Refused, call, named, send
from slackbot.views.blocks import Block, Content

EVENT_TYPE = "dispute_desk"
# Of history to read when looking for a message of the last minutes: as much as a channel that is
# posted to every second says in three quarters of an hour.
PAGES, PAGE = 3, 999
AHEAD = timedelta(minutes=15)  # So far our database's clock may be ahead of Slack's.
TOO_FAR_BACK = "too_far_back"
LONGEST_ALT = 1000  # Of a file.
POST, EDIT = "chat_postMessage", "chat_update"


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
        response = call(
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
        call(self._client.chat_update, channel=channel, ts=ts, **_marked(content, mark))

    def who(self) -> str:
        """Our own name in Slack: the token works."""
        return str(call(self._client.auth_test)["user"])

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
        return str(call(self._client.conversations_open, users=user)["channel"]["id"])

    def person(self, user: str) -> dict[str, Any]:
        """As `users.info` has them."""
        answer = call(self._client.users_info, user=user, include_locale=True)
        told: dict[str, Any] = answer["user"]
        return told

    def quiet(self, user: str) -> dict[str, Any]:
        """When a person wants no notifications, as `dnd.info` has it."""
        data = call(self._client.dnd_info, user=user).data
        return data if isinstance(data, dict) else {}

    def in_usergroup(self, group: str) -> list[str]:
        """The people of a user group."""
        found: list[str] = call(self._client.usergroups_users_list, usergroup=group)["users"]
        return found

    def about(self, channel: str) -> dict[str, Any]:
        """
        As `conversations.info` has it.

        Raises:
            Refused: there is no such channel, or not for us.

        """
        told: dict[str, Any] = call(self._client.conversations_info, channel=channel)["channel"]
        return told

    def in_channel(self, channel: str) -> Iterator[str]:
        """Everybody who is in it, apps too."""
        asked: dict[str, Any] = {"channel": channel, "limit": 1000}
        while True:
            found = call(self._client.conversations_members, **asked)
            yield from found["members"]
            asked["cursor"] = (found.get("response_metadata") or {}).get("next_cursor")
            if not asked["cursor"]:
                return

    def publish(self, user: str, view: dict[str, Any]) -> None:
        call(self._client.views_publish, user_id=user, view=view)

    def whisper(self, channel: str, user: str, content: Content, thread_ts: str) -> None:
        """What only that person sees."""
        call(
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
        place = call(
            self._client.files_getUploadURLExternal,
            filename=name,
            length=len(content),
            alt_txt=alt[:LONGEST_ALT],
        )
        send(place["upload_url"], content)
        file = {"id": place["file_id"], "title": title}
        call(self._client.files_completeUploadExternal, files=[file])
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
            if not isinstance(fault := named(error), Refused):
                raise fault from error
            return _complaints(error.response.data) or [fault.error]
        except (OSError, HTTPException, ValueError) as error:
            raise Ambiguous(type(error).__name__) from error
        return _complaints(data)

    def delete(self, channel: str, ts: str) -> None:
        call(self._client.chat_delete, channel=channel, ts=ts)

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
            found = call(
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


def _complaints(data: Any) -> list[str]:
    """Of the validator: what Slack documents (`errors`), else what other methods say."""
    told = data if isinstance(data, dict) else {}
    said = told.get("errors") or (told.get("response_metadata") or {}).get("messages") or []
    return [str(one)[:200] for one in said]


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
