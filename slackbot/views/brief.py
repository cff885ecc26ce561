"""The case in the card's thread: what happened, who bears it, what helps."""

from models.casefile import Casefile
from models.disputes import Solution
from models.tagging.causes import guide
from models.words import say
from slackbot.views import blocks
from slackbot.views.blocks import Content, escape
from slackbot.views.card import label


def brief(case: Casefile, language: str) -> Content:
    known = guide(case.dispute.cause)
    lines = [
        (say("case-cause", language), label(case.dispute.cause, language)),
        (say("case-because", language), ", ".join(map(escape, case.dispute.because))),
        (say("case-bears", language), known.borne_by),
        (say("case-course", language), known.course),
        (say("case-evidence", language), _ticked(case, known.evidence)),
        (say("case-ask", language), " · ".join(known.questions)),
        (say("case-plans", language), _plans(case.solutions, language)),
        (say("case-next-time", language), known.prevention),
    ]
    title = f"*{say('case', language)}* · #{case.dispute.id}"
    said = "\n".join(f"*{name}*  {text}" for name, text in lines if text)
    return Content(
        f"{say('case', language)} #{case.dispute.id}", [blocks.section(f"{title}\n{said}")]
    )


def _ticked(case: Casefile, evidence: tuple[str, ...]) -> str:
    """The checklist, ticked where the parcel's own record already is the evidence."""
    tracked = bool(case.parcel)
    return "  ".join(
        f"{'✔' if tracked and 'track' in item.lower() else '☐'} {item}" for item in evidence
    )


def _plans(solutions: list[Solution], language: str) -> str:
    return "; ".join(_plan(solution, language) for solution in solutions[-4:])


def _plan(solution: Solution, language: str) -> str:
    return say(
        "plan-line",
        language,
        owner=say(f"owner-{solution.owner}", language),
        kind=escape(solution.kind, 40),
        money=blocks.money(solution.amount_usd, "USD")
        or blocks.money(solution.amount, escape(solution.currency, 3)),
        status=escape(solution.status, 60) or "–",
    )
