"""A deadline's nudge in the card's thread; once it no longer holds, it says why."""

from datetime import datetime, timedelta

from models.disputes import Dispute
from models.nudges import Nudge
from models.words import say
from slackbot import ids
from slackbot.views import blocks
from slackbot.views.blocks import Content, when
from slackbot.views.card import stake


def nudge(dispute: Dispute, said: Nudge, now: datetime, language: str) -> Content:
    number = f"#{dispute.id}"
    if (over := _over(dispute, said, number, language)) is not None:
        return Content(over, [blocks.section(over)])
    who = (
        say("nudge-for", language, owner=f"<@{dispute.assignee_id}>")
        if dispute.assignee_id
        else say("nudge-nobody", language)
    )
    buttons = [blocks.button(say("reply", language), ids.REPLY, dispute.id, primary=True)]
    if dispute.assignee_id is None:
        buttons.insert(0, blocks.button(say("claim", language), ids.CLAIM, dispute.id))
    line = f"{_line(dispute, said, number, now, language)} {who}"
    left = _left(said, now, language)
    text = say("nudge-text", language, left=left, number=number, money=stake(dispute, language))
    return Content(text, [blocks.section(line), blocks.actions(*buttons)])


def _left(said: Nudge, now: datetime, language: str) -> str:
    """
    What was left when it was said.

    A step that fires on time names its own hours; one that stands for several says the truth.
    """
    late = (said.sent_at or now) - said.due_at
    if said.step and late < timedelta(hours=1):
        return say("hours-left", language, hours=str(said.step))
    return blocks.left(said.limit_at, said.sent_at or now, language)


def _line(dispute: Dispute, said: Nudge, number: str, now: datetime, language: str) -> str:
    about = {"number": number, "money": stake(dispute, language), "at": when(said.limit_at)}
    if said.step == 0:
        return say("nudge-passed", language, **about)
    if said.step == 1:
        return say("nudge-last", language, **about)
    return say("nudge-hours", language, left=_left(said, now, language), **about)


def _over(dispute: Dispute, said: Nudge, number: str, language: str) -> str | None:
    if not dispute.is_open:
        outcome = say(f"outcome-{dispute.outcome}" if dispute.outcome else "ended", language)
        return say("nudge-done-closed", language, number=number, outcome=outcome)
    if dispute.platform_handled:
        return say("nudge-done-platform", language, number=number)
    if not dispute.waits_for_us:
        at = when(dispute.turn_since)
        return say("nudge-done-answered", language, number=number, at=at)
    if dispute.due_at is not None and dispute.due_at != said.limit_at:
        return say("nudge-done-moved", language, number=number, at=when(dispute.due_at))
    return None
