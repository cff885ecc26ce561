"""A nudge about a dispute; once it no longer holds, it says why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.disputes import Dispute
from models.nudges import Nudge, Rule
from models.records import DueKind
from models.target_nudges import is_over
from models.words import FALLBACK, say
from slackbot import ids
from slackbot.views import blocks, snooze
from slackbot.views.blocks import Block, Content, when
from slackbot.views.card import label, stake
from slackbot.views.targets import missed, missed_in_short


@dataclass(frozen=True)
class Said:
    """A nudge as it was said, and what became of it."""

    nudge: Nudge
    dispute: Dispute
    due_kind: DueKind
    overtaken: bool = False  # A later step was said.
    person: str | None = None  # Whom it calls; None: nobody by name.
    instead_of: str | None = None
    card: str | None = None  # The address of the dispute's card.

    @property
    def number(self) -> str:
        return f"#{self.dispute.id}"


def nudge(said: Said, now: datetime, language: str) -> Content:
    if (over := _over(said, now, language)) is not None:
        return Content(over, [blocks.section(over)])
    text = _text(said, now, language)
    line = f"{_line(said, now, language)} {_whose(said, language)}".strip()
    return Content(text, [blocks.section(line), blocks.actions(*_buttons(said.dispute, language))])


def _text(said: Said, now: datetime, language: str) -> str:
    if said.nudge.rule is Rule.TARGET:
        return missed_in_short(said.nudge, said.number, language)
    left, money = _left(said, now, language), stake(said.dispute, language)
    return say("nudge-text", language, left=left, number=said.number, money=money)


def bundle(told: list[Said], now: datetime, language: str) -> Content:
    """Several to one person: the most urgent first, what is settled below."""
    waiting = [said for said in told if _over(said, now, language) is None]
    waiting.sort(key=lambda said: said.dispute.due_at or said.nudge.limit_at)
    if len(told) == 1:
        return nudge(told[0], now, language)
    if not waiting:
        done = say("bundle-done", language)
        return Content(done, [blocks.section(done)])
    first = waiting[0]
    about = {
        "count": str(len(waiting)),
        "left": _left(first, now, language),
        "number": first.number,
    }
    lines = [_short(said, now, language) for said in waiting[:MOST]]
    over = [_over(said, now, language) or "" for said in told if said not in waiting]
    title = say("bundle" if first.person else "bundle-leads", language, **about)
    drawn = [blocks.section(title), blocks.section("\n".join(lines))]
    if over:
        drawn.append(blocks.context("\n".join(over[:MOST])))
    return Content(say("bundle-text", language, **about), drawn)


MOST = 12  # Lines of a bundle.


def _short(said: Said, now: datetime, language: str) -> str:
    there = say("bundle-card", language)
    return say(
        "bundle-line",
        language,
        left=_left(said, now, language),
        number=said.number,
        money=stake(said.dispute, language),
        cause=label(said.dispute.cause, language),
        where=f"<{said.card}|{there}>" if said.card else there,
    )


def _buttons(dispute: Dispute, language: str) -> list[Block]:
    buttons = [blocks.button(say("reply", language), ids.REPLY, dispute.id, primary=True)]
    if dispute.assignee_id is None and dispute.is_open:
        buttons.insert(0, blocks.button(say("claim", language), ids.CLAIM, dispute.id))
    elif dispute.assignee_id is not None and dispute.waits_for_us:
        buttons.append(snooze.menu(dispute, language))
    return buttons


def _left(said: Said, now: datetime, language: str) -> str:
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
        return say("hours-left", language, hours=str(nudge.step))
    return blocks.left(nudge.limit_at, at, language)


def _line(said: Said, now: datetime, language: str) -> str:
    dispute, nudge = said.dispute, said.nudge
    about = {"number": said.number, "money": stake(dispute, language)}
    if nudge.rule is Rule.TARGET:
        return missed(nudge, said.number, about["money"], language)
    if nudge.rule in {Rule.IDLE, Rule.IDLE_RELEASE}:
        return _idle_line(said, now, language)
    left, at = _left(said, now, language), when(nudge.limit_at)
    if nudge.rule is Rule.RESTARTED:
        return say("nudge-restarted", language, left=left, at=at, **about)
    if nudge.step == 0:
        return say("nudge-passed", language, at=at, **about)
    about["consequence"] = say(f"consequence-{said.due_kind}", language, at=at)
    if nudge.step == 1:
        return say("nudge-last", language, **about)
    return say("nudge-hours", language, left=left, **about)


def _idle_line(said: Said, now: datetime, language: str) -> str:
    nudge, left = said.nudge, _left(said, now, language)
    about = {"number": said.number, "money": stake(said.dispute, language)}
    owner = f"<@{nudge.person}>"
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


def all_over(told: list[Said], now: datetime) -> bool:
    """Whether none of them asks for anything any more."""
    return all(_over(said, now, FALLBACK) is not None for said in told)


def _over(said: Said, now: datetime, language: str) -> str | None:
    """Why it asks for nothing any more; None while it does."""
    if said.due_kind is DueKind.APPEAL and said.nudge.rule is Rule.DEADLINE:
        gone = said.dispute.is_open or now >= said.nudge.limit_at
        return (
            say("nudge-appeal-over", language, number=said.number)
            if gone
            else _folded(said, language)
        )
    if not said.dispute.waits_for_us:
        return _not_ours(said, language)
    if said.nudge.rule in {Rule.IDLE, Rule.IDLE_RELEASE}:
        return _idle_over(said, language)
    if said.nudge.rule is Rule.TARGET:
        return _target_over(said, language)
    return _passed_by(said, language)


def _not_ours(said: Said, language: str) -> str:
    dispute, number = said.dispute, said.number
    if not dispute.is_open:
        outcome = say(f"outcome-{dispute.outcome}" if dispute.outcome else "ended", language)
        return say("nudge-done-closed", language, number=number, outcome=outcome)
    if dispute.platform_handled:
        return say("nudge-done-platform", language, number=number)
    return _answered(said, language)


def _passed_by(said: Said, language: str) -> str | None:
    """Another deadline holds, or a later step of the same one was said."""
    due_at, nudge, number = said.dispute.due_at, said.nudge, said.number
    if due_at is not None and due_at != nudge.limit_at:
        return say("nudge-done-moved", language, number=number, at=when(due_at))
    return _folded(said, language)


def _folded(said: Said, language: str) -> str | None:
    if not said.overtaken:
        return None
    before = say("nudge-before", language, hours=said.nudge.step)
    return say("nudge-overtaken", language, number=said.number, left=before)


def _answered(said: Said, language: str) -> str:
    dispute, margin = said.dispute, ""
    ahead = dispute.due_at or said.nudge.limit_at
    if said.nudge.rule is Rule.DEADLINE and dispute.turn_since < ahead:
        left = blocks.left(said.nudge.limit_at, dispute.turn_since, language)
        margin = say("nudge-margin", language, left=left)
    at = when(dispute.turn_since)
    return say("nudge-done-answered", language, number=said.number, at=at, margin=margin)


def _target_over(said: Said, language: str) -> str | None:
    answered = said.dispute.answered_at
    if answered is None or not is_over(said.nudge, said.dispute):
        return None
    return say("nudge-target-over", language, number=said.number, at=when(answered))


def _idle_over(said: Said, language: str) -> str | None:
    dispute, nudge = said.dispute, said.nudge
    if nudge.rule is Rule.IDLE and dispute.in_hand_since != nudge.limit_at:
        return say("nudge-idle-over", language, number=said.number, owner=f"<@{nudge.person}>")
    if nudge.rule is Rule.IDLE_RELEASE and dispute.assignee_id is not None:
        owner = f"<@{dispute.assignee_id}>"
        return say("nudge-taken", language, number=said.number, owner=owner)
    return None
