"""The case in the card's thread: what happened, who bears it, what helps."""

from collections.abc import Sequence
from typing import Any

from models.case import Weighed
from models.casefile import Casefile
from models.hours.targets import Standing
from models.tagging import because_in
from models.tagging.causes import guide
from models.words import say
from slackbot import ids
from slackbot.views import blocks
from slackbot.views.blocks import Block, Content, escape
from slackbot.views.case import advice, courses, points, wish
from slackbot.views.evidence import checklist
from slackbot.views.plans import plans
from slackbot.views.targets import targets


def brief(
    case: Casefile, weighed: Weighed, language: str, standings: Sequence[Standing] = ()
) -> Content:
    title = f"*{say('case', language)}* · #{case.dispute.id}"
    told = blocks.section(f"{title}\n{_told(case, weighed, language, standings)}")
    text = f"{say('case', language)} #{case.dispute.id}"
    return Content(text, [told, *_moves(case, language)])


def modal(
    case: Casefile, weighed: Weighed, language: str, standings: Sequence[Standing]
) -> dict[str, Any]:
    """The same for one person, to read."""
    title = blocks.plain(f"{say('case', language)} #{case.dispute.id}", 24)
    told = blocks.section(_told(case, weighed, language, standings))
    return blocks.modal(ids.CASE_MODAL, title, [told], close=say("close", language))


def _told(case: Casefile, weighed: Weighed, language: str, standings: Sequence[Standing]) -> str:
    dispute = case.dispute
    known = guide(case.dispute.cause).in_language(language)
    because = because_in(language, case.dispute.because)
    lines = [
        (say("case-cause", language), known.label),
        (say("case-because", language), " · ".join(map(escape, because))),
        (say("case-for", language), points(weighed.for_us, language)),
        (say("case-against", language), points(weighed.against_us, language)),
        (say("case-wish", language), wish(weighed.wish, dispute, language)),
        (say("case-plans", language), plans(case.solutions, language)),
        (say("case-bears", language), known.borne_by),
        (say("case-courses", language), courses(weighed, dispute, language)),
        (say("case-suggested", language), advice(weighed, dispute, language)),
        (say("case-course", language), known.course),
        (say("case-evidence", language), "  ".join(checklist(case, weighed, language))),
        (say("case-ask", language), " · ".join(known.questions)),
        (say("case-targets", language), targets(standings, language)),
        (say("case-next-time", language), known.prevention),
    ]
    return "\n".join(f"*{name}*  {text}" for name, text in lines if text)


def _moves(case: Casefile, language: str) -> list[Block]:
    """More time, where a parcel is on its way and the dispute goes on."""
    if not case.dispute.is_open or case.order is None or case.order.shipped_at is None:
        return []
    extend = blocks.button(say("extend", language), ids.EXTEND, case.dispute.id)
    return [blocks.actions(extend)]
