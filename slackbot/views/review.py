"""What leads read of a week or a month: what to change, how it went, and against before."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from models.figures.review import Column, Review
from models.figures.samples import Share
from models.words import say
from slackbot.views import blocks, digest, figures, lessons, origins, trends
from slackbot.views.blocks import Block, Content, section

MOST_RISEN = 8


def review(told: Review, language: str) -> Content:
    """A quiet week is one line; else lessons first, for they are what to do."""
    title = _title(told, language)
    if told.is_quiet:
        quiet = say(f"review-quiet-{told.period}", language, open=str(told.open))
        return Content(f"{title}: {quiet}", [section(f"*{title}*  {quiet}")])
    parts: list[Callable[[Review, str], Iterator[str]]] = [_troubles, _counts, _lessons, _figures]
    drawn = [section("\n".join(lines)) for part in parts if (lines := [*part(told, language)])]
    more = blocks.context(say("review-more", language))
    return Content(_plain(told, title, language), [section(f"*{title}*"), *drawn, more])


def details(told: Review, language: str) -> Content:
    """What stands in its thread: each figure over the last weeks or months, and what rose."""
    title = say(f"review-trends-{told.period}", language)
    drawn: list[Block] = [section("\n".join([f"*{title}*", *trends.lines(told, language)]))]
    if told.risen:
        risen = [f"• {origins.risen(one, language)}" for one in told.risen[:MOST_RISEN]]
        drawn.append(section("\n".join([say("review-rising", language), *risen])))
    return Content(title, drawn)


def _title(told: Review, language: str) -> str:
    stores = digest.named_stores(told.stores, told.troubles)
    about = {"first": told.first, "last": told.last, "month": told.first[:7], "stores": stores}
    title = say(f"review-title-{told.period}", language, **about)
    return title + (say("review-so-far", language) if told.until else "")


def _plain(told: Review, title: str, language: str) -> str:
    counts = {"opened": str(told.now.opened), "closed": str(told.now.closed)}
    return say("review-text", language, title=title, lessons=str(len(told.lessons)), **counts)


def _troubles(told: Review, language: str) -> Iterator[str]:
    yield from digest.troubles(told.troubles, language)


def _counts(told: Review, language: str) -> Iterator[str]:
    for name in ("opened", "closed"):
        count = str(getattr(told.now, name))
        yield say(f"review-{name}", language, count=count) + _before(told, name, language)
    if told.endings:
        ended = figures.endings(told.endings, language)
        yield say("figures-endings", language, endings=ended)
    if told.silent_money:
        yield say("review-silent-money", language, money=digest.sums(told.silent_money))


def _before(told: Review, name: str, language: str) -> str:
    if not told.earlier or told.until:  # So far is less than all of the one before.
        return ""
    return say("review-before", language, before=str(getattr(told.earlier[0], name)))


def _lessons(told: Review, language: str) -> Iterator[str]:
    if told.lessons:
        yield say("review-lessons", language)
        for place, one in enumerate(told.lessons, 1):
            yield f"{place}. {lessons.lesson(one, language)}"


def _figures(told: Review, language: str) -> Iterator[str]:
    """Each with its sample, and what it was before in short."""
    for name, word in trends.TIMES.items():
        said = figures.spread(word, trends.spread(getattr(told.now, name)), language)
        yield said + _compared(told, trends.in_short_time, name, language)
    for name, word in trends.SHARES.items():
        share = Share(*getattr(told.now, name))
        said = figures.share(word, share, language, digits=trends.digits(name))
        yield said + _compared(told, trends.in_short_share, name, language)
    refunds = {
        currency: (Decimal(paid), Decimal(asked), count)
        for currency, paid, asked, count in told.now.refunded
    }
    yield from figures.refunded(refunds, language)


def _compared(
    told: Review, read: Callable[[Column, str, str], str], name: str, language: str
) -> str:
    if not told.earlier:
        return ""
    return say("review-before-that", language, before=read(told.earlier[0], name, language))
