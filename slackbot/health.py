"""Is the desk ready? Reasons in sentences when it is not."""

from collections.abc import Iterator

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from models import lag, rules
from models.database import clock
from models.reading import sources
from models.watching import watch
from models.words import FALLBACK
from slackbot.desk import Desk
from slackbot.views import incident


def reasons(desk: Desk) -> list[str]:
    """Why the desk is not ready; empty when it is."""
    found = list(_redis(desk))
    try:
        with desk.database.read() as session:
            found += _troubles(desk, session)
    except SQLAlchemyError as error:
        found.append(f"The database does not answer: {type(error).__name__}.")
    return found


def _redis(desk: Desk) -> Iterator[str]:
    try:
        desk.wake.ping()
    except RedisError as error:
        yield f"Redis does not answer: {type(error).__name__}."


def _troubles(desk: Desk, session: Session) -> Iterator[str]:
    parts = watch.expected([], by_socket=desk.settings.slack_app_token is not None)
    look = watch.Look(desk.now(), rules.current(session).watchdog, parts)
    for trouble in watch.troubles(session, look):
        yield incident.sentence(trouble, FALLBACK, lambda at: f"{at:%Y-%m-%d %H:%M} UTC")


def delays(desk: Desk) -> dict[str, float]:
    """Seconds that each channel lags behind what is wanted, where people would notice."""
    with desk.database.read() as session:
        late = lag.delayed(session, desk.settings, clock(session))
    return {channel: one.wait.total_seconds() for channel, one in late.items()}


def ages(desk: Desk) -> dict[str, float | None]:
    """Seconds since each source's last success."""
    with desk.database.read() as session:
        return {
            f"{source.store}/{source.door}": (desk.now() - source.read_at).total_seconds()
            if source.read_at
            else None
            for source in sources.all_of(session)
        }
