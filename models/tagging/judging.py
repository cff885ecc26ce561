"""Facts, reason and text weighed together: the cause, how sure it is, and what decided it."""

from collections.abc import Iterable, Mapping, Sequence

from models.tagging.becauses import fact
from models.tagging.causes import Cause
from models.tagging.complaints import Complaint, Tag
from models.tagging.evidence import signs
from models.tagging.features import features
from models.tagging.learned import Heard
from models.tagging.settling import joined, settled, told_by
from models.tagging.signs import Sign, Source
from models.tagging.weighing import chances as chances_by_rules
from models.tagging.weighing import softened, speaks_for, supporting
from models.tagging.weights import weights
from models.tagging.words import Token, read

_MOST_QUOTES = 4
_MOST_WORDS = 2  # Quoted where no phrase of the lexicon decided.


def tag(complaint: Complaint, taught: Cause | None = None, by: Sequence[int] = ()) -> Tag:
    """
    Args:
        taught: What people settled for complaints of this kind; only facts speak louder.
        by: The numbers of the disputes that taught it.

    """
    found = signs(complaint)
    text, words = read(complaint.text or "")
    by_rules = chances_by_rules(found)
    heard = Heard(words)
    learned = softened(heard.log_odds(features(complaint, found, by_rules)))
    chances = settled(told_by(taught, joined(learned, by_rules)), found)
    cause, second = sorted(chances, key=lambda one: -chances[one])[:2]
    because = _because(cause, found)
    if not any(quote.startswith("“") for quote in because):
        because = (*because, *_words(text, words, heard.telling(cause)))
    if cause is taught:
        because = (fact("taught", numbers=", ".join(f"#{one}" for one in by)), *because)
    also = _also(cause, found, chances)
    return Tag(cause, round(chances[cause], 3), also, because, second)


def _also(cause: Cause, found: Iterable[Sign], chances: Mapping[Cause, float]) -> tuple[Cause, ...]:
    least = weights().also
    mentioned = {
        other
        for sign in found
        if sign.source is not Source.REASON and sign.strength >= least
        if (other := speaks_for(sign)) is not None and other is not cause
    }
    return tuple(sorted(mentioned, key=lambda other: (-chances[other], other)))


def _because(cause: Cause, found: Iterable[Sign]) -> tuple[str, ...]:
    quotes = [sign.quote for sign in supporting(cause, found) if sign.quote]
    return tuple(dict.fromkeys(quotes))[:_MOST_QUOTES]


def _words(text: str, words: Sequence[Token], telling: Sequence[int]) -> list[str]:
    """The buyer's words that weighed most, in their order."""
    places = sorted(telling[:_MOST_WORDS])
    return list(dict.fromkeys(f"“{text[words[at].start : words[at].end]}”" for at in places))
