"""Several nudges to one person or one channel in one message."""

from datetime import datetime

from models.nudging.nudges import Rule
from models.records import DueKind
from models.words import FALLBACK, say
from slackbot.views import blocks
from slackbot.views.blocks import Content
from slackbot.views.nudge import nudge, time_left
from slackbot.views.nudge_over import Said, over
from slackbot.views.phrases import label, stake

MOST = 12  # Lines.


def bundle(told: list[Said], now: datetime, language: str) -> Content:
    """Several to one person: the most urgent first, what is settled below."""
    waiting = _waiting(told, now)
    if len({said.number for said in told}) == 1:
        return nudge((waiting or told)[0], now, language)
    if not waiting:
        done = say("bundle-done", language)
        return Content(done, [blocks.section(done)])
    first = waiting[0]
    about: dict[str, str | int] = {
        "count": len(waiting),
        "left": time_left(first, now, language),
        "number": first.number,
    }
    lines = [_short(said, now, language) for said in waiting[:MOST]]
    ends = dict.fromkeys(over(said, now, language) for said in told)
    settled = [line for line in ends if line is not None]
    title = say("bundle" if first.person else "bundle-leads", language, **about)
    drawn = [blocks.section(title), blocks.section("\n".join(lines))]
    if settled:
        drawn.append(blocks.context("\n".join(settled[:MOST])))
    return Content(say("bundle-text", language, **about), drawn)


def _waiting(told: list[Said], now: datetime) -> list[Said]:
    """One for each dispute that still asks for something: what was said of it last."""
    asking = [said for said in told if over(said, now, FALLBACK) is None]
    asking.sort(key=lambda said: (said.nudge.rule is Rule.IDLE, said.nudge.sent_at or now))
    latest = {said.number: said for said in asking}
    return sorted(latest.values(), key=lambda said: said.dispute.due_at or said.nudge.limit_at)


def _short(said: Said, now: datetime, language: str) -> str:
    there = say("bundle-card", language)
    other = said.due_kind is not DueKind.RESPOND
    return say(
        "bundle-line",
        language,
        left=time_left(said, now, language),
        number=said.number,
        what=say(f"bundle-what-{said.due_kind}", language) if other else "",
        money=stake(said.dispute, language),
        cause=label(said.dispute.cause, language),
        where=f"<{said.card}|{there}>" if said.card else there,
    )
