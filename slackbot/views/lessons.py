"""What to change after a week or a month: each lesson one sentence, its disputes behind it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from models.figures.lessons import Kind, Lesson
from models.hotspots.spots import Kind as SpotKind
from models.tagging.causes import Cause
from models.words import say
from slackbot.views import figures, origins
from slackbot.views.blocks import escape
from slackbot.views.phrases import label, numbers

MOST_SUMS = 3


def lesson(told: Mapping[str, Any], language: str) -> str:
    one = Lesson(**told)
    said = _SAID[Kind(one.kind)](one, language)
    named = numbers(one.numbers) + (" …" if one.count > len(one.numbers) else "")
    sums = " + ".join(f"{escape(c, 3)} {total}" for c, total in one.costs[:MOST_SUMS])
    behind = say("lesson-behind", language, sums=sums) if sums else ""
    return say("lesson", language, said=said, behind=behind, numbers=named)


# What is known of each kind besides, where the search that found it says so.
_KNOWN: dict[SpotKind, tuple[str, ...]] = {
    SpotKind.RATE: ("disputed", "orders"),
    SpotKind.PROMISE: ("promise", "promised"),
    SpotKind.DROP: ("currency", "earned", "lost"),
    SpotKind.MISMATCH: ("buyers", "of"),
}
_HAS_ITS_CURE = frozenset({SpotKind.PROMISE, SpotKind.MISMATCH})


def _hot_spot(one: Lesson, language: str) -> str:
    about, spot = one.about, SpotKind(one.about["spot"])
    told = {"name": escape(about["called"], 80), "count": str(one.count)}
    said = say(f"lesson-spot-{spot}", language, **told)
    figures_of = about["figures"]
    known = next(iter(figures_of.get("money") or [figures_of]))
    if all(name in known for name in _KNOWN[spot]):
        of = {name: escape(str(known[name]), 20) for name in _KNOWN[spot]}
        said += say(f"lesson-spot-{spot}-known", language, **of)
    if about["cause"] and spot not in _HAS_ITS_CURE:
        cause = Cause(about["cause"])
        reason = origins.why(cause, language)
        said += say("lesson-because", language, cause=label(cause, language), reason=reason)
    return said


def _risen(one: Lesson, language: str) -> str:
    return origins.risen(one.about, language)


def _noted(one: Lesson, language: str) -> str:
    about = one.about
    return say(
        "lesson-noted",
        language,
        cause=label(Cause(about["cause"]), language),
        count=str(one.count),
        note=escape(about["note"], 200),
    )


def _silent(one: Lesson, language: str) -> str:
    had = [say("lesson-nobody", language, count=str(n))] if (n := one.about["nobody"]) else []
    had += [f"<@{who}> {count}" for who, count in one.about["people"]]
    told = {"count": str(one.count)}
    return say("lesson-silent", language, had=", ".join(had), **told)


def _slow(one: Lesson, language: str) -> str:
    median, p90 = (
        figures.span_of(timedelta(seconds=one.about[name]), language) for name in ("median", "p90")
    )
    counts = {name: str(one.about[name]) for name in ("slow", "count")}
    return say("lesson-slow", language, median=median, p90=p90, **counts)


_SAID: dict[Kind, Callable[[Lesson, str], str]] = {
    Kind.HOT_SPOT: _hot_spot,
    Kind.RISEN: _risen,
    Kind.NOTED: _noted,
    Kind.SILENT: _silent,
    Kind.SLOW: _slow,
}
