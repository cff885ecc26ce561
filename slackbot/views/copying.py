"""Where the desk may not write: the text to copy, and the way to the platform's own page."""

from typing import Any

from models.disputes import Dispute
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import section
from slackbot.views.send import verbatim


def modal(
    dispute: Dispute, why: str, link: str, language: str, text: str | None = None
) -> dict[str, Any]:
    """
    Args:
        why: The sentence that says why it is done by hand.
        text: What to copy; there is none for moves without words.

    """
    drawn = [section(why)]
    if text:
        drawn += [section(say("copy-text", language)), verbatim(text)]
    drawn.append(section(say("open-seller-center", language, link=link, number=f"#{dispute.id}")))
    return blocks.modal(
        ids.COPY_MODAL,
        blocks.plain(say("copy-title", language, number=str(dispute.id)), 24),
        drawn,
        close=say("close", language),
        metadata=about.written(dispute, language),
    )
