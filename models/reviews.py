"""The digests of a week and of a month, and when each is wanted."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from models import digests, messages, stores
from models.charts import charts
from models.charts.charts import About, Name
from models.charts.windows import Window
from models.errors import NotUnderstood
from models.figures import review
from models.figures.review import Review
from models.messages import Kind, Message
from models.periods import DAY, Period, Stretch
from models.settings import Settings
from models.stores import Store

PERIODS = (Period.WEEK, Period.MONTH)
WEEKS = 8  # Of a month's chart.
LATEST = timedelta(hours=9)  # After nine; a week's digest is of use all day.


def count(session: Session, about: list[Store], stretch: Stretch, now: datetime) -> Review:
    """
    What the digest of a week or a month says; of one that still runs, what it says so far.

    Raises:
        NotUnderstood: it is yet to come.

    """
    if now < stretch.since:
        raise NotUnderstood("digest-not-yet", day=stretch.first.isoformat())
    return review.of(session, [store.name for store in about], stretch, now)


def want(
    session: Session, channel: str, about: list[Store], stretch: Stretch, now: datetime
) -> Message:
    """
    The digest of a week or a month in a channel, with its trends in its thread.

    Asked for again it is counted anew, not posted again; before its end it is one of its own.
    """
    counted = count(session, about, stretch, now)
    payload: dict[str, Any] = {"review": counted.plain(), "language": stores.language_of(about)}
    name = f"{channel}:{stretch.period}:{stretch.first.isoformat()}"
    name += ":early" if now < stretch.until else ""
    message = digests.wanted(session, name, channel, payload)
    shown = _charts(counted, stretch, payload["language"], now)
    charts.want(session, message, [] if counted.is_quiet else [Name.CAUSES], shown)
    details = f"{name}:details"
    if not counted.is_quiet or messages.named(session, Kind.DIGEST, details):
        below = digests.wanted(session, details, channel, payload | {"details": True}, message)
        charts.want(session, below, [] if counted.is_quiet else digests.IN_THREAD, shown)
    return message


def _charts(counted: Review, stretch: Stretch, language: str, now: datetime) -> About:
    """Of a week its days beside those of the week before, of a month the weeks of two."""
    until = min(stretch.until, now)
    by_days = stretch.period is Period.WEEK
    window = Window.of_days(until) if by_days else Window.of_weeks(until, WEEKS, WEEKS // 2)
    return About.periodic(counted.stores, window, stretch.zone, language)


def want_due(session: Session, settings: Settings, now: datetime) -> int:
    """
    See to it that the digests of the week and the month that are over exist; how many are new.

    From nine o'clock on in each channel's own time, on the first day of the new week or month on
    which one of its stores works.
    """
    new = 0
    for channel, about in digests.channels(session, settings).items():
        zone = digests.zone_of(about, settings)
        today = now.astimezone(zone).date()
        nine = datetime.combine(today, digests.AT, zone)
        if not nine <= now < nine + LATEST:
            continue
        for stretch in (Stretch.holding(period, today, zone) for period in PERIODS):
            over = stretch.before
            name = f"{channel}:{over.period}:{over.first.isoformat()}"
            begins = _is_first_working_day(session, about, stretch, now)
            if begins and messages.named(session, Kind.DIGEST, name) is None:
                want(session, channel, about, over, now)
                new += 1
    return new


def _is_first_working_day(
    session: Session, about: list[Store], stretch: Stretch, now: datetime
) -> bool:
    today = now.astimezone(stretch.zone).date()
    days = (stretch.first + n * DAY for n in range((today - stretch.first).days + 1))
    return next((day for day in days if digests.works(session, about, day)), None) == today
