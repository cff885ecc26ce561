"""How something that was sent to the platform stands, in the card's thread."""

from models.actions import UNSETTLED, ActionState, Evidence, PlatformAction
from models.disputes import Dispute
from models.words import say
from slackbot import ids
from slackbot.views import blocks
from slackbot.views.blocks import Block, Content, escape, section, when
from slackbot.views.send import described

LONGEST_TEXT = 500


def errand(
    action: PlatformAction,
    dispute: Dispute,
    image: Evidence | None,
    link: str,
    language: str,
    to: str | None = None,
) -> Content:
    """
    Args:
        link: The dispute at the platform.
        to: The person whom this message calls; without it the message just tells.

    """
    what = described(action, language)
    if image is not None:
        size = str(max(1, image.size // 1024))
        what = say("act-image", language, name=escape(image.name, 80), size=size)
    line = _line(action, what, dispute, language)
    said = f"<@{to}> {line}" if to else line
    drawn: list[Block] = [section(said)]
    if action.text and to is None:
        drawn.append(section(f"> {escape(action.text, LONGEST_TEXT)}"))
    if to and action.state in UNSETTLED:
        number = f"#{dispute.id}"
        drawn.append(section(say("open-seller-center", language, link=link, number=number)))
        if dispute.is_open:
            drawn.append(
                blocks.actions(
                    blocks.button(say("send-again", language), ids.SEND_AGAIN, action.id)
                )
            )
    return Content(f"#{dispute.id} {line}", drawn)


def _line(action: PlatformAction, what: str, dispute: Dispute, language: str) -> str:
    told = {"what": what, "number": f"#{dispute.id}", "person": f"<@{action.approved_by}>"}
    match action.state:
        case ActionState.SENT:
            at = when(action.ended_at or action.approved_at)
            return say("action-sent", language, at=at, **told)
        case ActionState.UNCLEAR:
            return say("action-unclear", language, why=escape(action.error), **told)
        case ActionState.FAILED:
            return say("action-failed", language, why=escape(action.error), **told)
        case _:
            return say("action-on-its-way", language, **told)
