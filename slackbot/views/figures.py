"""How a team does over some days: each figure with its sample, and the disputes behind it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from models.disputes import Dispute
from models.figures.behind import Behind
from models.figures.rates import SPAN, Rates, Refunds
from models.figures.samples import ENOUGH, Share, Spread
from models.records import Outcome
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Content, escape, section
from slackbot.views.listing import opening

MOST = 30  # Disputes behind a figure.
MOST_CURRENCIES = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_DAYS = timedelta(hours=48)
NAMES = frozenset(
    {
        *("first-response", "resolution", "nudge"),
        *("won", "silent", "reopened"),
        *("disputed", "arbitrated", "liable"),
    }
)
# What else can be looked behind, by the outcome's name.
ENDINGS = {one: one.value for one in Behind} | {Behind.LOST: Outcome.ARBITRATED_LOST.value}


def figures(
    rates: Rates, stores: Sequence[str], asked: str, language: str, span: timedelta = SPAN
) -> Content:
    """
    Args:
        stores: Whose figures these are.
        asked: The one store that was asked for; empty where it was none.

    """
    days = str(span.days)
    named = escape(", ".join(stores), 200)
    title = say("figures-title", language, days=days, stores=named)
    times = {
        "first-response": rates.first_response,
        "resolution": rates.resolution,
        "nudge": rates.nudge_to_answer,
    }
    shares = {"won": rates.won, "silent": rates.silent, "reopened": rates.reopened}
    parts = (
        [spread(name, took, language) for name, took in times.items()],
        [
            *(share(name, one, language) for name, one in shares.items()),
            *refunded(rates.refunded, language),
        ],
        [share(name, one, language, digits=2) for name, one in rates.platforms.items()],
        [_endings(rates, language)] if rates.endings else [],
    )
    choices = [(_name(one, language), f"{one}:{days}:{asked}") for one in Behind]
    placeholder = {"type": "plain_text", "text": say("figures-behind", language)}
    behind = blocks.select(ids.FIGURES_BEHIND, choices) | {"placeholder": placeholder}
    sections = [section("\n".join(lines)) for lines in parts if lines]
    return Content(title, [section(f"*{title}*"), *sections, blocks.actions(behind)])


def spread(key: str, took: Spread, language: str) -> str:
    name, count = say(f"figures-of-{key}", language), str(took.count)
    if took.median is None or took.p90 is None:
        return say("figures-few", language, name=name, count=count)
    median, p90 = (span_of(one, language) for one in (took.median, took.p90))
    return say("figures-spread", language, name=name, median=median, p90=p90, count=count)


def share(key: str, one: Share, language: str, digits: int = 0) -> str:
    name, whole = say(f"figures-of-{key}", language), str(one.whole)
    if one.of_one is None:
        return say("figures-few", language, name=name, count=whole)
    percent, part = f"{one.of_one * 100:.{digits}f}", str(one.part)
    return say("figures-share", language, name=name, percent=percent, part=part, whole=whole)


def refunded(refunds: Refunds, language: str) -> Iterator[str]:
    for currency, (paid, asked, count) in sorted(refunds.items())[:MOST_CURRENCIES]:
        name = say("figures-of-refunded", language, currency=escape(currency, 3))
        if count < ENOUGH:
            yield say("figures-few", language, name=name, count=str(count))
            continue
        told = {"paid": f"{paid:,.2f}", "asked": f"{asked:,.2f}", "count": str(count)}
        percent = f"{paid / asked * 100:.0f}"
        yield say("figures-money", language, name=name, percent=percent, **told)


def _endings(rates: Rates, language: str) -> str:
    return say("figures-endings", language, endings=endings(rates.endings, language))


def endings(ended: Sequence[Sequence[Any]], language: str) -> str:
    said = (f"{count} {say(f'outcome-{name}', language)}" for name, count in ended)
    return say("risen-comma", language).join(said)


def span_of(span: timedelta, language: str) -> str:
    if span < HOUR:
        return say("span-minutes", language, count=str(span // timedelta(minutes=1)))
    if span < IN_DAYS:
        return say("span-hours", language, count=f"{span / HOUR:.1f}")
    return say("span-days", language, count=f"{span / DAY:.1f}")


def _name(which: Behind, language: str) -> str:
    """As the figure is called, or the ending."""
    key = which.replace("_", "-")
    if which is Behind.REFUNDED:
        return say("figures-behind-refunded", language)
    if which is Behind.WON:
        return say("figures-behind-won", language)
    if key in NAMES:
        return say(f"figures-of-{key}", language)
    return say("figures-behind-ended", language, how=say(f"outcome-{ENDINGS[which]}", language))


def behind(
    which: Behind, found: Sequence[Dispute], span: timedelta, now: datetime, language: str
) -> dict[str, Any]:
    """The disputes that a figure counted, to look into."""
    days = str(span.days)
    drawn = [section(f"*{_name(which, language)}*")]
    drawn += opening("history", found[:MOST], now, language)
    if not found:
        drawn.append(section(say("figures-behind-none", language, days=days)))
    return blocks.modal(
        ids.FIGURES_MODAL,
        say("figures-behind-title", language),
        drawn,
        close=say("close", language),
        metadata=about.speaking(language),
    )
