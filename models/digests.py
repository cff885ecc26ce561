"""Which digests there are, what each holds, and when each is due."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import figures, forecast, messages, rules, stores
from models.charts import charts
from models.charts.charts import About, Name
from models.errors import NotUnderstood, Refused
from models.figures import Figures, health
from models.hours import shifts
from models.messages import Kind, Message
from models.periods import Period, Stretch
from models.settings import Settings
from models.stores import Store

AT = time(9)
LONGEST_HOLIDAY = 15  # Days.
IN_THREAD = (Name.PRODUCTS, Name.WON)
LATEST = timedelta(hours=3)  # A digest of the morning is no use in the evening.


@dataclass(frozen=True)
class Wish:
    """A digest that is to be counted."""

    channel: str
    about: list[Store]
    stretch: Stretch


@dataclass(frozen=True)
class Prepared:
    """
    A digest as it was counted: all that its messages will hold.

    Counting takes seconds where there are many disputes, and so has no place among writes.
    """

    name: str
    channel: str
    payload: dict[str, Any]
    above: charts.Counted  # The pictures of the digest, and of its thread.
    below: charts.Counted
    is_quiet: bool


def channels(session: Session, settings: Settings) -> dict[str, list[Store]]:
    """Each leads' channel with the stores that it reads about."""
    by_channel: dict[str, list[Store]] = defaultdict(list)
    for store in stores.active(session):
        if channel := store.leads_read(settings.leads_channel):
            by_channel[channel].append(store)
    return dict(by_channel)


def asked_for(session: Session, settings: Settings, channel: str | None) -> dict[str, list[Store]]:
    """
    The channels that somebody means, with the stores of each.

    Args:
        channel: Any channel, or None for all that leads read. In one that no lead reads it is
            about the store whose cards stand there, else about all.

    Raises:
        Refused: there is no store, or no channel.

    """
    active, read = stores.active(session), channels(session, settings)
    if not active:
        raise Refused("digest-no-store")
    if not read and channel is None:
        raise Refused("digest-no-channel")
    if channel is None:
        return read
    there = [store for store in active if store.channel == channel]
    return {channel: read.get(channel) or there or active}


def zone_of(about: list[Store], settings: Settings) -> ZoneInfo:
    """The channel's own time: that of its stores where they share one, else the team's."""
    zones = {store.timezone for store in about}
    return ZoneInfo(zones.pop()) if len(zones) == 1 else settings.zone


def count(
    session: Session,
    channel: str,
    about: list[Store],
    day: date,
    zone: ZoneInfo,
    now: datetime,
) -> Figures:
    """
    What the digest of a day says, with what is new since the last one.

    Of a day that is over it tells what was new by nine; what is open is open now.

    Raises:
        NotUnderstood: the day is yet to come.

    """
    today = now.astimezone(zone).date()
    if day > today:
        raise NotUnderstood("digest-not-yet", day=day.isoformat())
    until = now if day == today else datetime.combine(day, AT, zone)
    since = _last(session, channel, about, day, zone)
    names = [store.name for store in about]
    counted = figures.of(session, names, day.isoformat(), since, until)
    return replace(counted, **_ahead(session, about, zone, now)) if day == today else counted


def _ahead(session: Session, about: list[Store], zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """What today will bring at this pace, and which stores are near a level of the platform's."""
    near = health.near(session, [store.name for store in about], now)
    made = forecast.of(session, about, now.astimezone(zone).date(), zone, now)
    return {"forecast": made.plain(), "health": [one.plain() for one in near]}


def _last(
    session: Session, channel: str, about: list[Store], day: date, zone: ZoneInfo
) -> datetime:
    """When the digest of the working day before was counted, or would have been."""
    before = _day_before(session, about, day)
    posted = messages.named(session, Kind.DIGEST, f"{channel}:{before.isoformat()}")
    told = posted.payload["figures"].get("until") if posted else None
    if told:
        return datetime.fromisoformat(told)
    return datetime.combine(before, AT, zone).astimezone(UTC)


def _day_before(session: Session, about: list[Store], day: date) -> date:
    """The last day on which one of these stores worked, or yesterday where none ever does."""
    days = (day - timedelta(days=back) for back in range(1, LONGEST_HOLIDAY))
    return next((one for one in days if works(session, about, one)), day - timedelta(days=1))


def works(session: Session, about: list[Store], day: date) -> bool:
    known = rules.current(session)
    return any(shifts.of_store(known, store).is_workday(day) for store in about)


def prepare(session: Session, wish: Wish, now: datetime) -> Prepared:
    """Before nine it is a digest of its own, and that of nine o'clock comes all the same."""
    channel, day, zone = wish.channel, wish.stretch.first, wish.stretch.zone
    counted = count(session, channel, wish.about, day, zone, now)
    language = stores.language_of(wish.about)
    early = now < datetime.combine(day, AT, zone)
    return Prepared(
        f"{channel}:{day.isoformat()}" + (":early" if early else ""),
        channel,
        {"figures": counted.plain(), "language": language},
        *pictures(session, Name.OVERVIEW, counted.is_quiet, _charts(counted, zone, language)),
        is_quiet=counted.is_quiet,
    )


def pictures(
    session: Session, name: Name, is_quiet: bool, shown: About
) -> tuple[charts.Counted, charts.Counted]:
    """Those of the digest, and of its thread; a quiet one has none."""
    above, below = ([], []) if is_quiet else ([name], IN_THREAD)
    return charts.count(session, above, shown), charts.count(session, below, shown)


def _charts(counted: Figures, zone: ZoneInfo, language: str) -> About:
    until = datetime.fromisoformat(counted.until)
    return About.daily(counted.stores, until, zone, language)


def want(session: Session, prepared: Prepared) -> Message:
    """A digest in its channel, with the details in its thread; wanted again it is drawn anew."""
    message = _wanted(session, prepared, prepared.name, prepared.payload)
    charts.want(session, message, prepared.above)
    details = f"{prepared.name}:details"
    if not prepared.is_quiet or messages.named(session, Kind.DIGEST, details):
        payload = prepared.payload | {"details": True}
        below = _wanted(session, prepared, details, payload, message)
        charts.want(session, below, prepared.below)
    return message


def _wanted(
    session: Session,
    prepared: Prepared,
    name: str,
    payload: dict[str, Any],
    parent: Message | None = None,
) -> Message:
    message = messages.want(
        session, Kind.DIGEST, name, prepared.channel, payload=payload, parent=parent
    )
    message.payload = payload
    session.add(message)
    return message


def due(session: Session, settings: Settings, now: datetime) -> list[Wish]:
    """
    The digests of this morning that do not exist yet.

    From nine o'clock on in each channel's own time, on days on which one of its stores works.
    """
    found = []
    for channel, about in channels(session, settings).items():
        zone = zone_of(about, settings)
        day = now.astimezone(zone).date()
        nine = datetime.combine(day, AT, zone)
        if not (nine <= now < nine + LATEST and works(session, about, day)):
            continue
        if messages.named(session, Kind.DIGEST, f"{channel}:{day.isoformat()}") is None:
            found.append(Wish(channel, about, Stretch.holding(Period.DAY, day, zone)))
    return found
