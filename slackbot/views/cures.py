"""Cures in words: what was found, its figures, what to change, and the disputes behind it."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from models.hotspots.spots import HotSpot, Kind
from models.tagging.differences import differences
from models.words import say
from slackbot.views import phrases
from slackbot.views.blocks import escape

LONGEST_NAME = 150
MOST_CURRENCIES = 5
MOST_LANGUAGES = 8


def promise(spot: HotSpot, language: str) -> list[str]:
    """A lane that is slower than the listing promises."""
    told = spot.figures
    lines = [
        say("cure-promise", language, lane=escape(spot.called, LONGEST_NAME)),
        say(
            "cure-promise-late",
            language,
            late=_whole(told["late"]),
            of=_whole(told["of"]),
            percent=f"{told['late'] / max(1, told['of']):.0%}".rstrip("%"),
            parcels=_whole(told["parcels"]),
            median=_whole(told["median"]),
            ninth=_whole(told["promise"]),
        ),
    ]
    days, promised = _whole(told["promise"]), _whole(told["promised"])
    lines.append(say("cure-promise-change", language, days=days, promised=promised))
    if told["disputes"]:
        counted = {"late": _whole(told["lateness"]), "count": _whole(told["disputes"])}
        lines.append(say("cure-promise-disputes", language, **counted))
    else:
        lines.append(say("cure-promise-no-disputes", language))
    return [*lines, *_evidence(spot, language)]


def drop(spot: HotSpot, language: str) -> list[str]:
    """A product whose disputes cost more than it earns."""
    told = spot.figures
    lines = [say("cure-drop", language, product=escape(spot.called, LONGEST_NAME))]
    lines += [_money(one, told["days"], language) for one in told["money"][:MOST_CURRENCIES]]
    lines += _assumed(told, language)
    if spot.cause is None:
        lines.append(say("cure-drop-change-plain", language))
    else:
        cause = phrases.label(spot.cause, language)
        lines.append(say("cure-drop-change", language, cause=cause))
    return [*lines, *_evidence(spot, language)]


def mismatch(spot: HotSpot, language: str) -> list[str]:
    """The same difference from the listing, again and again."""
    told = spot.figures
    known = differences()[told["difference"]]
    counted = {"buyers": _whole(told["buyers"]), "of": _whole(told["of"]), "days": told["days"]}
    spoken = ", ".join(escape(one, 8) for one in told["languages"][:MOST_LANGUAGES])
    product = escape(spot.called, LONGEST_NAME)
    return [
        say("cure-mismatch", language, product=product, difference=known.called(language)),
        say("cure-mismatch-languages", language, **counted, languages=spoken)
        if spoken
        else say("cure-mismatch-said", language, **counted),
        say(f"cure-change-{told['part']}", language),
        *_evidence(spot, language),
    ]


# How each kind that needs no statistics is said.
LINES: Mapping[Kind, Callable[[HotSpot, str], list[str]]] = {
    Kind.PROMISE: promise,
    Kind.DROP: drop,
    Kind.MISMATCH: mismatch,
}


def _money(told: Mapping[str, Any], days: int, language: str) -> str:
    return say(
        "cure-drop-money",
        language,
        currency=escape(told["currency"], 3),
        pieces=_whole(told["pieces"]),
        sold=_amount(told["sold"]),
        earned=_amount(told["earned"]),
        disputes=_whole(told["disputes"]),
        lost=_amount(told["lost"]),
        days=days,
    )


def _assumed(told: Mapping[str, Any], language: str) -> Iterator[str]:
    margin = next((one["margin"] for one in told["money"] if one["margin"] is not None), None)
    if margin is None:
        return
    percent = f"{Decimal(margin) * 100:.0f}"
    if told["cost_in"]:
        currency = escape(told["cost_in"], 3)
        yield say("cure-drop-assumed-other", language, percent=percent, currency=currency)
    else:
        yield say("cure-drop-assumed", language, percent=percent)


def _evidence(spot: HotSpot, language: str) -> Iterator[str]:
    if spot.samples:
        numbers = " · ".join(f"#{number}" for number in spot.samples)
        yield say("cure-evidence", language, numbers=numbers)


def _whole(number: int) -> str:
    return f"{number:,}"


def _amount(told: str) -> str:
    return f"{Decimal(told):,.2f}"
