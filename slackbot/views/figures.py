"""How a team does over thirty days: each figure with its sample, and the disputes behind it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from models.disputes import Dispute
from models.figures.rates import Behind, Rates
from models.figures.samples import ENOUGH, Share, Spread
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Content, escape, section
from slackbot.views.listing import opening

MOST = 30  # Disputes behind a figure.
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_DAYS = timedelta(hours=48)
NAMES = frozenset(
    {
        *("first-response", "resolution", "nudge"),
        *("won", "silent", "reopened"),
        *("disputed", "arbitrated", "liable"),
    }
)


def figures(rates: Rates, stores: Sequence[str], asked: str, language: str) -> Content:
    """
    Args:
        stores: Whose figures these are.
        asked: The one store that was asked for; empty where it was none.

    """
    title = say("figures-title", language, stores=escape(", ".join(stores), 200))
    times = {
        "first-response": rates.first_response,
        "resolution": rates.resolution,
        "nudge": rates.nudge_to_answer,
    }
    shares = {"won": rates.won, "silent": rates.silent, "reopened": rates.reopened}
    parts = (
        [_spread(name, spread, language) for name, spread in times.items()],
        [*(_share(n, share, language) for n, share in shares.items()), *_refunded(rates, language)],
        [_share(name, share, language, digits=2) for name, share in rates.platforms.items()],
    )
    choices = [(say(f"figures-behind-{one}", language), f"{one}:{asked}") for one in Behind]
    placeholder = {"type": "plain_text", "text": say("figures-behind", language)}
    behind = blocks.select(ids.FIGURES_BEHIND, choices) | {"placeholder": placeholder}
    drawn = [section(f"*{title}*"), *(section("\n".join(lines)) for lines in parts)]
    return Content(title, [*drawn, blocks.actions(behind)])


def _spread(key: str, spread: Spread, language: str) -> str:
    name, count = say(f"figures-of-{key}", language), str(spread.count)
    if spread.median is None or spread.p90 is None:
        return say("figures-few", language, name=name, count=count)
    median, p90 = (_span(one, language) for one in (spread.median, spread.p90))
    return say("figures-spread", language, name=name, median=median, p90=p90, count=count)


def _share(key: str, share: Share, language: str, digits: int = 0) -> str:
    name, whole = say(f"figures-of-{key}", language), str(share.whole)
    if share.of_one is None:
        return say("figures-few", language, name=name, count=whole)
    percent, part = f"{share.of_one * 100:.{digits}f}", str(share.part)
    return say("figures-share", language, name=name, percent=percent, part=part, whole=whole)


def _refunded(rates: Rates, language: str) -> Iterator[str]:
    for currency, (paid, asked, count) in sorted(rates.refunded.items())[:5]:
        name = say("figures-of-refunded", language, currency=escape(currency, 3))
        if count < ENOUGH:
            yield say("figures-few", language, name=name, count=str(count))
            continue
        told = {"paid": f"{paid:,.2f}", "asked": f"{asked:,.2f}", "count": str(count)}
        percent = f"{paid / asked * 100:.0f}"
        yield say("figures-money", language, name=name, percent=percent, **told)


def _span(span: timedelta, language: str) -> str:
    if span < HOUR:
        return say("span-minutes", language, count=str(span // timedelta(minutes=1)))
    if span < IN_DAYS:
        return say("span-hours", language, count=f"{span / HOUR:.1f}")
    return say("span-days", language, count=f"{span / DAY:.1f}")


def behind(which: Behind, found: Sequence[Dispute], now: datetime, language: str) -> dict[str, Any]:
    """The disputes that a figure counted, to look into."""
    drawn = [section(f"*{say(f'figures-behind-{which}', language)}*")]
    drawn += opening("history", found[:MOST], now, language)
    if not found:
        drawn.append(section(say("figures-behind-none", language)))
    return blocks.modal(
        ids.FIGURES_MODAL,
        say("figures-behind-title", language),
        drawn,
        close=say("close", language),
        metadata=about.speaking(language),
    )
