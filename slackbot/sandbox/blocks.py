"""Blocks as they come in: linted as Slack would, refused by its error names, given ids."""

from typing import Any

from slackbot.sandbox import names
from slackbot.sandbox.blockkit import Complaint, lint_message, lint_view
from slackbot.sandbox.blockkit.surfaces import MESSAGE_TEXT, TOO_LONG, VIEW_BYTES
from slackbot.sandbox.errors import ApiError

Blocks = list[dict[str, Any]]

MOST_ATTACHMENTS = 100


def refusal(complaints: list[Complaint], error: str = "invalid_blocks") -> ApiError:
    said = [str(complaint) for complaint in complaints]
    if any(complaint.constraint == TOO_LONG for complaint in complaints):
        error = "msg_blocks_too_long"
    messages = [f"[ERROR] {sentence}" for sentence in said]
    return ApiError(error, errors=said, response_metadata={"messages": messages})


def accept(text: str | None, blocks: Any, *, has_files: bool = False) -> Blocks:
    """
    The blocks of a message, ready to be kept.

    Slack lets blocks go without a text and only warns; its phones then notify with nothing, so
    the sandbox refuses what the SDK warns about.
    """
    if not (text or "").strip() and not has_files:
        raise ApiError("no_text")
    if len(text or "") > MESSAGE_TEXT:
        raise ApiError("msg_too_long")
    if blocks is not None and not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if complaints := lint_message(text or "a file", blocks):
        raise refusal(complaints)
    return with_ids(blocks or [])


def accept_view(view: Any) -> dict[str, Any]:
    if not isinstance(view, dict):
        raise ApiError("invalid_arguments")
    if complaints := lint_view(view):
        too_large = any(str(VIEW_BYTES + 1) in c.constraint for c in complaints)
        raise refusal(complaints, "view_too_large" if too_large else "invalid_arguments")
    return view | {"blocks": with_ids(view["blocks"])}


def with_ids(blocks: Blocks) -> Blocks:
    """Slack names the blocks and elements that the app left unnamed."""
    return [_named(block) for block in blocks]


def _named(block: dict[str, Any]) -> dict[str, Any]:
    named = {"block_id": names.short(), **block}
    if named["type"] in {"actions", "context_actions"}:
        named["elements"] = [_with_action_id(element) for element in named["elements"]]
    for place in ("element", "accessory"):
        if place in named and named[place]["type"] != "image":
            named[place] = _with_action_id(named[place])
    return named


def _with_action_id(element: dict[str, Any]) -> dict[str, Any]:
    return {"action_id": names.short(), **element}
