"""What facts decide, whatever the rest says: dates, protection, and the kind of return."""

from collections.abc import Iterable

from models.tagging.causes import Cause
from models.tagging.signs import Sign, Source

Chances = dict[Cause, float]

_RULES = 0.15  # What the rules weigh beside the learned part,
_IN_DOUBT = 0.3  # and so much more the less sure it is.
_SURE = 0.98
_TAUGHT = 0.9  # What a team settled twice for this kind of complaint.
_HARDLY = 0.02
_RETURNS = frozenset({Cause.L3, Cause.B1, Cause.B2, Cause.B3, Cause.B4, Cause.B5})
# By what tracking tells; the first that was told applies. Customs beats return.
_TRACKED: tuple[tuple[frozenset[str], Cause], ...] = (
    (frozenset({"clearance_failed"}), Cause.B3),
    (frozenset({"customs", "documents"}), Cause.B3),
    (frozenset({"duty"}), Cause.B2),
    (frozenset({"customs"}), Cause.B2),
    (frozenset({"wrong_address"}), Cause.B1),
    (frozenset({"not_collected"}), Cause.B4),
    (frozenset({"refused"}), Cause.B5),
    (frozenset({"documents"}), Cause.B3),
    (frozenset({"not_delivered"}), Cause.L3),
)
# By what dates and protection tell: the cause that cannot be, and the one that is instead.
_DATED: dict[str, tuple[Cause, Cause]] = {
    "overdue_by_dates": (Cause.L2, Cause.L1),
    "in_time_by_dates": (Cause.L1, Cause.L2),
    "expired_by_facts": (Cause.P6, Cause.P7),
    "protected_by_facts": (Cause.P7, Cause.P6),
}


def joined(learned: Chances, by_rules: Chances) -> Chances:
    rules = _RULES + _IN_DOUBT * (1 - max(learned.values()))
    return {
        cause: (1 - rules) * chance + rules * by_rules[cause] for cause, chance in learned.items()
    }


def told_by(taught: Cause | None, chances: Chances) -> Chances:
    if taught is None:
        return chances
    others = {cause: chance * (1 - _TAUGHT) for cause, chance in chances.items()}
    return others | {taught: others[taught] + _TAUGHT}


def settled(chances: Chances, found: Iterable[Sign]) -> Chances:
    told = [sign for sign in found if sign.source is Source.FACT]
    if (cause := _tracked({sign.event for sign in told if sign.strength >= 1})) is not None:
        chances = {other: chance * (1 - _SURE) for other, chance in chances.items()}
        chances[cause] += _SURE
    elif any(sign.event == "returned" for sign in told):
        chances = _among(_RETURNS, chances)
    for sign in told:
        if sign.event in _DATED:
            never, instead = _DATED[sign.event]
            chances = chances | {never: 0.0, instead: chances[instead] + chances[never]}
    return chances


def _among(causes: frozenset[Cause], chances: Chances) -> Chances:
    """Hardly anything but these."""
    weighed = {one: chance * (1 if one in causes else _HARDLY) for one, chance in chances.items()}
    total = sum(weighed.values())
    return {one: chance / total for one, chance in weighed.items()}


def _tracked(events: set[str]) -> Cause | None:
    return next((cause for told, cause in _TRACKED if told <= events), None)
