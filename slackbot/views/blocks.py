"""Blocks, and the only way for foreign text into them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Self

from babel import Locale

from models.words import say

Block = dict[str, Any]

LONGEST_SECTION = 3000
LONGEST_BUTTON = 75

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Slack makes these bold, italic, struck, code or an emoji; an invisible joiner keeps the
# character and takes its power.
_FORMATTING = re.compile(r"[*_~`]|:(?=[\w+-]+:)|@(?=\w)")
_QUIET = "\u2060"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Slack makes a link of whatever looks like an address; broken by the joiner it stays text.
_ADDRESS = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2,})|(?<=:)//")


@dataclass(frozen=True)
class Content:
    """What a message says: `text` for phones and screen readers, blocks for the eye."""

    text: str
    blocks: list[Block]
    fallback: Self | None = None  # What to show where Slack refuses these blocks.


def escape(foreign: str | None, most: int = 600) -> str:
    """
    Text that somebody else wrote, made harmless: it pings nobody, links nowhere, breaks nothing.

    Args:
        most: Characters to keep; the rest is an ellipsis.

    """
    plain = _CONTROL.sub("", " ".join((foreign or "").split()))
    short = plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
    broken = _ADDRESS.sub(_disarmed, short)
    return _FORMATTING.sub(_disarmed, broken).translate(_MARKUP)


def _disarmed(found: re.Match[str]) -> str:
    return found.group(0) + _QUIET


def plain(foreign: str | None, most: int = LONGEST_BUTTON) -> str:
    """Foreign text for a plain_text element: one line, no longer than the element allows."""
    text = _CONTROL.sub("", " ".join((foreign or "").split()))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def section(text: str, **more: Any) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": _fit(text)}, **more}


def context(*texts: str) -> Block:
    elements = [{"type": "mrkdwn", "text": _fit(text)} for text in texts]
    return {"type": "context", "elements": elements}


def header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": text[:150]}}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action_id: str, value: object, *, primary: bool = False) -> Block:
    element: Block = {
        "type": "button",
        "text": {"type": "plain_text", "text": plain(label)},
        "action_id": action_id,
        "value": str(value),
    }
    return element | ({"style": "primary"} if primary else {})


def option(label: str, value: object) -> Block:
    return {"text": {"type": "plain_text", "text": plain(label)}, "value": str(value)}


def overflow(action_id: str, choices: Sequence[tuple[str, object]]) -> Block:
    options = [option(label, value) for label, value in choices]
    return {"type": "overflow", "action_id": action_id, "options": options}


def select(
    action_id: str, choices: Sequence[tuple[str, object]], chosen: object | None = None
) -> Block:
    options = [option(label, value) for label, value in choices]
    element: Block = {"type": "static_select", "action_id": action_id, "options": options}
    initial = [one for one in options if one["value"] == str(chosen)]
    return element | ({"initial_option": initial[0]} if initial else {})


def field(
    block_id: str,
    label: str,
    element: Block,
    *,
    hint: str = "",
    optional: bool = False,
    tells: bool = False,
) -> Block:
    """
    A labelled field of a modal.

    Args:
        tells: Pressing Enter in it is told at once, and not only when the modal is submitted.

    """
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": element,
        "optional": optional,
        **({"dispatch_action": True} if tells else {}),
    }
    return block | ({"hint": {"type": "plain_text", "text": hint}} if hint else {})


def modal(
    callback_id: str,
    title: str,
    blocks: list[Block],
    *,
    submit: str | None = None,
    close: str,
    metadata: str = "",
) -> dict[str, Any]:
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": title},
        "close": {"type": "plain_text", "text": close},
        "private_metadata": metadata,
        "blocks": blocks,
    }
    return view | ({"submit": {"type": "plain_text", "text": submit}} if submit else {})


def money(amount: Decimal | None, currency: str | None) -> str:
    return f"{currency or ''} {amount:,.2f}".strip() if amount is not None else ""


def when(moment: datetime, form: str = "{date_short_pretty} {time}") -> str:
    """A moment that each reader sees in their own zone."""
    utc = moment.astimezone(UTC)
    return f"<!date^{int(utc.timestamp())}^{form}|{utc:%Y-%m-%d %H:%M} UTC>"


def day(moment: datetime) -> str:
    return when(moment, "{date_short}")


def left(due_at: datetime, now: datetime, language: str) -> str:
    """What remains, in whole units, rounded down: nobody is promised time that is not there."""
    seconds = (due_at - now).total_seconds()
    if seconds <= 0:
        return say("deadline-passed", language)
    hours = int(seconds // 3600)
    if hours < 1:
        return say("under-an-hour", language)
    if hours < 48:  # noqa: PLR2004 - two days.
        return say("hours-left", language, hours=str(hours))
    return say("days-left", language, days=str(hours // 24))


def age(since: datetime, now: datetime, language: str) -> str:
    """How long ago, in whole units."""
    hours = int((now - since).total_seconds() // 3600)
    if hours < 1:
        return say("just-now", language)
    if hours < 48:  # noqa: PLR2004 - two days.
        return say("hours-ago", language, hours=str(hours))
    return say("days-ago", language, days=str(hours // 24))


def short_id(identifier: str) -> str:
    """A long id as people say it: its ends. Whatever a partner calls an id is foreign text."""
    short = identifier if len(identifier) <= 10 else f"{identifier[:4]}…{identifier[-4:]}"  # noqa: PLR2004 - both ends.
    return escape(short)


def masked(login: str | None) -> str:
    """A buyer's login, recognisable to who knows it and to nobody else."""
    if not login:
        return ""
    return f"{login[0]}•••{login[-2:]}" if len(login) > 3 else "•••"  # noqa: PLR2004 - too short to cut.


def buyer(login: str | None, *, in_full: bool) -> str:
    """In full only where nobody reads it but a person who may."""
    return escape(login or "" if in_full else masked(login))


def country(code: str | None, language: str) -> str:
    """The country's name as the reader writes it, or whatever the source called it."""
    if not code:
        return ""
    return str(Locale.parse(language).territories.get(code.upper(), code))


def _fit(text: str) -> str:
    return text if len(text) <= LONGEST_SECTION else text[: LONGEST_SECTION - 1] + "…"
