"""The answers that fit a dispute best, in the buyer's language where we have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from models.records import Turn
from models.replies.files import table
from models.replies.purposes import Purpose
from models.replies.templates import TEAM_LANGUAGE, ReplyTemplate, find, team_version
from models.replies.variables import ASKED
from models.tagging.causes import Cause


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer to choose from; without a text while a variable is missing."""

    key: str
    cause: Cause
    purpose: Purpose
    language: str  # English where the buyer's language has no such answer.
    text: str | None
    team_text: str | None  # The same in the team's language.
    missing: tuple[str, ...]
    offers: bool = False  # It speaks of an amount that a person says.

    @property
    def unknown(self) -> tuple[str, ...]:
        """Of what is missing, the facts that no person is asked for."""
        return tuple(name for name in self.missing if name not in ASKED)


def suggest(
    cause: Cause,
    language: str | None,
    variables: Mapping[str, str],
    *,
    turn: Turn | None = None,
    team: str = TEAM_LANGUAGE,
    most: int = 3,
) -> tuple[Suggestion, ...]:
    """
    Best first.

    The first can be sent as it stands; of the others, what lacks a fact of the order comes last.

    Args:
        language: The buyer's.
        variables: What is known, and what a person said of it.
        turn: Whose it is.
        team: The language in which the team reads the same.
        most: How many.

    """
    order = _order(cause, turn)
    fitting = [found for purpose in order if (found := _fitting(cause, purpose, language))]
    suggestions = [_suggestion(found, variables, team) for found in fitting]
    ranked = sorted(
        suggestions, key=lambda found: (bool(found.unknown), found.language != language)
    )
    whole = next((found for found in ranked if found.text), None)
    return tuple(sorted(ranked, key=lambda found: found is not whole)[:most])


def _fitting(cause: Cause, purpose: Purpose, language: str | None) -> ReplyTemplate | None:
    own = find(f"{language}.{cause}.{purpose}")
    return own or find(f"{TEAM_LANGUAGE}.{cause}.{purpose}")


def _suggestion(found: ReplyTemplate, variables: Mapping[str, str], team: str) -> Suggestion:
    missing = found.missing(variables)
    return Suggestion(
        found.key,
        found.cause,
        found.purpose,
        found.language,
        None if missing else found.render(variables),
        None if missing else team_version(found, team).render(variables),
        missing,
        offers=bool(found.names & ASKED),
    )


@cache
def _order(cause: Cause, turn: Turn | None) -> tuple[Purpose, ...]:
    order = table("order")
    first = order["turn"].get(turn.value if turn else "", [])
    named = [Purpose(purpose) for purpose in (*first, *order["cause"][cause.value])]
    return tuple(dict.fromkeys((*named, *Purpose)))
