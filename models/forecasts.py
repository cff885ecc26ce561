"""When leads are told what will miss its deadline today, and when that is told anew."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import digests, forecast, messages, rules, stores
from models.forecast import Forecast
from models.hours import shifts
from models.messages import Kind
from models.settings import Settings
from models.stores import Store

AT = time(9, 30)  # Half an hour's answers are in, and by ten everybody has read it.
MOST_NAMED = 100  # Disputes whose fate the message tells; of more it tells the first.


def of_stores(
    session: Session,
    about: list[Store],
    settings: Settings,
    now: datetime,
    day: date | None = None,
) -> Forecast:
    """
    Args:
        day: By default the one that it is there now.

    """
    zone = digests.zone_of(about, settings)
    return forecast.of(session, about, day or now.astimezone(zone).date(), zone, now)


def name_of(channel: str, day: str) -> str:
    return f"{channel}:{day}"


@dataclass(frozen=True)
class News:
    """A forecast that is not told yet, or told otherwise."""

    channel: str
    language: str
    made: Forecast


def news(session: Session, settings: Settings, now: datetime) -> list[News]:
    """
    What each channel has to be told by now.

    A forecast of the day in which something will be missed: from half past nine in the channel's
    own time until work ends there, on working days. Once it stands there it is told anew whenever
    it changes, also when nothing is missed any more.
    """
    found = []
    for channel, about in digests.channels(session, settings).items():
        zone = digests.zone_of(about, settings)
        day = now.astimezone(zone).date()
        stands = messages.named(session, Kind.FORECAST, name_of(channel, day.isoformat()))
        if stands is None and not _is_time(session, about, day, zone, now):
            continue
        made = forecast.of(session, about, day, zone, now)
        if _told(made) != stands.payload["told"] if stands else made.missed:
            found.append(News(channel, stores.language_of(about), made))
    return found


def _is_time(
    session: Session, about: list[Store], day: date, zone: ZoneInfo, now: datetime
) -> bool:
    if now < datetime.combine(day, AT, zone):
        return False
    known = rules.current(session)
    return any(
        shifts.of_store(known, store).is_workday(day)
        and now < datetime.combine(day, known.of(store.name).hours.end, store.zone)
        for store in about
    )


def tell(session: Session, told: News) -> None:
    """Once a day and channel; what stands there already is drawn anew."""
    made = told.made
    name = name_of(told.channel, made.day)
    # Once its row is locked: another job may have told more since it was read.
    message = messages.want(session, Kind.FORECAST, name, told.channel)
    before = message.payload.get("named", [])
    named = list(dict.fromkeys([*before, *made.numbers]))[:MOST_NAMED]
    message.payload = {
        "stores": made.stores,
        "day": made.day,
        "until": made.until,
        "language": told.language,
        "told": _told(made),
        "named": named,
    }
    session.add(message)
    messages.about(session, message, set(named))


def _told(made: Forecast) -> dict[str, Any]:
    """What is news when it changes; the minutes that pass are none."""
    plain = made.plain()
    news = ("due", "overdue", "missed", "passed_on", "help", "help_people", "lost", "lost_first")
    return {name: plain[name] for name in news} | {"first": [one[:3] for one in made.first]}
