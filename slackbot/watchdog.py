"""
The watchdog: looks whether every part lives, and tells the operators when one does not.

Each watching process looks at all the others and posts by itself, with no queue between: of the
parts it watches, it needs none. However many watch, the tables see to it that it is said once.
"""

import threading
from datetime import datetime, timedelta

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from models import messages, rules, tracing
from models.messages import Kind
from models.reading import sources
from models.watching import alarms, watch
from models.watching.alarms import Alarm
from models.watching.watch import Look, Trouble
from slackbot.blind import Blind
from slackbot.delivery import Delivery
from slackbot.desk import Desk

log = structlog.get_logger()

LOOKS = 10.0  # Seconds between two looks.
ASLEEP = timedelta(minutes=1)  # Whoever did not look for so long, slept: it begins anew.
SERVES = 20  # Seconds for posting what there is to say.
WEB, REDIS = "web", "redis"


class Watchdog:
    """
    Looks, when somebody asks it to.

    Args:
        me: The name of the process that looks; its own sign of life is given with each look.

    """

    def __init__(self, desk: Desk, me: str) -> None:
        self._desk = desk
        self._me = me
        self._since = desk.now()
        self._looked_at = desk.now()
        self._blind = Blind(desk)
        by_socket = desk.settings.slack_app_token is not None
        self._parts = watch.expected([WEB, REDIS], by_socket=by_socket)

    def look(self) -> None:
        now = self._desk.now()
        if now - self._looked_at > ASLEEP:
            self._since = now
        self._looked_at = now
        with tracing.begun("watchdog", many=True):
            self._look(now)
        self._desk.errors.keep(self._desk.database)

    def _look(self, now: datetime) -> None:
        try:
            self._beat(now)
            if self._differs(now):
                self._tell(now)
            self._post()
            self._blind.is_back(now)
        except SQLAlchemyError as error:
            # What stands in the tables cannot be told, but that they cannot be read can.
            name = type(error).__name__
            log.error("watchdog_without_database", error=name)  # noqa: TRY400 - its text holds rows
            self._desk.errors.note("database", name)
            self._blind.is_away(now)

    def _beat(self, now: datetime) -> None:
        alive = [self._me]
        try:
            self._desk.wake.ping()
            alive.append(REDIS)
        except RedisError as error:
            log.warning("redis_does_not_answer", error=str(error))
        with self._desk.database.write() as session:
            for name in alive:
                sources.beat(session, name, now)

    def _differs(self, now: datetime) -> bool:
        with self._desk.database.read() as session:
            return alarms.differ(session, *self._seen(session, now))

    def _seen(self, session: Session, now: datetime) -> tuple[list[Trouble], list[Trouble]]:
        """All that is wrong, and what of it this watcher has seen for long enough."""
        limits = rules.current(session).watchdog
        looks = Look(now, limits, self._parts), Look(now, limits, self._parts, self._since)
        strict, patient = (watch.troubles(session, look) for look in looks)
        return strict, patient

    def _tell(self, now: datetime) -> None:
        ops = self._desk.settings.ops_channel
        with self._desk.database.write() as session:
            alarms.take_turn(session, now)
            changed = alarms.settle(session, *self._seen(session, now), now)
            for incident in {alarm.incident for alarm in changed} if ops else ():
                about = {"payload": {"incident": incident}}
                messages.want(session, Kind.TROUBLE, f"incident:{incident}", ops or "", **about)
        for alarm in changed:
            _log(alarm)

    def _post(self) -> None:
        """What is to be said is said by this process, for nobody knows whether a worker lives."""
        ops = self._desk.settings.ops_channel
        if ops:
            Delivery(self._desk, seconds=SERVES).serve(ops)


def _log(alarm: Alarm) -> None:
    about = {"trouble": alarm.name, "since": alarm.since and alarm.since.isoformat()}
    if alarm.over_at is None:
        log.error("trouble", **about)
    else:
        log.info("trouble_over", **about)


class Watching:
    """A thread of the web process that looks now and then."""

    def __init__(self, desk: Desk) -> None:
        self._watchdog = Watchdog(desk, WEB)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="watchdog", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=LOOKS)

    def _keep(self) -> None:
        while not self._stop.is_set():
            self._watchdog.look()
            self._stop.wait(LOOKS)
