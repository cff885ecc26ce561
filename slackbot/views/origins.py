"""Where disputes come from, in a lead's words: what rose, where, since when, and why."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from models.figures import Origin
from models.figures.rising import Risen
from models.tagging.causes import Cause
from models.words import say
from slackbot.views import blocks
from slackbot.views.blocks import escape
from slackbot.views.phrases import label


def named(origin: str, name: str, language: str) -> str:
    if origin == Origin.CAUSE:
        return label(Cause(name), language)
    if origin == Origin.COUNTRY:
        return escape(blocks.country(name, language), 40)
    return escape(name, 60)


def risen(told: Mapping[str, Any], language: str) -> str:
    """One line: more than usual, all of one thing, since then, of so many; the likely reason."""
    one = Risen(**told)
    counts = {"now": str(one.now), "usual": f"{one.usual:g}"}
    said = say("risen", language, name=named(one.origin, one.name, language), **counts)
    if more := say("risen-comma", language).join(_more(one, language)):
        said += say("risen-more", language, more=more)
    reason = one.name if one.origin == Origin.CAUSE else one.cause
    return said + (say("risen-reason", language, reason=why(reason, language)) if reason else "")


def why(cause: str, language: str) -> str:
    """Where to look first, as a rule."""
    return say(f"reason-{cause}", language)


def _more(one: Risen, language: str) -> Iterator[str]:
    if one.cause:
        yield say("risen-cause", language, cause=label(Cause(one.cause), language))
    if one.where:
        origin, name, count = one.where
        place = named(origin, name, language)
        if count == one.now:
            yield say(f"risen-all-{origin}", language, name=place)
        else:
            told = {"count": str(count), "now": str(one.now)}
            yield say(f"risen-most-{origin}", language, name=place, **told)
    if one.since:
        since = blocks.day(datetime.fromisoformat(one.since))
        yield say("risen-since", language, since=since)
    if one.shipped:
        yield _shipped(one.shipped, language)


def _shipped(counts: list[int], language: str) -> str:
    part, whole, *before = (str(count) for count in counts)
    said = say("risen-shipped", language, part=part, whole=whole)
    if before:
        said += say("risen-shipped-before", language, part=before[0], whole=before[1])
    return said
