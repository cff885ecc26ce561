"""Which digests there are, and when each is wanted."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import figures, messages, stores
from models.messages import Kind, Message
from models.settings import Settings
from models.stores import Store

AT = time(9)
LATEST = timedelta(hours=3)  # A digest of the morning is no use in the evening.


def channels(session: Session, settings: Settings) -> dict[str, list[Store]]:
    """Each leads' channel with the stores that it reads about."""
    by_channel: dict[str, list[Store]] = defaultdict(list)
    for store in stores.active(session):
        channel = store.leads_channel or settings.leads_channel
        if channel:
            by_channel[channel].append(store)
    return dict(by_channel)


def want(
    session: Session, channel: str, about: list[Store], day: date, zone: ZoneInfo, now: datetime
) -> Message:
    """The digest of a day in a channel: asked for again it is counted anew, not posted again."""
    counted = figures.of(session, [store.name for store in about], day, zone, now)
    payload = {"figures": counted.plain(), "language": about[0].language if about else "en"}
    message = messages.want(
        session, Kind.DIGEST, f"{channel}:{day.isoformat()}", channel, payload=payload
    )
    message.payload = payload
    session.add(message)
    return message


def want_due(session: Session, settings: Settings, now: datetime) -> int:
    """See to it that this morning's digests exist, from nine o'clock on; how many are new."""
    local = now.astimezone(settings.zone)
    nine = datetime.combine(local.date(), AT, settings.zone)
    if not nine <= local < nine + LATEST:
        return 0
    new = 0
    for channel, about in channels(session, settings).items():
        if messages.named(session, Kind.DIGEST, f"{channel}:{local.date().isoformat()}") is None:
            want(session, channel, about, local.date(), settings.zone, now)
            new += 1
    return new
