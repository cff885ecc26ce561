"""What will miss its deadline today: the message to the leads, the answer to one, and a line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from models.disputes import Dispute
from models.fates import NO_FATES, Fates
from models.forecast import Forecast
from models.words import say
from slackbot import ids
from slackbot.views import blocks, board, listing
from slackbot.views.blocks import Block, Content, escape, section, when
from slackbot.views.phrases import numbers

MOST = 10  # Disputes with a button.
MOST_IN_LINE = 5
MOST_NAMED = 30
HOUR, HALF_AN_HOUR, FIVE = 60, 30, 5  # Minutes.

Values = dict[str, str | int]


def line(told: Forecast, language: str) -> str:
    """For the digest; empty where nothing is due."""
    if not told.due:
        return ""
    rest = "".join(_rest(told, language))
    until = when(datetime.fromisoformat(told.until))
    return say("forecast-line", language, due=str(told.due), until=until, rest=rest)


def _rest(told: Forecast, language: str) -> Iterator[str]:
    if not told.missed:
        return
    first = numbers(told.numbers[:MOST_IN_LINE]) + (" …" if told.missed > MOST_IN_LINE else "")
    yield say("forecast-line-missed", language, count=str(told.missed), numbers=first)
    if told.passed_on_count:
        yield say("forecast-line-passed", language, count=told.passed_on_count)
    if told.saves:
        about: Values = {"saves": told.saves, "missed": told.missed}
        yield say("forecast-line-help", language, span=_span(told.help, language), **about)
    if told.lost:
        yield say("forecast-line-lost", language, count=str(told.lost))


def forecast(
    told: Forecast,
    shown: Mapping[int, Dispute],
    now: datetime,
    language: str,
    fates: Fates = NO_FATES,
) -> Content:
    """
    Args:
        shown: The disputes that it names first, by their numbers.
        fates: Of those that were at risk earlier today.

    """
    title = say(
        "forecast-title", language, day=told.day, stores=escape(", ".join(told.stores), 200)
    )
    drawn = [section("\n".join([title, *_said(told, language)]))]
    drawn += _first(told, shown, now, language)
    drawn += _ends(fates, language)
    if told.missed:
        drawn.append(blocks.context(_pace(told, language)))
        every = blocks.button(say("home-list", language), ids.LIST, "open")
        drawn.append(blocks.actions(every))
    return Content(_plain(told, language), drawn)


def _plain(told: Forecast, language: str) -> str:
    counts: Values = {"missed": str(told.missed), "due": str(told.due)}
    return say("forecast-text", language, day=told.day, **counts)


def over(day: str, stores: Sequence[str], fates: Fates, language: str) -> Content:
    """When the day has passed: what became of it."""
    title = say("forecast-title", language, day=day, stores=escape(", ".join(stores), 200))
    ended = say("forecast-over", language)
    return Content(f"{day}: {ended}", [section(f"{title}\n{ended}"), *_ends(fates, language)])


def _said(told: Forecast, language: str) -> Iterator[str]:
    until = when(datetime.fromisoformat(told.until))
    if not told.missed:
        yield say("forecast-all-met", language, due=told.due, until=until)
    else:
        about: Values = {"missed": told.missed, "due": str(told.due)}
        yield say("forecast-missed", language, until=until, **about)
        if told.passed_on_count:
            yield say("forecast-passed-on", language, count=told.passed_on_count)
        yield from _help(told, language)
    if told.overdue:
        yield say("forecast-overdue", language, count=told.overdue)


def _help(told: Forecast, language: str) -> Iterator[str]:
    if told.saves:
        key = "forecast-help-all" if told.saves == told.missed else "forecast-help"
        people = say("forecast-shared", language, people=str(told.help_people))
        shared = people if told.help_people > 1 else ""
        span = _span(told.help, language)
        yield say(key, language, span=span, shared=shared, saves=told.saves)
    if told.lost:
        lost = _some(told.lost_first, told.lost)
        yield say("forecast-lost", language, count=told.lost, numbers=lost)


def _first(
    told: Forecast, shown: Mapping[int, Dispute], now: datetime, language: str
) -> Iterator[Block]:
    """Each dispute with when its turn would come, who has time for it, and a button to assign."""
    has_time = dict(told.passed_on)
    for number, _due, owner, comes in told.first[:MOST]:
        if number not in shown:
            continue
        said = [listing.line(shown[number], now, language), _comes(owner, comes, language)]
        if number in has_time:
            said.append(say("forecast-has-time", language, person=f"<@{has_time[number]}>"))
        button = board.opening("assign", shown[number], language)
        yield section(" · ".join(said), accessory=button)
    if told.missed > MOST:
        yield section(say("forecast-more", language, count=str(told.missed - MOST)))


def _comes(owner: str | None, comes: str | None, language: str) -> str:
    if comes is None:
        return say("forecast-never" if owner else "forecast-nobody", language)
    return say("forecast-comes", language, at=when(datetime.fromisoformat(comes)))


def _ends(fates: Fates, language: str) -> Iterator[Block]:
    if missed := fates.missed:
        yield section(say("forecast-were-missed", language, numbers=_some(missed, len(missed))))
    if met := fates.met:
        yield section(say("forecast-were-met", language, numbers=_some(met, len(met))))


def _pace(told: Forecast, language: str) -> str:
    about: Values = {"people": told.people, "count": str(told.sample)}
    work = _minutes(told.handling, language)
    if told.slow is None:
        return say("forecast-pace-assumed", language, work=work, **about)
    slow = {"slow": _minutes(told.slow, language), "missed": str(told.missed_slow)}
    return say("forecast-pace", language, work=work, **about, **slow)


def _some(found: Sequence[int], count: int) -> str:
    return numbers(found[:MOST_NAMED]) + (" …" if count > min(len(found), MOST_NAMED) else "")


def _minutes(minutes: int, language: str) -> str:
    return say("span-minutes", language, count=str(minutes))


def _span(minutes: int, language: str) -> str:
    """Rounded up, as one plans: to five minutes, from an hour on to half an hour."""
    if minutes <= HOUR:
        return _minutes(-(-minutes // FIVE) * FIVE, language)
    halves = -(-minutes // HALF_AN_HOUR)
    return say("span-hours", language, count=f"{halves / 2:g}")
