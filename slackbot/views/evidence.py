"""The evidence of a dispute: what helps, what is there, and how to get and hand in the rest."""

from collections.abc import Sequence
from typing import Any

from models.acting.actions import Evidence
from models.case import Weighed
from models.casefile import Casefile
from models.tagging.causes import guide
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, escape, section

MOST_IMAGES = 10


def modal(
    case: Casefile, weighed: Weighed, images: Sequence[Evidence], language: str
) -> dict[str, Any]:
    """
    Args:
        images: That were handed in, newest first.

    """
    drawn = [section("\n".join(checklist(case, weighed, language)))]
    drawn += [_image(image, language) for image in images[:MOST_IMAGES]]
    number = str(case.dispute.id)
    drawn.append(blocks.context(say("evidence-hand-in", language, number=f"#{number}")))
    return blocks.modal(
        ids.EVIDENCE_MODAL,
        blocks.plain(say("evidence-title", language, number=number), 24),
        drawn,
        close=say("close", language),
        metadata=about.written(case.dispute, language),
    )


def checklist(case: Casefile, weighed: Weighed, language: str) -> list[str]:
    """Ticked where the desk has it; how to get the rest."""
    known = guide(case.dispute.cause).in_language(language)
    tracked = [f"{'✔' if case.parcel else '☐'} {known.tracking}"] if known.tracking else []
    named = zip(known.evidence, known.ways, weighed.ticked, strict=True)
    return [*tracked, *(_piece(*one) for one in named)]


def _piece(what: str, way: str, is_there: bool) -> str:
    return f"✔ {what}" if is_there else f"☐ {what} ({way})"


def _image(image: Evidence, language: str) -> Block:
    size = str(max(1, image.size // 1024))
    line = say("act-image", language, name=escape(image.name, 80), size=size)
    if image.content is None:  # It was sent, and is not kept.
        return section(f"✔ {line}")
    button = blocks.button(say("send-image", language), ids.SEND_IMAGE, image.id)
    return section(line, accessory=button)
