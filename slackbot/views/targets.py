"""The team's own targets in words; the platform's deadline stands elsewhere."""

from collections.abc import Sequence

from models.hours.targets import Standing, Target
from models.nudging.nudges import Nudge
from models.nudging.target_nudges import TARGETS
from models.words import say
from slackbot.views.blocks import when


def targets(standings: Sequence[Standing], language: str) -> str:
    """The first response, the newest of those after it, and the end."""
    newest = {one.target: one for one in standings}  # The last of a kind stays.
    return " · ".join(_line(newest[target], language) for target in Target if target in newest)


def _line(one: Standing, language: str) -> str:
    what = say(f"target-{one.target}", language)
    if one.met_at is not None:
        at = when(one.met_at)
        if one.was_late:
            return say("target-late", language, what=what, at=at)
        return say("target-met", language, what=what, at=at)
    if one.due_at is not None:
        return say("target-due", language, what=what, at=when(one.due_at))
    hours, minutes = divmod(int(one.left.total_seconds()) // 60, 60)
    return say("target-paused", language, what=what, left=f"{hours}:{minutes:02}")


def missed(nudge: Nudge, number: str, money: str, language: str) -> str:
    """What the leads are told, once; the platform's deadline is another one."""
    what = say(f"target-{TARGETS[nudge.step]}", language)
    at = when(nudge.limit_at)
    return say("nudge-target", language, what=what, number=number, at=at, money=money)


def missed_in_short(nudge: Nudge, number: str, language: str) -> str:
    """For phones and screen readers."""
    what = say(f"target-{TARGETS[nudge.step]}", language)
    return say("nudge-target-text", language, what=what, number=number)
