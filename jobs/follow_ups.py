"""What else an event causes: each follow-up is done only when its consumer has committed."""

from collections.abc import Callable
from datetime import timedelta

import structlog

from jobs import digests, leaving, sending, teaching
from jobs.desk import desk
from models import events, tracing
from models.database import clock
from models.events import AuditEntry, FollowUp
from slackbot import groups, homes, threads
from slackbot.calling import Refused, SlackFault
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()

CONSUMERS: dict[str, Callable[[Desk, AuditEntry], None]] = {
    "refresh_homes": homes.refresh,
    "send_action": sending.hint,
    "pass_on_lesson": teaching.pass_on,
    "whisper": threads.tell,
    "read_group": groups.read_given,
    "count_digest": digests.post_asked,
}
AT_ONCE = 100
HELD = timedelta(minutes=2)  # Longer than any consumer takes; then another worker may.
GIVEN_UP = "given_up"  # Among the errors that are counted.
TRIES = 8  # Doublings of five seconds: about twenty minutes.


def work_off() -> None:
    """Do what is due, up to a hundred: so no job runs for long."""
    here = desk()
    with here.database.read() as session:
        due = events.follow_ups_due(session, clock(session), AT_ONCE)
        entries = {row.id: session.get_one(AuditEntry, row.event_id) for row in due}
    for row in due:
        if leaving.asked():
            break
        with tracing.resumed(entries[row.id].trace):
            _consume(here, row, entries[row.id])
    if leaving.asked() or len(due) == AT_ONCE:
        here.wake(Due.FOLLOW_UPS)  # What is left is another job's.


def _consume(here: Desk, row: FollowUp, entry: AuditEntry) -> None:
    with here.database.write() as session:
        if not events.claim(session, row, clock(session) + HELD):
            return
    log.info("follows", subscriber=row.subscriber, what=entry.action, dispute=entry.dispute_id)
    try:
        CONSUMERS[row.subscriber](here, entry)
    except SlackFault as fault:
        if isinstance(fault, Refused) or row.attempts >= TRIES:
            _give_up(here, row, entry, fault)
        else:
            _put_off(here, row, fault)
        return
    _finish(here, row)


def _give_up(here: Desk, row: FollowUp, entry: AuditEntry, fault: SlackFault) -> None:
    """Slack will not have it. Of a Home nothing is lost: whoever opens it again asks anew."""
    here.errors.note("follow_up", GIVEN_UP)
    about = {"what": entry.action, "dispute": entry.dispute_id, "tries": row.attempts + 1}
    log.warning("follow_up_given_up", subscriber=row.subscriber, error=fault.error, **about)
    _finish(here, row)


def _put_off(here: Desk, row: FollowUp, fault: SlackFault) -> None:
    here.errors.note("follow_up", fault.error)
    log.warning("follow_up_put_off", subscriber=row.subscriber, error=fault.error)
    pause = timedelta(seconds=5) * 2**row.attempts
    with here.database.write() as session:
        events.put_off(session, row, clock(session) + pause)


def _finish(here: Desk, row: FollowUp) -> None:
    with here.database.write() as session:
        events.finish(session, row, here.now())
