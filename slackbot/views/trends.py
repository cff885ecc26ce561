"""Figures over several weeks or months, a line each, and one of them in short."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from models.figures.review import Column, Review
from models.figures.samples import ENOUGH, Share, Spread
from models.words import say
from slackbot.views import figures
from slackbot.views.blocks import escape

# By the column's name, that of its words.
TIMES = {"first_response": "first-response", "resolution": "resolution"}
SHARES = {"won": "won", "silent": "silent", "disputed": "disputed"}
SPREAD = ("median", "p90")
WORDS = frozenset(
    {"from", "opened", "closed", *SHARES.values()}
    | {f"{word}-{which}" for word in TIMES.values() for which in SPREAD}
)
FEW = "–"


def digits(name: str) -> int:
    """Behind the point: the platform's own rates are small."""
    return 2 if name == "disputed" else 0


def lines(told: Review, language: str) -> Iterator[str]:
    """The latest first."""
    columns = [told.now, *told.earlier]
    yield _line("from", [one.first[5:] for one in columns], language)
    yield _line("opened", [str(one.opened) for one in columns], language)
    yield _line("closed", [str(one.closed) for one in columns], language)
    for name, word in TIMES.items():
        for part, which in enumerate(SPREAD):
            told_of = [_time(getattr(one, name)[part], language) for one in columns]
            yield _line(f"{word}-{which}", told_of, language)
    for name, word in SHARES.items():
        yield _line(word, [_percent(getattr(one, name), name) for one in columns], language)
    yield from _refunds(columns, language)


def _refunds(columns: Sequence[Column], language: str) -> Iterator[str]:
    currencies = sorted({row[0] for one in columns for row in one.refunded})
    for currency in currencies[: figures.MOST_CURRENCIES]:
        rates = " · ".join(_refund_rate(one, currency) for one in columns)
        name = say("figures-of-refunded", language, currency=escape(currency, 3))
        yield say("review-trend", language, name=name, values=rates)


def _line(word: str, values: Sequence[str], language: str) -> str:
    name = say(f"review-trend-{word}", language)
    return say("review-trend", language, name=name, values=" · ".join(values))


def _time(seconds: float | None, language: str) -> str:
    return FEW if seconds is None else figures.span_of(timedelta(seconds=seconds), language)


def _percent(told: Sequence[int], name: str) -> str:
    share = Share(*told).of_one
    return FEW if share is None else f"{share * 100:.{digits(name)}f} %"


def _refund_rate(one: Column, currency: str) -> str:
    for name, paid, asked, count in one.refunded:
        if name == currency and count >= ENOUGH:
            return f"{Decimal(paid) / Decimal(asked) * 100:.0f} %"
    return FEW


def spread(told: Sequence[Any]) -> Spread:
    median, p90 = (None if one is None else timedelta(seconds=one) for one in told[:2])
    return Spread(median, p90, told[2])


def in_short_time(one: Column, name: str, language: str) -> str:
    """The median with its sample."""
    told = getattr(one, name)
    return _in_short(_time(told[0], language), told[2], language)


def in_short_share(one: Column, name: str, language: str) -> str:
    told = getattr(one, name)
    return _in_short(_percent(told, name), told[1], language)


def _in_short(what: str, count: int, language: str) -> str:
    if what == FEW:
        return say("review-few", language, count=str(count))
    return say("review-of-so-many", language, what=what, count=str(count))
