"""Whole messages and views: counts, ids, totals, and which block may stand where."""

import json
from collections.abc import Iterator
from typing import Any

from slackbot.sandbox.blockkit.blocks import (
    BLOCKS,
    DATA_TABLE_TEXT,
    MARKDOWN,
    MOST_BLOCKS,
    ON_SURFACE,
)
from slackbot.sandbox.blockkit.objects import ID, plain
from slackbot.sandbox.blockkit.rules import (
    Anything,
    Complaint,
    Complaints,
    Flag,
    Items,
    OneOf,
    Rule,
    Shape,
    Str,
    Typed,
)

# Slack documents neither; see `msg_blocks_too_long`. Rejections were seen from 11,341 characters.
TOTAL_TEXT = 11_000
TOTAL_BYTES = 13_000
TOO_LONG = "the blocks are too long"
MESSAGE_TEXT = 40_000
VIEW_BYTES = 250_000
MOST_PER_MESSAGE = {"table": 1, "data_table": 1, "data_visualization": 2}

_SHARED: dict[str, Rule] = {
    "blocks": Items(Anything(), 100, 0),
    "private_metadata": Str(3000),
    "callback_id": Str(ID),
    "external_id": Str(ID),
}
_MODAL = {
    "title": plain(24),
    "submit": plain(24),
    "close": plain(24),
    "clear_on_close": Flag(),
    "notify_on_close": Flag(),
    "submit_disabled": Flag(),
}
VIEWS: dict[str, Rule] = {
    "modal": Shape(_SHARED | _MODAL, ("title", "blocks")),
    "home": Shape(_SHARED, ("blocks",)),
    "type": OneOf(("modal", "home")),
}


def lint_message(text: str | None, blocks: Any = None) -> list[Complaint]:
    """Everything that Slack would refuse in a message, and a missing text, which it should."""
    return list(_message(text, blocks))


def _message(text: str | None, blocks: Any) -> Complaints:
    if not (text or "").strip():
        yield Complaint("/text", "must be more than 0 characters: notifications show it")
    elif len(text or "") > MESSAGE_TEXT:
        yield Complaint("/text", f"must be less than {MESSAGE_TEXT + 1} characters")
    if blocks:
        yield from _blocks(blocks, "message", "/blocks")
        yield from _totals(blocks)


def lint_view(view: Any) -> list[Complaint]:
    """Everything that Slack would refuse in a modal or a Home tab."""
    return list(_view(view))


def _view(view: Any) -> Complaints:
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in MOST_BLOCKS or kind == "message":
        yield Complaint("/view/type", "must be one of modal, home")
        return
    yield from VIEWS[kind].check(view, "/view")
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        return
    yield from _blocks(blocks, kind, "/view/blocks")
    if kind == "modal" and not view.get("submit") and _of_type(blocks, "input"):
        yield Complaint("/view/submit", "is required when there is an input block")
    if sum(found is True for found in _under("focus_on_load", blocks)) > 1:
        yield Complaint("/view/blocks", "only one element may have focus_on_load")
    if len(_json(view)) > VIEW_BYTES:
        yield Complaint("/view", f"must be less than {VIEW_BYTES + 1} bytes")


def _blocks(blocks: Any, surface: str, at: str) -> Complaints:
    yield from Items(Typed(BLOCKS), MOST_BLOCKS[surface], 0, unique="block_id").check(blocks, at)
    for index, block in enumerate(blocks if isinstance(blocks, list) else ()):
        kind = block.get("type") if isinstance(block, dict) else None
        if kind in BLOCKS and kind not in ON_SURFACE[surface]:
            yield Complaint(f"{at}/{index}/type", f"{kind} is not allowed in a {surface}")
        if isinstance(block, dict):
            yield from _data_table(block, f"{at}/{index}")


def _data_table(block: dict[str, Any], at: str) -> Complaints:
    if block.get("type") == "data_table" and sum(map(len, _texts(block))) > DATA_TABLE_TEXT:
        yield Complaint(at, f"must be less than {DATA_TABLE_TEXT + 1} characters in all")


def _totals(blocks: Any) -> Complaints:
    for kind, most in MOST_PER_MESSAGE.items():
        if len(_of_type(blocks, kind)) > most:
            yield Complaint("/blocks", f"only {most} {kind} allowed in a message")
    markdown = sum(len(block.get("text") or "") for block in _of_type(blocks, "markdown"))
    if markdown > MARKDOWN:
        yield Complaint("/blocks", f"markdown must be less than {MARKDOWN + 1} characters in all")
    if sum(map(len, _texts(blocks))) > TOTAL_TEXT or len(_json(blocks)) > TOTAL_BYTES:
        yield Complaint("/blocks", TOO_LONG)


def _of_type(blocks: Any, kind: str) -> list[dict[str, Any]]:
    return [b for b in blocks if isinstance(b, dict) and b.get("type") == kind]


def _texts(part: Any) -> Iterator[str]:
    return (text for text in _under("text", part) if isinstance(text, str))


def _under(name: str, part: Any) -> Iterator[Any]:
    """Every value under a key of this name, wherever it stands."""
    if isinstance(part, list):
        for item in part:
            yield from _under(name, item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == name:
                yield value
            yield from _under(name, value)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
