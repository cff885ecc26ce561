"""What every view says of a dispute in the same words: its cause, money, time, turn and owner."""

from collections.abc import Iterable
from datetime import datetime

from models.deadlines import Urgency, urgency
from models.disputes import Dispute
from models.periods import Stretch
from models.records import Turn
from models.tagging.causes import Cause, guide
from models.words import say
from slackbot.views import blocks
from slackbot.views.blocks import escape, money, when

MARKS = {Urgency.NOW: "🔴", Urgency.TODAY: "🟠", Urgency.SOON: "🟡", Urgency.LATER: "⚪"}
PLATFORM_MARK = "🅰"


def label(cause: Cause, language: str) -> str:
    return guide(cause).in_language(language).label


def stake(dispute: Dispute, language: str) -> str:
    return money(dispute.amount, dispute.currency) or say("no-amount", language)


def remaining(dispute: Dispute, now: datetime, language: str) -> str:
    if dispute.due_at is None:
        return say("no-deadline", language)
    return blocks.left(dispute.due_at, now, language)


def summary(dispute: Dispute, now: datetime, language: str) -> str:
    """What a phone and a screen reader say."""
    said = (label(dispute.cause, language), stake(dispute, language))
    return " · ".join((*said, remaining(dispute, now, language), f"#{dispute.id}"))


def mark(dispute: Dispute, now: datetime) -> str:
    return PLATFORM_MARK if dispute.platform_handled else MARKS[urgency(dispute.due_at, now)]


def standing(dispute: Dispute, language: str) -> str:
    """Whose turn it is, and who has it."""
    if dispute.platform_handled:
        return say("handled-by-platform", language)
    return f"{turn(dispute, language)} · {owner(dispute, language)}"


def turn(dispute: Dispute, language: str) -> str:
    match dispute.turn:
        case Turn.OURS:
            return say(f"turn-ours-{dispute.due_kind}", language)
        case Turn.UNMAPPED:
            return say("turn-unmapped", language, raw=escape(dispute.raw_status, 60))
        case other:
            return say(f"turn-{other}", language, since=when(dispute.turn_since))


def owner(dispute: Dispute, language: str) -> str:
    if dispute.assignee_id is None or dispute.claimed_at is None:
        return say("nobody", language)
    since = when(dispute.claimed_at, "{time}")
    return say("has-it", language, owner=f"<@{dispute.assignee_id}>", since=since)


def numbers(of: Iterable[int]) -> str:
    """Disputes as people name them."""
    return ", ".join(f"#{number}" for number in of)


def named(stretch: Stretch, language: str) -> str:
    """A day, a week or a month, as a sentence names it."""
    first, last = stretch.first.isoformat(), stretch.last.isoformat()
    return say(f"stretch-{stretch.period}", language, first=first, last=last, month=first[:7])
