"""A person's word that the buyer of an order without a dispute gets more time to receive."""

from datetime import datetime

from sqlmodel import Session

from models import events, messages, stores
from models.acting import actions, traces
from models.acting.actions import PlatformAction, Wish
from models.acting.approving import MOST_DAYS
from models.errors import NotUnderstood, Refused
from models.members import Actor, Permission
from models.messages import Kind, Message
from models.orders import Order


def let(session: Session, actor: Actor, order: Order) -> None:
    """
    Raises:
        NotAllowed, Refused

    """
    actor.require(Permission.SEND, order.store)
    if not stores.get(session, order.store).may_write:
        raise Refused("writing-off", store=order.store)
    if order.shipped_at is None:
        raise Refused("not-shipped", number=order.order_id)


def approve(
    session: Session, actor: Actor, order: Order, wish: Wish, reminder: Message, now: datetime
) -> PlatformAction:
    """
    Write down what is to be done; a job does it.

    Raises:
        NotAllowed, Refused, NotUnderstood

    """
    let(session, actor, order)
    if wish.target != traces.to_extend(order.protection_ends_at):
        raise Refused("action-changed", number=order.order_id)
    if wish.days is None or not 1 <= wish.days <= MOST_DAYS:
        raise NotUnderstood("extend-days-wrong", most=str(MOST_DAYS))
    action = actions.add_of_order(session, order.id, order.store, wish, actor.user_id, now)
    if action is None:
        raise Refused("action-under-way", number=order.order_id)
    event = events.ExtensionApproved(action.id, order.store, order.order_id, wish.days)
    events.record(session, event, actor.user_id, now)
    tell(session, action, str(action.id), reminder)
    return action


def tell(
    session: Session, action: PlatformAction, name: str, parent: Message | None, **more: str
) -> None:
    """A message in the reminder's thread that shows how the action stands."""
    channel = parent.channel if parent else stores.get(session, action.store).channel
    payload = {"action": action.id, "store": action.store, **more}
    messages.want(session, Kind.ACTION, name, channel, parent=parent, payload=payload)


def settled(session: Session, action: PlatformAction, how: str, now: datetime) -> None:
    """How it ended: the history, its message, and whoever must know by one of its own."""
    events.record(session, events.ExtensionEnded(action.id, how), events.DESK, now)
    told = messages.named(session, Kind.ACTION, str(action.id))
    messages.bump_named(session, {f"{Kind.ACTION}:{action.id}"})
    if how != "sent":
        parent = session.get(Message, told.parent_id) if told and told.parent_id else None
        tell(session, action, f"{action.id}-{action.attempts}", parent, to=action.approved_by)
