"""What becomes of a message whose call to Slack did not do what it should."""

from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from models import attempts, channels, messages, stuck
from models.attempts import Claimed
from models.database import clock
from models.messages import Kind
from models.settings import Settings
from slackbot import client, places
from slackbot.calling import Ambiguous, CannotLook, Refused, SlackFault, SlowDown

log = structlog.get_logger()

CHANNEL_RESTS = timedelta(minutes=1)  # Before a channel that Slack refuses is tried again.
AFTER_FAULT = timedelta(seconds=30)
PATIENT_AT_MOST = 6  # Times the pause after a fault.

# Slack's words for a channel, a person, or the whole app, that cannot be written to: nothing is
# lost, the rows wait until somebody has mended it.
OF_THE_CHANNEL = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "channel_not_found",
        "invalid_auth",
        "is_archived",
        "missing_scope",
        "not_authed",
        "not_in_channel",
        "restricted_action",
        "token_expired",
        "token_revoked",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
    }
)
GONE = frozenset({"message_not_found", "cant_update_message", "thread_not_found"})


def settle(session: Session, settings: Settings, claimed: Claimed, fault: SlackFault) -> None:
    """Record how the call ended, under the row's fence."""
    message, now = claimed.message, clock(session)
    match fault:
        case SlowDown():
            _slow_down(session, settings, claimed, fault, now)
        case Ambiguous():
            again = now + attempts.SETTLES * min(message.attempts, PATIENT_AT_MOST)
            attempts.later(session, claimed, again, fault.error, ambiguous=message.ts is None)
        case CannotLook() if message.kind in attempts.MAY_REPEAT:
            attempts.repeat(session, claimed)
        case CannotLook():
            log.error("message_unclear", message=message.key, error=fault.error)
            if attempts.unclear(session, claimed, fault.error, now):
                _tell(session, settings, claimed, now)
        case Refused() if fault.error in GONE and message.ts is not None:
            attempts.lost(session, claimed)
            stuck.over(session, message.stuck_at)
        case Refused() if fault.error in GONE and message.parent_id is not None:
            attempts.doubt_parent(session, claimed, now + attempts.SETTLES)
        case Refused() if fault.error in OF_THE_CHANNEL:
            _channel_refused(session, settings, claimed, fault, now)
        case _:
            pause = AFTER_FAULT * min(message.attempts, PATIENT_AT_MOST)
            if stuck.refused(session, claimed, now + pause, fault.error, now):
                _tell(session, settings, claimed, now)


def _tell(session: Session, settings: Settings, claimed: Claimed, now: datetime) -> None:
    log.error("message_stuck", message=claimed.message.key)
    # What operators are told cannot be told them by itself.
    if settings.ops_channel and not claimed.message.key.startswith(stuck.TOLD):
        stuck.tell(session, claimed.message, settings.ops_channel, now)


def _slow_down(
    session: Session, settings: Settings, claimed: Claimed, fault: SlowDown, now: datetime
) -> None:
    until = now + fault.wait
    match fault.method:
        case client.POST:
            channels.set_back(session, claimed.message.channel, until)
        case client.EDIT:
            channels.drain(session, channels.EDITS, settings.slack_edits_per_minute, until)
    attempts.later(session, claimed, until, fault.error)


def _channel_refused(
    session: Session, settings: Settings, claimed: Claimed, fault: SlackFault, now: datetime
) -> None:
    channel, until = claimed.message.channel, now + CHANNEL_RESTS
    log.error("channel_refused", channel=channel, error=fault.error)
    channels.refused(session, channel, until, fault.error)
    places.refused(session, channel, fault.error)
    attempts.later(session, claimed, until, fault.error)
    ops = settings.ops_channel
    if ops and ops != channel:
        about = {"channel": channel, "error": fault.error}
        messages.want(session, Kind.TROUBLE, f"channel:{channel}", ops, payload=about)
