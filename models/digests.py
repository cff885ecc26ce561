"""Which digests there are, and when each is wanted."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import figures, messages, stores
from models.errors import Refused
from models.messages import Kind, Message
from models.settings import Settings
from models.stores import Store

AT = time(9)
LATEST = timedelta(hours=3)  # A digest of the morning is no use in the evening.


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


def want(
    session: Session, channel: str, about: list[Store], day: date, zone: ZoneInfo, now: datetime
) -> Message:
    """The digest of a day in a channel: asked for again it is counted anew, not posted again."""
    counted = figures.of(session, [store.name for store in about], day, zone, now)
    payload = {"figures": counted.plain(), "language": stores.language_of(about)}
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
