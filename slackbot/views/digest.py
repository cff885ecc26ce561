"""What leads read at nine."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from models.figures import ACCESS, Figures, Moving, Origin
from models.figures.health import Health
from models.forecast import Forecast
from models.tagging.causes import Cause
from models.words import say
from slackbot.views import blocks, forecast, health, origins
from slackbot.views.blocks import Content, escape, section, when
from slackbot.views.phrases import label, numbers

MOST_STORES, MOST_SUMS, MOST_FIRST, MOST_RISEN = 6, 5, 10, 4
MOMENT = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")


def digest(figures: Figures, language: str) -> Content:
    """What a lead has to know; a quiet day is one line."""
    title = f"*{_title(figures, language)}*"
    if figures.is_quiet:
        quiet = say("digest-quiet", language, open=str(figures.open))
        return Content(_plain(figures, language), [section(f"{title}  {quiet}")])
    told = [
        section("\n".join(lines))
        for part in PARTS
        if (lines := [*filter(None, part(figures, language))])
    ]
    more = blocks.context(say("digest-more", language))
    return Content(_plain(figures, language), [section(title), *told, more])


def details(figures: Figures, language: str) -> Content:
    """What stands in its thread: which disputes, and where they come from."""
    lists = (
        (say("digest-list-due", language), figures.due_numbers, figures.due),
        (say("digest-list-overdue", language), figures.overdue_numbers, figures.overdue),
        (say("digest-list-unclaimed", language), figures.unclaimed_numbers, figures.unclaimed),
    )
    lines = [_listed(name, of, count) for name, of, count in lists if of]
    origins = [_origin(figures, origin, language) for origin in Origin]
    causes = " · ".join(f"{label(Cause(c), language)} {n}" for c, n in figures.by_cause)
    lines += [*filter(None, origins), say("digest-causes", language, causes=causes or "–")]
    title = say("digest-details", language)
    return Content(title, [section("\n".join([f"*{title}*", *lines]))])


def _title(figures: Figures, language: str) -> str:
    stores = named_stores(figures.stores, figures.troubles)
    return say("digest-title", language, day=figures.day, stores=stores)


def named_stores(names: Sequence[str], ill: Sequence[Sequence[str]]) -> str:
    """The first of them, those that are not read as they should be marked."""
    marked = {store for store, *_ in ill}
    stores = [f"⚠ {escape(s)}" if s in marked else escape(s) for s in names[:MOST_STORES]]
    return ", ".join([*stores, "…"] if len(names) > MOST_STORES else stores)


def _plain(figures: Figures, language: str) -> str:
    counts = {"due": figures.due, "open": figures.open, "unclaimed": figures.unclaimed}
    told = {name: str(count) for name, count in counts.items()}
    return say("digest-text", language, day=figures.day, **told)


def troubles(told: Sequence[Sequence[str]], language: str) -> list[str]:
    lines = []
    for store, door, since, why in told[:5]:
        about = {"store": escape(store), "since": _moment(since)}
        if door == ACCESS:
            lines.append(say(f"digest-need-{why}", language, **about))
        else:
            lines.append(say("digest-trouble", language, why=escape(why, 200), **about))
    return lines


def _moment(told: str) -> str:
    return when(datetime.fromisoformat(told)) if told else ""


def _ill(figures: Figures, language: str) -> Iterable[str]:
    return troubles(figures.troubles, language)


def _unmapped(figures: Figures, language: str) -> Iterator[str]:
    if figures.unmapped:
        count = str(figures.unmapped_count)
        yield say("digest-unmapped", language, count=count, numbers=numbers(figures.unmapped))


def _days(figures: Figures, language: str) -> list[str]:
    """What is at risk, and what happened since the last one."""
    risk = say(
        "digest-risk",
        language,
        count=str(figures.due),
        money=_money(figures.due_money),
        overdue=str(figures.overdue),
        unclaimed=str(figures.unclaimed),
    )
    happened = say(
        "digest-since",
        language,
        since=_moment(figures.since),
        opened=str(figures.opened),
        answered=str(figures.answered),
        closed=str(sum(count for _name, count in figures.closed)),
        outcomes=_outcomes(figures, language),
    )
    if figures.refunded:
        happened += say("digest-refunded", language, money=sums(figures.refunded))
    if figures.silent:
        lost = _money(figures.silent_money)
        happened += say("digest-silent", language, count=str(figures.silent), money=lost)
    first = [*figures.overdue_numbers, *figures.due_numbers][:MOST_FIRST]
    due = [say("digest-due", language, numbers=numbers(first))] if first else []
    return [risk, *due, happened]


def _ahead(figures: Figures, language: str) -> Iterator[str]:
    """What will be missed today at this pace, and a level of the platform's that is near."""
    if figures.forecast:
        yield forecast.line(Forecast.read(figures.forecast), language)
    yield health.line([Health.read(one) for one in figures.health], language)


