"""What is stuck on its way to Slack: each with why, what to do, and a choice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.channels import Channel
from models.hours.presence import is_person
from models.messages import Message, State
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, Content, escape, section, when
from slackbot.views.notices import mend

MOST = 20  # Rows of two blocks; Slack takes a hundred in a modal.
TOLD = 5  # Lines in what operators are told.
SLACKS_WORD = re.compile(r"[a-z0-9_]+")  # Else it is the name of a fault of ours.


@dataclass(frozen=True)
class Shelf:
    """
    What is stuck.

    Attributes:
        count: How many messages there are in all.
        channels: That Slack refuses as a whole, and how many messages wait there.

    """

    found: Sequence[Message]
    count: int
    channels: Sequence[tuple[Channel, int]]


def listing(shelf: Shelf, language: str) -> Content:
    """As only the asker sees it; the choices are in the modal behind its button."""
    if not shelf.count and not shelf.channels:
        said = say("stuck-none", language)
        return Content(said, [section(said)])
    title = say("stuck-count", language, count=_count(shelf))
    lines = [f"• {line}" for line, _choices in _rows(shelf, language)]
    drawn = [section(f"*{title}*"), *(section(line) for line in lines)]
    return Content(title, [*drawn, blocks.actions(opening(language))])


def modal(shelf: Shelf, language: str) -> dict[str, Any]:
    drawn: list[Block] = []
    for line, choices in _rows(shelf, language):
        drawn += [section(line), blocks.actions(*choices)]
    if shelf.count > len(shelf.found):
        more = say("stuck-more", language, count=str(shelf.count - len(shelf.found)))
        drawn.append(blocks.context(more))
    return blocks.modal(
        ids.STUCK_MODAL,
        say("stuck-title", language),
        drawn or [section(say("stuck-none", language))],
        close=say("close", language),
        metadata=about.speaking(language),
    )


def told(found: Sequence[Message], language: str) -> Content:
    """For operators; what is over is one line."""
    if not found:
        said = say("stuck-told-over", language)
        return Content(said, [section(said)])
    title = say("stuck-told", language, count=len(found))
    lines = [f"• {_line(message, language)}" for message in found[:TOLD]]
    drawn = [section(f"*{title}*"), *(section(line) for line in lines)]
    if len(found) > TOLD:
        drawn.append(blocks.context(say("stuck-more", language, count=str(len(found) - TOLD))))
    do = blocks.context(say("stuck-told-do", language))
    return Content(title, [*drawn, do, blocks.actions(opening(language))])


def opening(language: str) -> Block:
    return blocks.button(say("stuck-open", language), ids.STUCK, "all")


def noticed(shelf: Shelf, language: str) -> str:
    """A line for Home; empty where nothing is stuck."""
    count = _count(shelf)
    return f"⚠ {say('stuck-count', language, count=count)}" if count else ""


def _count(shelf: Shelf) -> int:
    return shelf.count + sum(waiting for _channel, waiting in shelf.channels)


def _rows(shelf: Shelf, language: str) -> list[tuple[str, list[Block]]]:
    again, leave = say("stuck-again", language), say("stuck-leave", language)
    rows = [
        (
            _channel_line(channel, waiting, language),
            [blocks.button(again, ids.STUCK_CHANNEL, channel.id)],
        )
        for channel, waiting in shelf.channels[:MOST]
    ]
    rows += [
        (
            _line(message, language),
            [
                blocks.button(again, ids.STUCK_AGAIN, message.id),
                blocks.button(leave, ids.STUCK_LEAVE, message.id),
            ],
        )
        for message in shelf.found[:MOST]
    ]
    return rows


def _line(message: Message, language: str) -> str:
    what = say(f"stuck-kind-{message.kind}", language)
    if message.dispute_id is not None:
        what = say("stuck-of", language, what=what, number=str(message.dispute_id))
    since = message.first_try_at or message.stuck_at
    return say(
        "stuck-line",
        language,
        what=what,
        place=place(message.channel),
        since=when(since) if since else "",
        why=_why(message, language),
    )


def _why(message: Message, language: str) -> str:
    error = message.last_error or ""
    if message.state is State.UNCLEAR:
        key = "stuck-unclear"
    else:
        key = "stuck-refused" if SLACKS_WORD.fullmatch(error) else "stuck-undrawable"
    return say(key, language, error=_word(error), mend=mend(error, language))


def _word(error: str) -> str:
    return error if SLACKS_WORD.fullmatch(error) else escape(error, 60)


def _channel_line(channel: Channel, waiting: int, language: str) -> str:
    error = channel.trouble or ""
    return say(
        "stuck-channel-line",
        language,
        place=place(channel.id),
        count=waiting,
        error=_word(error),
        mend=mend(error, language),
    )


def place(channel: str) -> str:
    return f"<@{channel}>" if is_person(channel) else f"<#{channel}>"
