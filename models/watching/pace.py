"""How fast what is wanted gets into Slack, counted as it gets there."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from models import tallies
from models.attempts import Claimed
from models.database import clock
from models.messages import Kind
from models.nudging import nudges
from models.tallies import DELIVERY, LATENESS, Seen

NUDGING = frozenset({Kind.NUDGE, Kind.BUNDLE, Kind.SHIPPING})  # What nudges are said in.
POST, EDIT = "post", "edit"


def hold(session: Session, claimed: Claimed) -> None:
    """Before anything else of the transaction in which `note` comes last."""
    if claimed.message.kind in NUDGING:
        nudges.hold_unsaid(session, claimed.message.key)


def note(session: Session, claimed: Claimed) -> None:
    """A message stands in Slack; the last that its transaction writes."""
    now = clock(session)
    tallies.observe(session, _seen(session, claimed, now))


def _seen(session: Session, claimed: Claimed, now: datetime) -> Iterator[Seen]:
    message = claimed.message
    if message.wanted_at is not None:
        how = EDIT if message.ts else POST
        yield DELIVERY, (now - message.wanted_at).total_seconds(), (message.kind, how)
    if message.kind in NUDGING:
        for rule, due_at in nudges.said(session, message.key, now):
            yield LATENESS, (now - due_at).total_seconds(), (rule,)
