"""The digests of a week and of a month: what each holds, and when each is due."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models import digests, messages, stores
from models.charts.charts import About, Name
from models.charts.windows import Window
from models.digests import Prepared, Wish
from models.errors import NotUnderstood
from models.figures import review
from models.figures.review import Review
from models.messages import Kind
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


def prepare(session: Session, wish: Wish, now: datetime) -> Prepared:
    """Before the end of its week or month it is a digest of its own."""
    stretch, language = wish.stretch, stores.language_of(wish.about)
    counted = count(session, wish.about, stretch, now)
    name = f"{wish.channel}:{stretch.period}:{stretch.first.isoformat()}"
    shown = _charts(counted, stretch, language, now)
    return Prepared(
        name + (":early" if now < stretch.until else ""),
        wish.channel,
        {"review": counted.plain(), "language": language},
        *digests.pictures(session, Name.CAUSES, counted.is_quiet, shown),
        is_quiet=counted.is_quiet,
    )


def _charts(counted: Review, stretch: Stretch, language: str, now: datetime) -> About:
    """Of a week its days beside those of the week before, of a month the weeks of two."""
    until = min(stretch.until, now)
    by_days = stretch.period is Period.WEEK
    zone = stretch.zone
    weeks = Window.of_weeks(until, WEEKS, WEEKS // 2, zone)
    window = Window.of_days(until, zone) if by_days else weeks
    return About.periodic(counted.stores, window, zone, language)


def due(session: Session, settings: Settings, now: datetime) -> list[Wish]:
    """
    The digests of the week and the month that are over and that do not exist yet.

    From nine o'clock on in each channel's own time, on the first day of the new week or month on
    which one of its stores works.
    """
    found = []
    for channel, about in digests.channels(session, settings).items():
        zone = digests.zone_of(about, settings)
        today = now.astimezone(zone).date()
        nine = datetime.combine(today, digests.AT, zone)
        if not nine <= now < nine + LATEST:
            continue
        for stretch in (Stretch.holding(period, today, zone) for period in PERIODS):
            over = stretch.before
            name = f"{channel}:{over.period}:{over.first.isoformat()}"
            if messages.named(session, Kind.DIGEST, name):
                continue
            if _is_first_working_day(session, about, stretch, now):
                found.append(Wish(channel, about, over))
    return found


def _is_first_working_day(
    session: Session, about: list[Store], stretch: Stretch, now: datetime
) -> bool:
    today = now.astimezone(stretch.zone).date()
    days = (stretch.first + n * DAY for n in range((today - stretch.first).days + 1))
    return next((day for day in days if digests.works(session, about, day)), None) == today
