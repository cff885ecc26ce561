"""What the rules make of the signs: the family first, then the kind within it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp

from models.tagging.causes import Cause
from models.tagging.signs import Sign
from models.tagging.weights import EventWeight, weights

_KINDS: dict[str, tuple[Cause, ...]] = {
    "transit": (Cause.L1, Cause.L2),
    "return": (Cause.L3, Cause.B1, Cause.B4, Cause.B5),
    "customs": (Cause.B2, Cause.B3),
    "product": (Cause.P1, Cause.P2, Cause.P3, Cause.P4, Cause.P5, Cause.P6, Cause.P7),
}
_CAUSES = tuple(Cause)
_FURTHER = 0.3  # What a second sign of the same family adds.
_LATER = 0.06  # What a fault loses against one named before it.
_NOTHING = EventWeight()


def chances(found: Sequence[Sign]) -> dict[Cause, float]:
    """What the rules make of the signs."""
    events = _strongest(found)
    return softened(_logits(_families(events), _kinds(events)), weights().temperature)


def _families(events: Mapping[str, float]) -> dict[str, float]:
    table = weights()
    spoken: dict[str, list[float]] = defaultdict(list)
    for event, weight in events.items():
        entry = table.events.get(event, _NOTHING)
        if entry.family:
            spoken[entry.family].append(weight * entry.weight)
    scores = dict(table.prior)
    for family, heard in spoken.items():
        scores[family] += max(heard) + _FURTHER * (sum(heard) - max(heard))
    return scores


def _strongest(found: Iterable[Sign]) -> dict[str, float]:
    """Each event by its best source, so that saying a thing twice does not count twice."""
    sources = weights().sources
    best: dict[str, float] = {}
    for sign in found:
        weight = sources[sign.source] * sign.strength
        if weight > best.get(sign.event, 0.0):
            best[sign.event] = weight
    return best


def _kinds(events: Mapping[str, float]) -> dict[Cause, float]:
    table = weights()
    scores = dict.fromkeys(_CAUSES, 0.0)
    for place, (event, weight) in enumerate(events.items()):
        for cause, share in table.events.get(event, _NOTHING).causes.items():
            scores[cause] += weight * share - (_LATER * place if share > 0 else 0)
    told = set(events)
    for together in table.together:
        if together.events <= told:
            for cause, bonus in together.causes.items():
                scores[cause] += bonus
    return scores


def _logits(families: Mapping[str, float], kinds: Mapping[Cause, float]) -> dict[Cause, float]:
    found: dict[Cause, float] = {}
    for family, causes in _KINDS.items():
        level = families[family] - max([kinds[cause] for cause in causes])
        for cause in causes:
            found[cause] = level + kinds[cause]
    return found


def softened(logits: Mapping[Cause, float], temperature: float = 1.0) -> dict[Cause, float]:
    highest = max(logits.values())
    odds = {cause: exp((logit - highest) / temperature) for cause, logit in logits.items()}
    total = sum(odds.values())
    return {cause: odd / total for cause, odd in odds.items()}


def supporting(cause: Cause, found: Iterable[Sign]) -> list[Sign]:
    """The signs that speak for the cause, then those for its kind of trouble; strongest first."""
    family = next(family for family, causes in _KINDS.items() if cause in causes)
    return sorted(
        (sign for sign in found if _supports(sign, cause, family)),
        key=lambda sign: (not _names(sign, cause), -weights().sources[sign.source] * sign.strength),
    )


def _names(sign: Sign, cause: Cause) -> bool:
    return weights().events.get(sign.event, _NOTHING).causes.get(cause, 0.0) > 0


def _supports(sign: Sign, cause: Cause, family: str) -> bool:
    if _names(sign, cause):
        return True
    entry = weights().events.get(sign.event, _NOTHING)
    return entry.family == family and not any(share > 0 for share in entry.causes.values())


def speaks_for(sign: Sign) -> Cause | None:
    causes = weights().events.get(sign.event, _NOTHING).causes
    return max(causes, key=causes.__getitem__) if causes else None
