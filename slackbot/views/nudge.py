"""A nudge about a dispute; once it no longer holds, it says why."""

from datetime import datetime, timedelta

from models.disputes import Dispute
from models.nudging.nudges import Rule
from models.words import say
from slackbot import ids
from slackbot.views import blocks, board, snooze
from slackbot.views.blocks import Block, Content, when
from slackbot.views.nudge_over import Said, over
from slackbot.views.phrases import stake
from slackbot.views.targets import missed, missed_in_short


def nudge(said: Said, now: datetime, language: str) -> Content:
    if (ended := over(said, now, language)) is not None:
        return Content(ended, [blocks.section(ended)])
    text = _text(said, now, language)
    anew = say("nudge-anew", language) if said.anew else ""
    told = _line(said, now, language), anew, _whose(said, language)
    line = " ".join(part for part in told if part)
    return Content(text, [blocks.section(line), blocks.actions(*_buttons(said.dispute, language))])


def _text(said: Said, now: datetime, language: str) -> str:
    if said.nudge.rule is Rule.TARGET:
        return missed_in_short(said.nudge, said.number, language)
    left, money = time_left(said, now, language), stake(said.dispute, language)
    return say("nudge-text", language, left=left, number=said.number, money=money)


def _buttons(dispute: Dispute, language: str) -> list[Block]:
    if not dispute.is_open:  # An appeal is made in Seller Center; here its case can be read.
        return [board.opening(verb, dispute, language) for verb in ("case", "more")]
    buttons = [blocks.button(say("reply", language), ids.REPLY, dispute.id, primary=True)]
    if dispute.assignee_id is None:
        its = dispute.merged_into or dispute.id
        buttons.insert(0, blocks.button(say("claim", language), ids.CLAIM, its))
    elif dispute.waits_for_us:
        buttons.append(snooze.menu(dispute, language))
    return buttons


def time_left(said: Said, now: datetime, language: str) -> str:
    """
    What was left when it was said.

    A step that fires on time names its own hours; one that stands for several says the truth.
    """
    nudge = said.nudge
    at = nudge.sent_at or now
    if nudge.rule in {Rule.IDLE, Rule.IDLE_RELEASE} and said.dispute.due_at is not None:
        return blocks.left(said.dispute.due_at, at, language)
    late = at - (nudge.limit_at - timedelta(hours=nudge.step))
    if nudge.step and nudge.rule is Rule.DEADLINE and abs(late) < timedelta(hours=1):
        days, hours = divmod(nudge.step, 24)
        if days > 3 and not hours:  # noqa: PLR2004 - up to three days people count in hours.
            return say("days-left", language, days=str(days))
        return say("hours-left", language, hours=str(nudge.step))
    return blocks.left(nudge.limit_at, at, language)


def _line(said: Said, now: datetime, language: str) -> str:
    dispute, nudge = said.dispute, said.nudge
    about = {"number": said.number, "money": stake(dispute, language)}
    if nudge.rule is Rule.TARGET:
        return missed(nudge, said.number, about["money"], language)
    if nudge.rule in {Rule.IDLE, Rule.IDLE_RELEASE}:
        return _idle_line(said, now, language)
    left, at = time_left(said, now, language), when(nudge.limit_at)
    if nudge.rule is Rule.RESTARTED:
        return say("nudge-restarted", language, left=left, at=at, **about)
    if nudge.step == 0:
        return say("nudge-passed", language, at=at, **about)
    about["consequence"] = say(f"consequence-{said.due_kind}", language, at=at)
    if nudge.step == 1:
        return say("nudge-last", language, **about)
    return say("nudge-hours", language, left=left, **about)


def _idle_line(said: Said, now: datetime, language: str) -> str:
    nudge, left = said.nudge, time_left(said, now, language)
    about = {"number": said.number, "money": stake(said.dispute, language)}
    owner = say("nudge-its-owner", language) if said.unnamed else f"<@{nudge.person}>"
    if nudge.rule is Rule.IDLE:
        since = when(nudge.limit_at)
        return say("nudge-idle", language, owner=owner, since=since, left=left, **about)
    return say("nudge-given-back", language, owner=owner, left=left, **about)


def _whose(said: Said, language: str) -> str:
    owner = said.dispute.assignee_id
    if said.nudge.rule in {Rule.IDLE, Rule.IDLE_RELEASE} or not said.dispute.is_open:
        return ""
    if owner is None:
        return say("nudge-nobody", language)
    if said.instead_of == owner and said.person is not None:
        person = f"<@{said.person}>"
        return say("nudge-instead", language, person=person, owner=f"<@{owner}>")
    # Where they hear of it elsewhere, this says whose it is and does not call.
    return say("nudge-for", language, owner=f"<@{owner}>") if said.person else ""
