"""The answers that fit a dispute best, in the buyer's language where we have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from models.records import Turn
from models.replies.files import table
from models.replies.purposes import Purpose
from models.replies.templates import TEAM_LANGUAGE, ReplyTemplate, team_version, templates
from models.tagging.causes import Cause


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer to choose from; without a text while a variable is missing."""

    key: str
    cause: Cause
    purpose: Purpose
    language: str  # English where the buyer's language has no such answer.
    text: str | None
    team_text: str | None  # The same in English.
    missing: tuple[str, ...]


def suggest(
    cause: Cause,
    language: str | None,
    variables: Mapping[str, str],
    *,
    turn: Turn | None = None,
    most: int = 3,
) -> tuple[Suggestion, ...]:
    """Best first; those that can be sent as they stand come before those that lack something."""
    order = _order(cause, turn)
    fitting = [found for purpose in order if (found := _fitting(cause, purpose, language))]
    suggestions = [_suggestion(found, variables) for found in fitting]
    ranked = sorted(
        suggestions, key=lambda found: (bool(found.missing), found.language != language)
    )
    return tuple(ranked[:most])


def _fitting(cause: Cause, purpose: Purpose, language: str | None) -> ReplyTemplate | None:
    known = templates()
    return known.get(f"{language}.{cause}.{purpose}") or known.get(
        f"{TEAM_LANGUAGE}.{cause}.{purpose}"
    )


def _suggestion(found: ReplyTemplate, variables: Mapping[str, str]) -> Suggestion:
    missing = found.missing(variables)
    return Suggestion(
        found.key,
        found.cause,
        found.purpose,
        found.language,
        None if missing else found.render(variables),
        None if missing else team_version(found).render(variables),
        missing,
    )


@cache
def _order(cause: Cause, turn: Turn | None) -> tuple[Purpose, ...]:
    order = table("order")
    first = order["turn"].get(turn.value if turn else "", [])
    named = [Purpose(purpose) for purpose in (*first, *order["cause"][cause.value])]
    return tuple(dict.fromkeys((*named, *Purpose)))
