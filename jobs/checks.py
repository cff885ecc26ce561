"""What `disputes doctor` looks at; each finding says what mends it."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from alembic.util import CommandError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from jobs import relocking
from jobs.sources import calling
from jobs.sources.errors import SourceError
from jobs.stores import reader, vault
from models import digests, lag, routing, stores, stuck
from models.complaints import Complaint
from models.database import clock
from models.errors import DisputeError
from models.migrations import drift
from models.records import Status
from models.stores import Store
from models.words import say
from slackbot.calling import Ambiguous, SlackFault, SlowDown
from slackbot.desk import Desk
from slackbot.views.blocks import Content, section
from slackbot.views.delays import minutes
from slackbot.views.notices import MENDS


@dataclass(frozen=True)
class Finding:
    what: str
    well: bool
    said: str

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def all_of(desk: Desk) -> Iterator[Finding]:
    yield found("database", partial(_database, desk))
    yield found("redis", partial(_redis, desk))
    yield found("secrets", partial(_secrets, desk))
    yield found("slack", partial(_slack, desk))
    yield found("delivery", partial(_delivery, desk))
    for name, channel in _channels(desk):
        yield found(f"channel of {name}", partial(_channel, desk, channel))
    for store in _stores(desk):
        yield found(f"store {store.name}", partial(_store, desk, store))


def found(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except (Ambiguous, SlowDown) as fault:
        return Finding(what, False, f"Slack does not answer ({fault.error}): try again.")
    except SlackFault as fault:
        mend = say(f"mend-{fault.error}" if fault.error in MENDS else "mend-other")
        return Finding(what, False, f"Slack says {fault.error}: {mend}")
    except (SourceError, DisputeError, RedisError, SQLAlchemyError, CommandError) as error:
        # Each of these speaks for itself; the other checks go on.
        return Finding(what, False, str(error).partition("\n")[0])


def _database(desk: Desk) -> str:
    drift(desk.database)
    return "It answers, and its tables are up to date."


def _redis(desk: Desk) -> str:
    desk.wake.ping()
    return "It answers."


def _secrets(desk: Desk) -> str:
    if old := len(relocking.waiting(desk, vault(desk))):
        raise Complaint(
            f"{old} tokens still need an older key of SECRET_KEY: the clock locks them anew "
            "within five minutes."
        )
    return "Every token is locked with the newest key."


def _slack(desk: Desk) -> str:
    return f"The app is {desk.slack.who()}."


def _delivery(desk: Desk) -> str:
    with desk.database.read() as session:
        late = lag.delayed(session, desk.settings, clock(session))
        stopped = stuck.count(session)
    if late:
        told = (f"{one.channel} ({minutes(one.wait)} min)" for one in late.values())
        raise Complaint(say("delay-doctor", channels=", ".join(told)))
    if stopped:
        raise Complaint(say("stuck-doctor", count=stopped))
    return "What is wanted in Slack is there, or comes within a minute."


def _stores(desk: Desk) -> list[Store]:
    try:
        with desk.database.read() as session:
            return stores.active(session)
    except SQLAlchemyError:
        return []  # The check of the database has said so.


def _channels(desk: Desk) -> list[tuple[str, str]]:
    there = [(store.name, store.channel) for store in _stores(desk)]
    if there:
        with desk.database.read() as session:
            there += [("the leads", c) for c in digests.channels(session, desk.settings)]
            routed = dict.fromkeys(routing.everywhere(session))
            there += [(f"{name}'s routes", channel) for name, channel in routed]
    if desk.settings.ops_channel:
        there.append(("the operators", desk.settings.ops_channel))
    return there


def _channel(desk: Desk, channel: str) -> str:
    desk.slack.look_at(channel)
    return f"The app is in {channel}."


def _store(desk: Desk, store: Store) -> str:
    with calling.gateway(desk.settings.aliexpress_gateway_url) as http:
        page = reader(desk, store, http).listed(Status.PROCESSING, 1)
    return f"AliExpress answers; {page.total if page.total is not None else 'some'} disputes open."


def round_trip(desk: Desk) -> Iterator[Finding]:
    """Post, find by key, delete: what delivery relies on after a lost answer."""
    places = [channel for _name, channel in _channels(desk)]
    where = desk.settings.ops_channel or (places[0] if places else None)
    if where is None:
        yield Finding("round trip", False, "There is no channel to post in: disputes store add.")
        return
    yield found("round trip", partial(_posted, desk, where))


def _posted(desk: Desk, where: str) -> str:
    mark = f"doctor{int(desk.now().timestamp())}-1"
    content = Content("disputes doctor looks in.", [section("disputes doctor looks in.")])
    ts = desk.slack.post(where, content, mark, None)
    found = desk.slack.find(where, mark, desk.now(), None)
    desk.slack.delete(where, ts)
    if found != ts:
        raise SlackFault("our own message was not found again")
    return f"Posted in {where}, found again by its key, deleted."
