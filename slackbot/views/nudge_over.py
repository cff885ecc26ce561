"""What was said in a nudge, and why it asks for nothing any more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.disputes import Dispute
from models.nudging.nudges import Nudge, Rule
from models.nudging.target_nudges import is_over
from models.records import DueKind
from models.words import FALLBACK, say
from slackbot.views.blocks import when

TWO_DAYS = timedelta(days=2)


@dataclass(frozen=True)
class Said:
    """A nudge as it was said, and what became of it."""

    nudge: Nudge
    dispute: Dispute
    due_kind: DueKind
    overtaken: bool = False  # A later step was said.
    anew: bool = False  # It is the first word of a clock that began anew.
    person: str | None = None  # Whom it calls; None: nobody by name.
    instead_of: str | None = None
    card: str | None = None  # The address of the dispute's card.
    answered_by: str | None = None  # As far as it is known.
    unnamed: bool = False  # Its person rests, and a name would call them.

    @property
    def number(self) -> str:
        return f"#{self.dispute.id}"


def all_over(told: list[Said], now: datetime) -> bool:
    """Whether none of them asks for anything any more."""
    return all(over(said, now, FALLBACK) is not None for said in told)


def over(said: Said, now: datetime, language: str) -> str | None:
    """Why it asks for nothing any more; None while it does."""
    if said.due_kind is DueKind.APPEAL and said.nudge.rule is Rule.DEADLINE:
        gone = said.dispute.is_open or now >= said.nudge.limit_at
        return (
            say("nudge-appeal-over", language, number=said.number)
            if gone
            else _folded(said, language)
        )
    if not said.dispute.waits_for_us:
        return _not_ours(said, now, language)
    if said.nudge.rule in {Rule.IDLE, Rule.IDLE_RELEASE}:
        return _idle_over(said, language)
    if said.nudge.rule is Rule.TARGET:
        return _target_over(said, language)
    return _passed_by(said, language)


def _not_ours(said: Said, now: datetime, language: str) -> str:
    dispute, number = said.dispute, said.number
    if not dispute.is_open:
        outcome = say(f"outcome-{dispute.outcome}" if dispute.outcome else "ended", language)
        about = {"number": number, "outcome": outcome, "at": when(dispute.closed_at or now)}
        return say("nudge-done-closed", language, by=_by(dispute.closed_by, language), **about)
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
    dispute, limit = said.dispute, said.nudge.limit_at
    in_time = said.nudge.rule is Rule.DEADLINE and dispute.turn_since < limit
    about = {
        "number": said.number,
        "by": _by(said.answered_by, language),
        "at": when(dispute.turn_since),
        "margin": _margin(limit - dispute.turn_since, language) if in_time else "",
    }
    return say("nudge-done-answered", language, **about)


def _by(person: str | None, language: str) -> str:
    return say("nudge-by", language, person=f"<@{person}>") if person else ""


def _margin(span: timedelta, language: str) -> str:
    """Exact below two days: it is what was won."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if span >= TWO_DAYS:
        told = [say("span-days", language, count=str(span.days))]
    else:
        told = [say("span-hours", language, count=str(hours))] if hours else []
        told.append(say("span-minutes", language, count=str(minutes)))
    return say("nudge-margin", language, left=" ".join(told))


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
