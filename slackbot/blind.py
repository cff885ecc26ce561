"""
The database is away: what no table can hold is said all the same.

Who says it is kept in Redis, so that it is said once and ended by whoever sees the database
again; where Redis is away as well, each watcher says it and ends its own.
"""

import secrets
from datetime import datetime, timedelta

import structlog
from redis.exceptions import RedisError

from models.words import FALLBACK
from slackbot.calling import SlackFault
from slackbot.desk import Desk
from slackbot.views import incident

log = structlog.get_logger()

AFTER = timedelta(minutes=3)  # No rule can be read.
KEPT = 7 * 24 * 3600  # Seconds that Redis keeps the message's place.
KEY = "disputes:blind"


class Blind:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._since: datetime | None = None
        self._said: str | None = None  # `<mark> <ts>`, by this process.

    def is_away(self, now: datetime) -> None:
        """The database did not answer; said once that lasts."""
        self._since = self._since or now
        ops = self._desk.settings.ops_channel
        if not ops or self._said or now - self._since <= AFTER:
            return
        mark = f"{secrets.token_hex(12)}-1"
        if not self._is_mine_to_say(mark):
            return
        try:
            told = incident.blind(self._since, FALLBACK)
            ts = self._desk.slack.post(ops, told, mark, None)
        except SlackFault as fault:
            log.warning("blindness_not_told", error=fault.error)
            self._forget()
            return
        self._said = f"{mark} {ts}"
        self._keep(self._said)

    def is_back(self, now: datetime) -> None:
        """The database answers: what was said of it is over."""
        self._since = None
        ops, said = self._desk.settings.ops_channel, self._said or self._kept()
        mark, _, ts = (said or "").partition(" ")
        if not ops or not ts:
            return
        try:
            self._desk.slack.edit(ops, ts, incident.sees(now, FALLBACK), f"{mark}1")
        except SlackFault as fault:
            log.warning("blindness_not_ended", error=fault.error)
            return
        self._said = None
        self._forget()

    def _is_mine_to_say(self, mark: str) -> bool:
        try:
            return self._desk.wake.redis.set(KEY, mark, nx=True, ex=60) is True
        except RedisError:
            return True  # Twice is better than never.

    def _keep(self, said: str) -> None:
        try:
            self._desk.wake.redis.set(KEY, said, ex=KEPT)
        except RedisError as error:
            log.warning("redis_does_not_answer", error=str(error))

    def _kept(self) -> str | None:
        try:
            found = self._desk.wake.redis.get(KEY)
        except RedisError:
            return None  # Then whoever said it ends it.
        return found.decode() if isinstance(found, bytes) else None

    def _forget(self) -> None:
        try:
            self._desk.wake.redis.delete(KEY)
        except RedisError as error:
            log.warning("redis_does_not_answer", error=str(error))
