"""
Merging: one dispute stands for another that is about the same matter.

The platform goes on with both, so both keep their deadlines, their nudges and their answers; but
one person has both, and whoever resolves the one resolves the other with it. While it is open, a
merged dispute's main one is open too: where the platform ends that, the other stands alone again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from models import events
from models.disputes import Dispute
from models.errors import Refused
from models.guarding import ALONE, OPEN, guarded
from models.members import Actor, Permission
from models.nudging import ladders


def merge(session: Session, actor: Actor, dispute: Dispute, main: Dispute, now: datetime) -> None:
    """
    From now on `main` stands for `dispute`; whoever has either has both.

    Raises:
        Refused: both must be open, ours, of one store, and neither merged already.

    """
    for one in (dispute, main):
        actor.require(Permission.RELATE, one.store)
    _hold(session, dispute, main)
    if refusal := _hindrance(session, dispute, main):
        raise refusal
    owner = main if main.assignee_id else dispute
    had = {"assignee_id": owner.assignee_id, "claimed_at": owner.claimed_at, "snoozed_until": None}
    guarded(session, dispute, OPEN, ALONE, merged_into=main.id, **had)
    if main.assignee_id != had["assignee_id"]:
        guarded(session, main, OPEN, ALONE, **had)
    _tell(session, events.DisputeMerged, dispute.id, main.id, actor.user_id, now)
    ladders.for_disputes(session, [dispute, main], now)


def can_go(session: Session, dispute: Dispute) -> None:
    """
    Raises:
        Refused: it cannot be merged into any other.

    """
    if refusal := _tied(dispute) or _bears(session, dispute):
        raise refusal


def stands_alone(dispute: Dispute) -> bool:
    """Open, ours, and not merged: others may be merged into it."""
    return _tied(dispute) is None


def _hold(session: Session, *disputes: Dispute) -> None:
    """Nobody moves either before this is done; in one order, so that two wait for each other."""
    numbers = sorted(one.id for one in disputes)
    held = select(Dispute).where(col(Dispute.id).in_(numbers)).order_by(col(Dispute.id))
    session.exec(held.with_for_update().execution_options(populate_existing=True)).all()


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
    """It stands alone again; its owner keeps it."""
    actor.require(Permission.RELATE, dispute.store)
    main = dispute.merged_into
    merged = col(Dispute.merged_into) == main
    if main is None or not guarded(session, dispute, OPEN, merged, merged_into=None):
        key = "not-merged" if dispute.is_open else "already-closed"
        raise Refused(key, number=f"#{dispute.id}")
    _tell(session, events.DisputeUnmerged, dispute.id, main, actor.user_id, now)


def set_free(session: Session, ended: Sequence[int], now: datetime) -> None:
    """The platform ended these: what they stood for stands alone again."""
    if not ended:
        return
    theirs = select(Dispute).where(OPEN, col(Dispute.merged_into).in_(ended))
    for dispute in session.exec(theirs).all():
        main = dispute.merged_into
        if main is not None and guarded(session, dispute, OPEN, merged_into=None):
            _tell(session, events.DisputeUnmerged, dispute.id, main, events.PLATFORM, now)


def _tell(
    session: Session,
    event: type[events.DisputeMerged | events.DisputeUnmerged],
    duplicate: int,
    main: int,
    by: str,
    now: datetime,
) -> None:
    """In the history of both, and on the cards of both."""
    happened = [event(one, duplicate, main) for one in (duplicate, main)]
    events.record_all(session, happened, by, now)


def of(session: Session, main: Dispute) -> list[Dispute]:
    """The open disputes that this one stands for."""
    mine = select(Dispute).where(OPEN, Dispute.merged_into == main.id)
    return list(session.exec(mine.order_by(col(Dispute.id))))


def hand(session: Session, main: Dispute, event: events.Event, by: str, now: datetime) -> None:
    """What happened to the owner of a dispute happens to those that it stands for."""
    for one in of(session, main):
        owner = {"assignee_id": main.assignee_id, "claimed_at": main.claimed_at}
        if guarded(session, one, OPEN, snoozed_until=None, **owner):
            events.record(session, replace(event, dispute_id=one.id), by, now)
            ladders.for_dispute(session, one, now)
