"""
Merging: one dispute stands for another that is about the same matter.

The platform goes on with both, so both keep their deadlines, their nudges and their answers; but
one person has both, and whoever resolves the main one resolves the other with it. While it is
open, a merged dispute's main one is open and ours too: where the platform ends that or takes it
over, the other stands alone again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models import events, members
from models.disputes import Dispute
from models.errors import Refused
from models.events import AuditEntry
from models.guarding import ALONE, OPEN, guarded
from models.members import Actor, Permission
from models.nudging import ladders
from models.records import Status


def merge(session: Session, actor: Actor, dispute: Dispute, main: Dispute, now: datetime) -> None:
    """
    From now on `main` stands for `dispute`; whoever has either has both.

    Raises:
        NotAllowed: it would take what somebody else has.
        Refused: both must be open, ours, of one store, and neither merged already.

    """
    for one in (dispute, main):
        actor.require(Permission.RELATE, one.store)
    if refusal := _hindrance(session, dispute, main):
        raise refusal
    hold(session, {dispute.id, main.id})
    if refusal := _hindrance(session, dispute, main):
        raise refusal
    had = [dispute.assignee_id, main.assignee_id]
    whose = _owned(main if main.assignee_id else dispute)
    if had[0] not in {None, whose["assignee_id"], actor.user_id}:
        actor.require(Permission.RELEASE_OTHERS, dispute.store)
    guarded(session, dispute, OPEN, ALONE, merged_into=main.id, **whose)
    if main.assignee_id != whose["assignee_id"]:
        guarded(session, main, OPEN, ALONE, **whose)
        _pass_on(session, main)
    both = zip((dispute, main), had, strict=True)
    numbers = (dispute.id, main.id, whose["assignee_id"])
    told = [events.DisputeMerged(one.id, *numbers, before) for one, before in both]
    events.record_all(session, told, actor.user_id, now)
    ladders.for_disputes(session, [main, *of(session, main)], now)


def _owned(one: Dispute) -> dict[str, Any]:
    return {
        "assignee_id": one.assignee_id,
        "claimed_at": one.claimed_at,
        "snoozed_until": None,  # It was the owner before who wanted to be left alone.
    }


def _pass_on(session: Session, main: Dispute) -> list[Dispute]:
    """Give what it stands for to its owner; those that were given."""
    mine = col(Dispute.merged_into) == main.id
    return [one for one in of(session, main) if guarded(session, one, OPEN, mine, **_owned(main))]


# Others may be merged into it: it is open, ours, and not merged itself.
MAIN = (OPEN, ALONE, col(Dispute.platform_handled).is_(False))


def can_go(session: Session, dispute: Dispute) -> None:
    """
    Raises:
        Refused: it cannot be merged into any other.

    """
    if refusal := _tied(dispute) or _bears(session, dispute):
        raise refusal


def hold_main(session: Session, dispute: Dispute) -> int | None:
    """The number of what stands for it, which is held first, as by whoever moves that."""
    if dispute.merged_into is not None:
        hold(session, {dispute.merged_into})
    return dispute.merged_into


def hold(session: Session, numbers: set[int]) -> None:
    """Nobody moves any of them before this is done; in one order, so that none waits in a ring."""
    rows = select(Dispute).where(col(Dispute.id).in_(sorted(numbers))).order_by(col(Dispute.id))
    locked = rows.with_for_update(key_share=True)  # What hangs on them may be written meanwhile.
    session.exec(locked.execution_options(populate_existing=True)).all()


def _hindrance(session: Session, dispute: Dispute, main: Dispute) -> Refused | None:
    number, into = f"#{dispute.id}", f"#{main.id}"
    if dispute.id == main.id:
        return Refused("merge-itself", number=number)
    if dispute.store != main.store:
        return Refused("merge-other-store", number=number, into=into)
    return _tied(dispute) or _tied(main) or _bears(session, dispute)


def _tied(one: Dispute) -> Refused | None:
    number = f"#{one.id}"
    if not one.is_open:
        return Refused("already-closed", number=number)
    if one.platform_handled:
        return Refused("platform-handled", number=number)
    if one.merged_into is not None:
        return Refused("merged", number=number, into=f"#{one.merged_into}")
    return None


def _bears(session: Session, dispute: Dispute) -> Refused | None:
    if theirs := of(session, dispute):
        others = ", ".join(f"#{one.id}" for one in theirs)
        return Refused("merge-stands-for-others", number=f"#{dispute.id}", others=others)
    return None


def unmerge(session: Session, actor: Actor, dispute: Dispute, now: datetime) -> None:
    """It stands alone again, and whoever had it before has it again."""
    actor.require(Permission.RELATE, dispute.store)
    main = hold_main(session, dispute)
    owner = _before(session, dispute)
    back = {"assignee_id": owner, "claimed_at": now if owner else None, "merged_into": None}
    merged = col(Dispute.merged_into) == main
    before = dispute.assignee_id
    if main is None or not guarded(session, dispute, OPEN, merged, snoozed_until=None, **back):
        key = "not-merged" if dispute.is_open else "already-closed"
        raise Refused(key, number=f"#{dispute.id}")
    _tell_unmerged(session, dispute, main, before, actor.user_id, now)


def _before(session: Session, dispute: Dispute) -> str | None:
    """Who had it when it was merged, if they still may."""
    merges = select(AuditEntry).where(
        AuditEntry.dispute_id == dispute.id, AuditEntry.action == events.DisputeMerged.__name__
    )
    last = session.exec(merges.order_by(col(AuditEntry.id).desc()).limit(1)).first()
    owner = last.details.get("before") if last else dispute.assignee_id
    may = owner is not None and members.actor(session, owner).may(Permission.CLAIM, dispute.store)
    return owner if may else None


def set_free(session: Session, ended: Sequence[int], now: datetime) -> None:
    """The platform ended these or took them over: what they stood for stands alone again."""
    if not ended:
        return
    theirs = select(Dispute).where(OPEN, col(Dispute.merged_into).in_(ended))
    for dispute in session.exec(theirs).all():
        main, owner = dispute.merged_into, dispute.assignee_id
        since = {"claimed_at": now if owner else None}
        still = col(Dispute.merged_into) == main
        if main is not None and guarded(session, dispute, OPEN, still, merged_into=None, **since):
            _tell_unmerged(session, dispute, main, owner, events.PLATFORM, now)


def _tell_unmerged(
    session: Session, dispute: Dispute, main: int, before: str | None, by: str, now: datetime
) -> None:
    """In the history of both, and on the cards of both."""
    about = (dispute.id, main, dispute.assignee_id, before)
    told = [events.DisputeUnmerged(one, *about) for one in (dispute.id, main)]
    events.record_all(session, told, by, now)
    ladders.for_dispute(session, dispute, now)


def of(session: Session, main: Dispute) -> list[Dispute]:
    """The open disputes that this one stands for."""
    mine = select(Dispute).where(OPEN, Dispute.merged_into == main.id)
    return list(session.exec(mine.order_by(col(Dispute.id))))


def hand(session: Session, main: Dispute, event: events.Event, by: str, now: datetime) -> None:
    """What happened to the owner of a dispute happened to those that it stands for."""
    for one in _pass_on(session, main):
        events.record(session, replace(event, dispute_id=one.id), by, now)
        ladders.for_dispute(session, one, now)


def closed_with(session: Session, main: Dispute) -> list[Dispute]:
    """Those that the move closed that closed this one; the platform goes on with them."""
    same = (
        col(Dispute.closed_at) == main.closed_at,
        col(Dispute.closed_by) == main.closed_by,
        col(Dispute.status) == Status.PROCESSING,
    )
    mine = select(Dispute).where(Dispute.merged_into == main.id, *same)
    return list(session.exec(mine.order_by(col(Dispute.id))))
