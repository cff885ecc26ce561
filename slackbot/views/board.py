"""All that can be done with a dispute, each a button: for phones, threads and message menus."""

from collections.abc import Sequence
from typing import Any

from models.disputes import Dispute
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, section

# What is offered in each state, in groups that belong together.
CLOSED = (("reopen", "relate"), ("case", "evidence", "show", "history", "repost"))
PLATFORMS = (("case", "evidence", "show", "history"), ("cause", "relate", "repost"))
MERGED = (
    ("unmerge", "resolve"),
    ("reply", "send", "extend"),
    ("case", "evidence", "show", "history", "cause"),
    ("escalate", "relate", "repost"),
)
UNCLAIMED = (
    ("claim", "assign"),
    ("reply", "send", "extend"),
    ("case", "evidence", "show", "history", "cause"),
    ("relate", "merge"),
    ("escalate", "resolve", "repost"),
)
CLAIMED = (
    ("reply", "send", "extend"),
    ("case", "evidence", "show", "history", "cause"),
    ("release", "assign", "snooze", "escalate"),
    ("relate", "merge"),
    ("resolve", "repost"),
)
ELSEWHERE = ("next", "list", "digest")  # What is about no dispute in particular.


def verbs_of(dispute: Dispute) -> Sequence[Sequence[str]]:
    if not dispute.is_open:
        return CLOSED
    if dispute.platform_handled:
        return PLATFORMS
    if dispute.merged_into is not None:
        return MERGED
    return UNCLAIMED if dispute.assignee_id is None else CLAIMED


def modal(dispute: Dispute, summary: str, language: str) -> dict[str, Any]:
    """
    Args:
        summary: The dispute in a line.

    """
    return blocks.modal(
        ids.BOARD_MODAL,
        blocks.plain(say("board-title", language, number=str(dispute.id)), 24),
        [section(summary), *_rows(dispute, language)],
        close=say("close", language),
        metadata=about.written(dispute, language),
    )


def _rows(dispute: Dispute, language: str) -> list[Block]:
    return [
        blocks.actions(*(opening(verb, dispute, language) for verb in group))
        for group in (*verbs_of(dispute), ELSEWHERE)
    ]


def opening(verb: str, dispute: Dispute, language: str) -> Block:
    """The button of a verb, wherever it stands."""
    return blocks.button(label(verb, language), f"{ids.OPEN}{verb}", f"{verb}:{dispute.id}")


def label(verb: str, language: str) -> str:
    return say(WORDS[verb], language)


def menu(number: int, verbs: Sequence[str], language: str) -> Block:
    """A few of the verbs, behind the dots of a card: Slack takes five."""
    return blocks.overflow(
        ids.MENU, [(label(verb, language), f"{verb}:{number}") for verb in verbs]
    )


WORDS = {
    "assign": "assign",
    "case": "read-case",
    "cause": "correct-cause",
    "claim": "claim",
    "digest": "digest-now",
    "escalate": "escalate",
    "evidence": "evidence",
    "extend": "extend",
    "history": "history",
    "list": "home-list",
    "merge": "merge",
    "more": "more",
    "next": "home-next",
    "relate": "relate",
    "release": "release",
    "reopen": "reopen",
    "reply": "reply",
    "repost": "repost",
    "resolve": "resolve",
    "send": "send-to-buyer",
    "show": "show-case",
    "snooze": "snooze",
    "unmerge": "unmerge",
}
