"""The answers that fit a dispute best, in the buyer's language where we have them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from models.records import Turn
from models.replies.files import table
from models.replies.purposes import Purpose
from models.replies.templates import TEAM_LANGUAGE, ReplyTemplate, find, team_version
from models.replies.tone import Tone
from models.replies.uses import Record
from models.replies.variables import ASKED
from models.tagging.causes import Cause

FIRST, STEP = 0.6, 0.08  # What a reply is believed to keep, by its purpose's place in the order.
AHEAD = 0.04  # The team wrote its own because it fits better.
UNUSED = Record()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer to choose from; without a text while a variable is missing."""

    key: str
    cause: Cause
    purpose: Purpose
    language: str  # English where the buyer's language has no such answer.
    text: str | None
    team_text: str | None  # The same in the team's language, where somebody wrote it.
    missing: tuple[str, ...]
    offers: bool = False  # It speaks of an amount that a person says.
    by_team: bool = False
    record: Record = UNUSED
    worth: float = FIRST
    doubts: tuple[str, ...] = ()  # Numbers of a machine's draft that nobody knows or that changed.

    @property
    def unknown(self) -> tuple[str, ...]:
        """Of what is missing, the facts that no person is asked for."""
        return tuple(name for name in self.missing if name not in ASKED)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is answered: whose turn it is, how the buyer speaks, what the team has and tried."""

    turn: Turn | None = None
    tone: Tone = Tone.CALM
    own: Sequence[ReplyTemplate] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    said: frozenset[str] = frozenset()  # Keys of what this buyer was told already.


PLAIN = Occasion()


def suggest(
    cause: Cause,
    language: str | None,
    variables: Mapping[str, str],
    *,
    occasion: Occasion = PLAIN,
    team: str = TEAM_LANGUAGE,
    most: int = 3,
) -> tuple[Suggestion, ...]:
    """
    Best first.

    The first can be sent as it stands; of the others, what lacks a fact of the order comes last.
    Among equals their worth decides: what their place in the order of purposes lets one believe,
    moved by what their uses in this store kept.

    Args:
        language: The buyer's.
        variables: What is known, and what a person said of it.
        team: The language in which the team reads the same.
        most: How many.

    """
    found = _found(cause, language, variables, occasion, team)
    ranked = sorted(
        found,
        key=lambda one: (
            bool(one.unknown),
            one.language != language,
            one.key in occasion.said,
            -one.worth,
        ),
    )
    whole = next((one for one in ranked if one.text), None)
    return tuple(sorted(ranked, key=lambda one: one is not whole)[:most])


def keys(cause: Cause, language: str | None) -> Iterator[str]:
    """Of the answers that come with us and would fit."""
    fitting = (_built_in(cause, purpose, language) for purpose in Purpose)
    yield from (found.key for found in fitting if found)


def _found(
    cause: Cause,
    language: str | None,
    variables: Mapping[str, str],
    occasion: Occasion,
    team: str,
) -> Iterator[Suggestion]:
    for place, purpose in enumerate(_order(cause, occasion.turn, occasion.tone)):
        built_in = _built_in(cause, purpose, language)
        read = {language, built_in.language if built_in else TEAM_LANGUAGE}
        own = [one for one in occasion.own if one.purpose is purpose and one.language in read]
        for template in (*own, *([built_in] if built_in else [])):
            record = occasion.records.get(template.key, UNUSED)
            belief = FIRST - STEP * place + AHEAD * template.by_team
            yield _suggestion(template, variables, team, record, record.worth(belief))


def _built_in(cause: Cause, purpose: Purpose, language: str | None) -> ReplyTemplate | None:
    own = find(f"{language}.{cause}.{purpose}")
    return own or find(f"{TEAM_LANGUAGE}.{cause}.{purpose}")


def _suggestion(
    template: ReplyTemplate, variables: Mapping[str, str], team: str, record: Record, worth: float
) -> Suggestion:
    missing = template.missing(variables)
    return Suggestion(
        template.key,
        template.cause,
        template.purpose,
        template.language,
        None if missing else template.render(variables),
        None if missing else team_version(template, variables, team),
        missing,
        offers=bool(template.names & ASKED),
        by_team=template.by_team,
        record=record,
        worth=worth,
    )


@cache
def _order(cause: Cause, turn: Turn | None, tone: Tone) -> tuple[Purpose, ...]:
    order = table("order")
    first = order["turn"].get(turn.value if turn else "", [])
    calming = order["tone"].get(tone.value, [])
    named = [Purpose(purpose) for purpose in (*first, *calming, *order["cause"][cause.value])]
    return tuple(dict.fromkeys((*named, *Purpose)))
