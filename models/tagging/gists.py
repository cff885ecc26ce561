"""A few words of what was understood, for readers who do not know the buyer's language."""

from functools import cache
from typing import Any

from models.records import Facts
from models.tagging.causes import Cause, guide
from models.tagging.complaints import Complaint, Tag
from models.tagging.evidence import signs
from models.tagging.files import table
from models.tagging.spans import Span, spans
from models.tagging.weighing import supporting

_MOST_EVENTS = 2
_TIMELY = frozenset({Cause.L1, Cause.L2})  # Where how long it took is the point.
_WORN = frozenset({Cause.P6, Cause.P7})


def gist(complaint: Complaint, tag: Tag, language: str) -> str:
    """In English, or in Chinese; any other language reads the English."""
    language = "zh" if language == "zh" else "en"
    events = [sign.event for sign in supporting(tag.cause, signs(complaint))]
    named = [_words()["events"][event][language] for event in events if event in _words()["events"]]
    pieces = list(dict.fromkeys(named))[:_MOST_EVENTS] or [
        guide(tag.cause).in_language(language).label
    ]
    pieces += _how_long(complaint, tag.cause, language)
    joined: str = _words()["joined"][language].join(pieces)
    return joined


@cache
def _words() -> dict[str, Any]:
    return table("gists")


def _how_long(complaint: Complaint, cause: Cause, language: str) -> list[str]:
    if cause in _TIMELY and (by_facts := _by_facts(complaint.facts, language)):
        return [by_facts]
    if cause in _TIMELY | _WORN:
        return [_span(span, language) for span in spans(complaint.text or "")[:1]]
    return []


def _by_facts(facts: Facts, language: str) -> str | None:
    elapsed = facts.delivered_after_days or facts.days_since_ship or facts.days_since_order
    promised = facts.promised_days
    if elapsed is None or promised is None:
        return None
    words = _words()["facts"]
    if elapsed > promised:
        return str(words["overdue"][language].format(n=elapsed - promised))
    return str(words["in_time"][language].format(n=elapsed, m=promised))


def _span(span: Span, language: str) -> str:
    return str(_words()["spans"][span.unit][language].format(n=span.count))
