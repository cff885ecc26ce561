"""A person's word that something is to be done at the platform: checked to the last cent."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, col

from models import disputes, events, messages, orders, stores
from models.acting import actions, traces
from models.acting.actions import ANSWER, Act, ActionState, PlatformAction, Wish
from models.acting.traces import Plan
from models.disputes import Dispute
from models.errors import NotUnderstood, Refused
from models.guarding import guarded
from models.members import Actor, Permission
from models.messages import Kind
from models.moves import LONGEST_REPLY
from models.records import SolutionOwner, Status
from models.replies import uses
from models.stores import Store

SHORTEST_REPLY = 5  # The platform takes no less.
MOST_DAYS = 60

NEEDS: dict[Act, Permission] = {
    Act.COUNTER: Permission.SEND,
    Act.REFUSE: Permission.SEND,
    Act.AGREE: Permission.AGREE,
    Act.EVIDENCE: Permission.SEND,
    Act.EXTEND: Permission.SEND,
}


def may(session: Session, actor: Actor, dispute: Dispute, act: Act = Act.COUNTER) -> bool:
    """Whether this person may do that at the platform, in a store that lets the desk write."""
    return stores.get(session, dispute.store).may_write and actor.may(NEEDS[act], dispute.store)


def cap(dispute: Dispute, plans: Sequence[Plan]) -> tuple[Decimal, str] | None:
    """The most that may be refunded; where the platform did not say it, what the buyer asks for."""
    if dispute.refund_max is not None and dispute.refund_currency:
        return dispute.refund_max, dispute.refund_currency
    asked = traces.newest(plans, SolutionOwner.BUYER)
    if asked is None or not traces.is_priced(asked) or asked.amount is None:
        return None
    return asked.amount, asked.currency or ""


def approve(
    session: Session,
    actor: Actor,
    dispute: Dispute,
    wish: Wish,
    now: datetime,
    *,
    began_from: str | None = None,
) -> PlatformAction:
    """
    Write down what is to be done; a job does it.

    Args:
        began_from: The key of the suggestion that the words are made of.

    Raises:
        NotAllowed, Refused, NotUnderstood

    """
    _check(session, actor, dispute, wish)
    kept = {"reply": wish.text, "reply_by": actor.user_id} if wish.text else {}
    open_still = (col(Dispute.closed_at).is_(None), col(Dispute.platform_handled).is_(False))
    if not guarded(session, dispute, *open_still, **kept):
        raise Refused("already-closed", number=f"#{dispute.id}")
    action = actions.add(session, dispute.id, dispute.store, wish, actor.user_id, now)
    if action is None:
        raise Refused("action-under-way", number=f"#{dispute.id}")
    if began_from is not None:
        uses.note(session, dispute, began_from, now)
    _record(session, dispute, action, actor, now)
    return action


def again(session: Session, actor: Actor, action: PlatformAction, now: datetime) -> None:
    """
    Send once more, after a look at it, what failed or is unclear.

    Raises:
        NotAllowed, Refused

    """
    dispute = disputes.get(session, action.dispute_id or 0)
    _let(session, actor, dispute, action.act)
    if not actions.again(session, action, actor.user_id, now):
        raise Refused("action-under-way", number=f"#{dispute.id}")
    session.refresh(action)
    _record(session, dispute, action, actor, now)


def _let(session: Session, actor: Actor, dispute: Dispute, act: Act) -> None:
    actor.require(NEEDS[act], dispute.store)
    if not stores.get(session, dispute.store).may_write:
        raise Refused("writing-off", store=dispute.store)
    if not dispute.is_open or dispute.status is not Status.PROCESSING:
        raise Refused("already-closed", number=f"#{dispute.id}")
    if dispute.platform_handled:
        raise Refused("platform-handled", number=f"#{dispute.id}")


def _check(session: Session, actor: Actor, dispute: Dispute, wish: Wish) -> None:
    _let(session, actor, dispute, wish.act)
    if wish.lane == ANSWER:
        _check_answer(session, dispute, wish)
    elif wish.act is Act.EXTEND:
        order = orders.find(session, dispute.store, dispute.order_id)
        if wish.target != traces.to_extend(order.protection_ends_at if order else None):
            raise Refused("action-changed", number=f"#{dispute.id}")
        if wish.days is None or not 1 <= wish.days <= MOST_DAYS:
            raise NotUnderstood("extend-days-wrong", most=str(MOST_DAYS))


def _check_answer(session: Session, dispute: Dispute, wish: Wish) -> None:
    plans = disputes.solutions_of(session, dispute)
    number = f"#{dispute.id}"
    seen_before = dispute.read_at
    for action in actions.of_dispute(session, dispute.id):
        done = action.lane == ANSWER and action.state is ActionState.SENT
        if done and action.claimed_at and (not seen_before or seen_before <= action.claimed_at):
            raise Refused("action-unread", number=number)
    if wish.act is Act.AGREE:
        if wish.target not in map(traces.to_agree, traces.agreeable(plans)):
            raise Refused("action-changed", number=number)
        return
    if wish.target != traces.to_answer(plans):
        raise Refused("action-changed", number=number)
    if not SHORTEST_REPLY <= len(wish.text or "") <= LONGEST_REPLY:
        raise NotUnderstood("send-length", least=str(SHORTEST_REPLY), most=str(LONGEST_REPLY))
    _check_amount(wish, cap(dispute, plans))


def _check_amount(wish: Wish, most: tuple[Decimal, str] | None) -> None:
    if most is None or wish.amount is None or wish.currency != most[1]:
        raise NotUnderstood("send-amount-unknown")
    if not 0 <= wish.amount <= most[0]:
        raise NotUnderstood("send-amount-over", most=f"{most[1]} {most[0]:,.2f}")
    if (wish.amount == 0) is not (wish.act is Act.REFUSE):
        raise NotUnderstood("send-amount-zero")


def _record(
    session: Session, dispute: Dispute, action: PlatformAction, actor: Actor, now: datetime
) -> None:
    event = events.ActionApproved(
        dispute.id,
        action.id,
        action.act,
        action.target,
        f"{action.amount:.2f}" if action.amount is not None else None,
        action.currency,
    )
    events.record(session, event, actor.user_id, now)
    tell(session, dispute, action, str(action.id))


def tell(
    session: Session, dispute: Dispute, action: PlatformAction, name: str, **more: str
) -> None:
    """A message in the card's thread that shows how the action stands."""
    card = messages.named(session, Kind.CARD, str(dispute.id))
    store = session.get_one(Store, dispute.store)  # Also one that was removed meanwhile.
    messages.want(
        session,
        Kind.ACTION,
        name,
        card.channel if card else store.channel,
        dispute_id=dispute.id,
        parent=card,
        payload={"action": action.id, **more},
    )
