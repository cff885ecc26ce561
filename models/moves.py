"""
The moves that people make: each one guarded statement that refuses by name.

Every move takes the actor, checks their role in the dispute's store, changes the row only if
it stands as the move expects, and records what happened, all in the caller's transaction.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, true

from models import duplicates, events, lessons, messages, stores
from models.disputes import Dispute
from models.errors import NotUnderstood, Refused
from models.guarding import ALONE, NOBODYS, OPEN, guarded
from models.members import Actor, Permission
from models.members import actor as member_actor
from models.nudging import ladders
from models.reading import turns
from models.records import Outcome, Status
from models.replies import uses
from models.tagging import Cause

LONGEST_REPLY = 500  # The platform takes no more.


def claim(session: Session, actor: Actor, dispute: Dispute, now: datetime) -> None:
    actor.require(Permission.CLAIM, dispute.store)
    taken = guarded(
        session,
        dispute,
        OPEN,
        NOBODYS,
        ALONE,
        col(Dispute.platform_handled).is_(False),
        assignee_id=actor.user_id,
        claimed_at=now,
    )
    if not taken:
        raise _refusal_to_claim(dispute, actor)
    claimed = events.DisputeClaimed(dispute.id, actor.user_id)
    _changed_hands(session, actor, dispute, claimed, now)
    show_brief(session, dispute)


def _changed_hands(
    session: Session, actor: Actor, dispute: Dispute, event: events.Event, now: datetime
) -> None:
    events.record(session, event, actor.user_id, now)
    ladders.for_dispute(session, dispute, now)
    duplicates.hand(session, dispute, event, actor.user_id, now)


def _refusal_to_claim(dispute: Dispute, actor: Actor) -> Refused:
    number = f"#{dispute.id}"
    if not dispute.is_open:
        return Refused("already-closed", number=number)
    if dispute.merged_into is not None:
        return Refused("merged", number=number, into=f"#{dispute.merged_into}")
    if dispute.platform_handled:
        return Refused("platform-handled", number=number)
    if dispute.assignee_id == actor.user_id:
        return Refused("already-yours", number=number)
    return Refused("already-claimed", number=number, owner=dispute.assignee_id or "")


def release(session: Session, actor: Actor, dispute: Dispute, now: datetime) -> None:
    actor.require(Permission.CLAIM, dispute.store)
    before = dispute.assignee_id
    if before not in {None, actor.user_id}:
        actor.require(Permission.RELEASE_OTHERS, dispute.store)
    given_back = before is not None and guarded(
        session,
        dispute,
        OPEN,
        ALONE,
        col(Dispute.assignee_id) == before,
        assignee_id=None,
        claimed_at=None,
        snoozed_until=None,  # It was the owner who wanted to be left alone.
    )
    if not given_back:
        raise _refusal_to_release(dispute)
    released = events.DisputeReleased(dispute.id, before or "")
    _changed_hands(session, actor, dispute, released, now)


def _refusal_to_release(dispute: Dispute) -> Refused:
    number = f"#{dispute.id}"
    if dispute.is_open and dispute.merged_into is not None:
        return Refused("merged", number=number, into=f"#{dispute.merged_into}")
    return Refused("nobody-has-it" if dispute.is_open else "already-closed", number=number)


def assign(session: Session, actor: Actor, dispute: Dispute, to: str, now: datetime) -> None:
    actor.require(Permission.ASSIGN, dispute.store)
    if not member_actor(session, to).may(Permission.CLAIM, dispute.store):
        raise Refused("cannot-be-given", person=to)
    before = dispute.assignee_id
    given = guarded(
        session,
        dispute,
        OPEN,
        ALONE,
        col(Dispute.platform_handled).is_(False),
        NOBODYS if before is None else col(Dispute.assignee_id) == before,
        assignee_id=to,
        claimed_at=now,
        snoozed_until=None,
    )
    if not given:
        raise _refusal_to_claim(dispute, actor)
    assigned = events.DisputeAssigned(dispute.id, to, before)
    _changed_hands(session, actor, dispute, assigned, now)
    show_brief(session, dispute)


def resolve(  # noqa: PLR0913 - the fields of the resolve form.
    session: Session,
    actor: Actor,
    dispute: Dispute,
    outcome: Outcome,
    now: datetime,
    *,
    refunded: Decimal | None = None,
    prevention: str | None = None,
) -> None:
    actor.require(Permission.RESOLVE, dispute.store)
    duplicates.hold_main(session, dispute)
    how = {"outcome": outcome, "prevention": prevention, "closed_by": actor.user_id}
    if not _closed(session, dispute, now, refunded=refunded, **how):
        raise Refused("already-closed", number=f"#{dispute.id}")
    for duplicate in duplicates.of(session, dispute):
        _closed(session, duplicate, now, col(Dispute.merged_into) == dispute.id, **how)
    if dispute.merged_into is not None:  # Its card names this one no longer.
        messages.bump(session, dispute.merged_into)


def _closed(
    session: Session, dispute: Dispute, now: datetime, *expects: ColumnElement[bool], **how: Any
) -> bool:
    if not guarded(session, dispute, OPEN, *expects, closed_at=now, **how):
        return False
    event = events.DisputeResolved(dispute.id, how["outcome"], dispute.assignee_id)
    events.record(session, event, how["closed_by"], now)
    turns.note(session, [(dispute, now)])
    ladders.for_dispute(session, dispute, now)
    return True


def reopen(session: Session, actor: Actor, dispute: Dispute, now: datetime) -> None:
    actor.require(Permission.RESOLVE, dispute.store)
    if dispute.status is not Status.PROCESSING:
        raise Refused("ended-by-platform", number=f"#{dispute.id}")
    together = duplicates.closed_with(session, dispute) if not dispute.is_open else []
    if not _reopened(session, actor, dispute, now, merged_into=None):
        raise Refused("not-closed", number=f"#{dispute.id}")
    # What the platform decides itself stands for nothing.
    alone = {"merged_into": None} if dispute.platform_handled else {}
    for duplicate in together:
        _reopened(session, actor, duplicate, now, **alone)


def _reopened(session: Session, actor: Actor, dispute: Dispute, now: datetime, **more: Any) -> bool:
    closed = col(Dispute.closed_at).is_not(None), col(Dispute.status) == Status.PROCESSING
    ended = dict.fromkeys(("outcome", "refunded", "closed_at", "closed_by"))
    if not guarded(session, dispute, *closed, **ended, **more):
        return False
    event = events.DisputeReopened(dispute.id, dispute.assignee_id)
    events.record(session, event, actor.user_id, now)
    turns.note(session, [(dispute, now)])
    ladders.for_dispute(session, dispute, now)
    return True


def escalate(
    session: Session,
    actor: Actor,
    dispute: Dispute,
    why: str,
    now: datetime,
    leads_channel: str | None = None,
) -> None:
    """
    Tell the leads, in their channel where there is one, else in the thread.

    Args:
        leads_channel: Where leads read of stores that have no leads' channel of their own.

    """
    actor.require(Permission.ESCALATE, dispute.store)
    if not guarded(session, dispute, OPEN, escalated_at=now):
        raise Refused("already-closed", number=f"#{dispute.id}")
    number = events.record(session, events.DisputeEscalated(dispute.id, why), actor.user_id, now)
    store = stores.get(session, dispute.store)
    leads = store.leads_read(leads_channel)
    card = messages.named(session, messages.Kind.CARD, str(dispute.id))
    messages.want(
        session,
        messages.Kind.ESCALATION,
        str(number),
        leads or (card.channel if card else store.channel),
        dispute_id=dispute.id,
        parent=None if leads else card,
        payload={"by": actor.user_id, "why": why},
    )


def correct_cause(
    session: Session, actor: Actor, dispute: Dispute, cause: Cause, now: datetime
) -> None:
    actor.require(Permission.CORRECT, dispute.store)
    before = dispute.cause
    guarded(session, dispute, true(), cause=cause, cause_by=actor.user_id)
    lessons.learn(session, dispute, now)
    event = events.CauseCorrected(dispute.id, cause, before)
    events.record(session, event, actor.user_id, now)


def settle_reply(
    session: Session,
    actor: Actor,
    dispute: Dispute,
    text: str,
    now: datetime,
    *,
    began_from: str | None = None,
) -> None:
    """
    Keep the text that an agent settled on, to copy into the platform.

    Args:
        began_from: The key of the suggestion that it is made of.

    """
    actor.require(Permission.REPLY, dispute.store)
    if not 1 <= len(text) <= LONGEST_REPLY:
        raise NotUnderstood("reply-length", most=str(LONGEST_REPLY))
    if not guarded(session, dispute, OPEN, reply=text, reply_by=actor.user_id):
        raise Refused("already-closed", number=f"#{dispute.id}")
    if began_from is not None:
        uses.note(session, dispute, began_from, now)
    events.record(session, events.ReplySettled(dispute.id, text), actor.user_id, now)


def show_brief(session: Session, dispute: Dispute) -> None:
    """The case goes into the card's thread, once."""
    card = messages.named(session, messages.Kind.CARD, str(dispute.id))
    if card is not None:
        messages.want(
            session,
            messages.Kind.BRIEF,
            str(dispute.id),
            card.channel,
            dispute_id=dispute.id,
            parent=card,
        )
