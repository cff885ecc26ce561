"""People as Slack tells of them: read gently, member by member."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from models.hours import presence
from models.nudging import ladders
from models.types import LATEST
from slackbot.calling import Ambiguous, Refused, SlowDown
from slackbot.desk import Desk

log = structlog.get_logger()

AT_ONCE = 20  # People in one run, a run a minute: Slack gives `dnd.info` fifty calls a minute.
A_DAY = timedelta(days=1)
# Of one person; what else Slack refuses, it refuses for everybody.
OF_THE_PERSON = frozenset({"user_not_found", "user_not_visible"})


def refresh(desk: Desk) -> int:
    """Read those members again of whom nothing was read lately; how many were."""
    with desk.database.read() as session:
        line = presence.stale(session, desk.now(), AT_ONCE)
    refusals: set[str] = set()
    done = 0
    try:
        for user in line:
            told = _told(desk, user, refusals)
            with desk.database.write() as session:
                known = presence.of(session, [user])[user]
                is_news = any(getattr(known, name) != value for name, value in told.items())
                presence.put(session, user, read_at=desk.now(), **told)
                if is_news:
                    ladders.for_owners(session, desk.now(), [user])
            done += 1
    except (Ambiguous, SlowDown) as fault:
        log.info("presence_waits", error=fault.error)  # The next run goes on here.
    finally:
        if refusals:  # One line, however many people it concerns.
            log.warning("presence_refused", errors=sorted(refusals))
    return done


def _told(desk: Desk, user: str, refusals: set[str]) -> dict[str, Any]:
    """What there is to write down of a person; where Slack refuses, nothing is known."""

    def asked(ask: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        try:
            return ask(user)
        except Refused as refused:
            refusals.add(refused.error)
            return {"deleted": True} if refused.error in OF_THE_PERSON else {}

    return _who(asked(desk.slack.person)) | _quiet(asked(desk.slack.quiet), desk.now())


def _who(person: dict[str, Any]) -> dict[str, Any]:
    locale = person.get("locale")
    return {
        "timezone": _zone(person.get("tz")),
        "locale": locale[:16] if isinstance(locale, str) else None,
        # An app in a private channel is nobody to be given work.
        "has_left": bool(person.get("deleted") or person.get("is_bot")),
    }


def _quiet(dnd: dict[str, Any], now: datetime) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(("dnd_from", "dnd_until", "paused_until"))
    if dnd.get("dnd_enabled"):
        told["dnd_from"] = _moment(dnd.get("next_dnd_start_ts"))
        told["dnd_until"] = _moment(dnd.get("next_dnd_end_ts"))
    if dnd.get("snooze_enabled"):
        endless = dnd.get("snooze_is_indefinite")
        told["paused_until"] = now + A_DAY if endless else _moment(dnd.get("snooze_endtime"))
    return told


def _zone(name: Any) -> str | None:
    try:
        return ZoneInfo(name).key
    except (LookupError, ValueError, TypeError, OSError):
        return None  # A zone that this machine does not know is none.


def _moment(told: Any) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(int(told), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return moment if moment < LATEST else None
