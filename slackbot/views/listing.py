"""A list of disputes, as only the asker sees it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from models.deadlines import urgency
from models.disputes import Dispute
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks, board
from slackbot.views.blocks import Content, section
from slackbot.views.phrases import MARKS, label, remaining, stake

IN_MODAL = 30
MOST = 20  # Lines; Slack refuses long messages long before fifty blocks.


def listing(found: list[Dispute], count: int, what: str, now: datetime, language: str) -> Content:
    """
    The first disputes of a list.

    Args:
        count: How many there are in all.
        what: Of what kind, in words.

    """
    title = say("list-title", language, count=count, what=what)
    lines = [line(dispute, now, language) for dispute in found[:MOST]]
    if count > MOST:
        lines.append(say("list-more", language, count=str(count - MOST)))
    drawn = [section(f"*{title}*")]
    drawn += [section("\n".join(lines[at : at + 10])) for at in range(0, len(lines), 10)]
    return Content(title, drawn)


def modal(
    title: str,
    found: list[Dispute],
    choice: tuple[str, list[tuple[str, str]]],
    now: datetime,
    language: str,
) -> dict[str, Any]:
    """
    A list to press in.

    Args:
        title: What and how many.
        choice: The word of this list, and all lists there are, by what they are called.

    """
    word, lists = choice
    picked = blocks.select(ids.LIST_PICK, lists, word)
    drawn = [section(f"*{title}*"), blocks.actions(picked)]
    drawn += opening("more", found[:IN_MODAL], now, language)
    return blocks.modal(
        ids.LIST_MODAL,
        say("list-pick", language),
        drawn,
        close=say("close", language),
        metadata=about.speaking(language),
    )


def opening(
    verb: str, found: Sequence[Dispute], now: datetime, language: str
) -> list[blocks.Block]:
    """Each line with a button of that verb."""
    return [
        section(line(one, now, language), accessory=board.opening(verb, one, language))
        for one in found
    ]


def line(dispute: Dispute, now: datetime, language: str) -> str:
    who = f"<@{dispute.assignee_id}>" if dispute.assignee_id else say("nobody", language)
    said = say(
        "list-line",
        language,
        number=str(dispute.id),
        cause=label(dispute.cause, language),
        money=stake(dispute, language),
        left=remaining(dispute, now, language),
        owner=who,
    )
    if dispute.merged_into is not None:
        said += f" · {say('list-merged', language, into=f'#{dispute.merged_into}')}"
    return f"{MARKS[urgency(dispute.due_at, now)]} {said}"


def with_buttons(found: list[Dispute], now: datetime, language: str) -> list[blocks.Block]:
    """For Home: each line with a button that opens the case."""
    return [
        section(
            line(dispute, now, language),
            accessory=blocks.button(say("show-case", language), ids.SHOW, dispute.id),
        )
        for dispute in found
    ]
