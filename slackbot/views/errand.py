"""How something that was sent to the platform stands, in the card's thread."""

from typing import Any

from models.acting.actions import UNSETTLED, ActionState, Evidence, PlatformAction
from models.disputes import Dispute
from models.orders import Order
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
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
        what = _handing_in(image, language)
    line = _line(action, what, f"#{dispute.id}", language)
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
    return Content(line, drawn)


def _handing_in(image: Evidence, language: str) -> str:
    size = str(max(1, image.size // 1024))
    return say("act-image", language, name=escape(image.name, 80), size=size)


def handed_in(image: Evidence, dispute: Dispute, language: str, *, approved: bool) -> Content:
    """An image came through another door: it waits for a person's word."""
    what, number = _handing_in(image, language), f"#{dispute.id}"
    if approved or not dispute.is_open:
        line = say("image-decided", language, what=what, number=number)
        return Content(line, [section(line)])
    line = say("image-waits", language, what=what, number=number)
    button = blocks.button(say("send-image", language), ids.SEND_IMAGE, image.id)
    return Content(line, [section(line), blocks.actions(button)])


def look_at_image(image: Evidence, dispute: Dispute, language: str) -> dict[str, Any]:
    number = f"#{dispute.id}"
    about_it = say(
        "send-target",
        language,
        number=number,
        order=blocks.short_id(dispute.order_id),
        buyer=escape(blocks.masked(dispute.buyer)) or "–",
    )
    drawn = [section(f"*{_handing_in(image, language)}*"), section(about_it)]
    drawn.append(blocks.context(say("send-once", language)))
    return blocks.modal(
        ids.IMAGE_CONFIRM,
        blocks.plain(say("send-look", language), 24),
        drawn,
        submit=say("send-now", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language, evidence=image.id),
    )


def extension(
    action: PlatformAction, order: Order, language: str, to: str | None = None
) -> Content:
    """More time for an order without a dispute, in the reminder's thread."""
    number = blocks.short_id(order.order_id)
    line = _line(action, described(action, language), number, language)
    return Content(line, [section(f"<@{to}> {line}" if to else line)])


def _line(action: PlatformAction, what: str, number: str, language: str) -> str:
    told = {"what": what, "number": number, "person": f"<@{action.approved_by}>"}
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