def _standing(figures: Figures, language: str) -> Iterator[str]:
    """All that is open: the money, who decides, and who has it, most delayed first."""
    told = {"open": str(figures.open), "money": _money(figures.at_stake)}
    yield say("digest-open", language, handled=figures.handled, **told)
    if figures.people:
        people = " · ".join(_person(one, language) for one in figures.people)
        yield say("digest-people", language, people=people)


def _person(told: Sequence[Any], language: str) -> str:
    who, count, late, due = told
    said = f"<@{who}> {count}"
    if late:
        said += say("digest-person-late", language, count=str(late))
    if due and not late:
        said += say("digest-person-due", language, at=_moment(due))
    return said


def _rising(figures: Figures, language: str) -> Iterator[str]:
    """Where it comes from: the causes, and whatever brings more than it usually does."""
    told = [Moving(*one) for one in figures.moving]
    causes = [one for one in told if one.origin == Origin.CAUSE]
    if causes:
        said = " · ".join(_moved(one, language) for one in causes)
        yield say("digest-origins", language, origins=said)
    if figures.risen:
        yield say("digest-rising", language)
        yield from (f"• {origins.risen(one, language)}" for one in figures.risen[:MOST_RISEN])


def _moved(one: Moving, language: str) -> str:
    name = origins.named(one.origin, one.name, language)
    counts = {"now": str(one.now), "before": str(one.before)}
    if one.cause is None:
        return say("digest-moved", language, name=name, **counts)
    cause = label(Cause(one.cause), language)
    return say("digest-moved-by", language, name=name, cause=cause, **counts)


def _origin(figures: Figures, origin: Origin, language: str) -> str:
    mine = [one for one in (Moving(*told) for told in figures.moving) if one.origin == origin]
    said = " · ".join(_moved(one, language) for one in mine)
    return say(f"digest-origin-{origin}", language, origins=said) if said else ""


def _listed(name: str, of: Sequence[int], count: int) -> str:
    more = " …" if count > len(of) else ""
    return f"*{name}*  {numbers(of)}{more}"


def _money(told: list[list[str]]) -> str:
    return f" ({sums(told)})" if told else ""


def sums(told: list[list[str]]) -> str:
    return " + ".join(f"{escape(currency, 3)} {total}" for currency, total in told[:MOST_SUMS])


def _outcomes(figures: Figures, language: str) -> str:
    said = ", ".join(f"{n} {say(f'outcome-{name}', language)}" for name, n in figures.closed)
    return f": {said}" if said else ""


# Each a section, in this order; one with nothing to say is left out.
PARTS: tuple[Callable[[Figures, str], Iterable[str]], ...] = (
    _ill,  # What is not read makes the rest of the page doubtful: it comes first.
    _days,
    _ahead,
    _unmapped,
    _standing,
    _rising,
)


def as_text(content: Content) -> str:
    """The digest for a terminal, whose moments are those of UTC."""
    said = "\n".join(block["text"]["text"] for block in content.blocks if "text" in block)
    return MOMENT.sub(r"\1", said)
