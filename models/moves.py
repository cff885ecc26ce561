"""
The moves that people make: each one guarded statement that refuses by name.

Every move takes the actor, checks their role in the dispute's store, changes the row only if
it stands as the move expects, and records what happened, all in the caller's transaction.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, true, update

from models import events, lessons, messages, stores
from models.disputes import Dispute
from models.errors import NotUnderstood, Refused
from models.members import Actor, Permission
from models.members import actor as member_actor
from models.nudging import ladders
from models.reading import turns
from models.records import Outcome, Status
from models.replies import uses
from models.tagging import Cause

LONGEST_REPLY = 500  # The platform takes no more.


def guarded(
    session: Session, dispute: Dispute, *expects: ColumnElement[bool], **values: Any
) -> bool:
    """Change the row if it still stands as expected; True when it did."""
    done = session.exec(
        update(Dispute)
        .where(col(Dispute.id) == dispute.id, *expects)
        .values(version=Dispute.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    session.expire(dispute)
    return done.rowcount == 1


_OPEN = col(Dispute.closed_at).is_(None)
_NOBODYS = col(Dispute.assignee_id).is_(None)


def claim(session: Session, actor: Actor, dispute: Dispute, now: datetime) -> None:
    actor.require(Permission.CLAIM, dispute.store)
    taken = guarded(
        session,
        dispute,
        _OPEN,
        _NOBODYS,
        col(Dispute.platform_handled).is_(False),
        assignee_id=actor.user_id,
        claimed_at=now,
    )
    if not taken:
        raise _refusal_to_claim(dispute, actor)
    events.record(session, events.DisputeClaimed(dispute.id, actor.user_id), actor.user_id, now)
    ladders.for_dispute(session, dispute, now)
    show_brief(session, dispute)


def _refusal_to_claim(dispute: Dispute, actor: Actor) -> Refused:
    number = f"#{dispute.id}"
    if not dispute.is_open:
        return Refused("already-closed", number=number)
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
        _OPEN,
        col(Dispute.assignee_id) == before,
        assignee_id=None,
        claimed_at=None,
        snoozed_until=None,  # It was the owner who wanted to be left alone.
    )
    if not given_back:
        key = "nobody-has-it" if dispute.is_open else "already-closed"
        raise Refused(key, number=f"#{dispute.id}")
    released = events.DisputeReleased(dispute.id, before or "")
    events.record(session, released, actor.user_id, now)
    ladders.for_dispute(session, dispute, now)


def assign(session: Session, actor: Actor, dispute: Dispute, to: str, now: datetime) -> None:
    actor.require(Permission.ASSIGN, dispute.store)
    if not member_actor(session, to).may(Permission.CLAIM, dispute.store):
        raise Refused("cannot-be-given", person=to)
    before = dispute.assignee_id
    given = guarded(
        session,
        dispute,
        _OPEN,
        col(Dispute.platform_handled).is_(False),
        _NOBODYS if before is None else col(Dispute.assignee_id) == before,
        assignee_id=to,
        claimed_at=now,
        snoozed_until=None,
    )
    if not given:
        raise _refusal_to_claim(dispute, actor)
    events.record(session, events.DisputeAssigned(dispute.id, to, before), actor.user_id, now)
    ladders.for_dispute(session, dispute, now)
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
    resolved = guarded(
        session,
        dispute,
        _OPEN,
        outcome=outcome,
        refunded=refunded,
        prevention=prevention,
        closed_at=now,
        closed_by=actor.user_id,
    )
    if not resolved:
        raise Refused("already-closed", number=f"#{dispute.id}")
    event = events.DisputeResolved(dispute.id, outcome, dispute.assignee_id)
    events.record(session, event, actor.user_id, now)
    turns.note(session, [(dispute, now)])
    ladders.for_dispute(session, dispute, now)


def reopen(session: Session, actor: Actor, dispute: Dispute, now: datetime) -> None:
    actor.require(Permission.RESOLVE, dispute.store)
    if dispute.status is not Status.PROCESSING:
        raise Refused("ended-by-platform", number=f"#{dispute.id}")
    reopened = guarded(
        session,
        dispute,
        col(Dispute.closed_at).is_not(None),
        col(Dispute.status) == Status.PROCESSING,
        outcome=None,
        refunded=None,
        closed_at=None,
        closed_by=None,
    )
    if not reopened:
        raise Refused("not-closed", number=f"#{dispute.id}")
    event = events.DisputeReopened(dispute.id, dispute.assignee_id)
    events.record(session, event, actor.user_id, now)
    turns.note(session, [(dispute, now)])
    ladders.for_dispute(session, dispute, now)


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
    if not guarded(session, dispute, _OPEN, escalated_at=now):
        raise Refused("already-closed", number=f"#{dispute.id}")
    number = events.record(session, events.DisputeEscalated(dispute.id, why), actor.user_id, now)
    store = stores.get(session, dispute.store)
    leads = store.leads_read(leads_channel)
    card = messages.named(session, messages.Kind.CARD, str(dispute.id))
    messages.want(
        session,
        messages.Kind.ESCALATION,
        str(number),
        leads or store.channel,
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
    if not guarded(session, dispute, _OPEN, reply=text, reply_by=actor.user_id):
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
