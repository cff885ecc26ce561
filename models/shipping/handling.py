"""A person has seen to the orders of a reminder: it is over, and so are its later steps."""

from datetime import datetime

from sqlmodel import Session, col, select

from models import events, messages
from models.errors import Refused
from models.members import Actor, Permission
from models.messages import Message
from models.nudging import nudges
from models.nudging.nudges import Nudge, Rule
from models.shipping.planning import HANDLED
from models.shipping.standing import Standing, standing


def handle(session: Session, actor: Actor, message: Message, now: datetime) -> Standing:
    """
    Cancel what is still planned for these orders on the same ground, and remember who said so.

    Raises:
        NotAllowed, Refused

    """
    store = message.payload["store"]
    actor.require(Permission.CLAIM, store)
    before = standing(session, message, now)
    if not before.held:
        raise Refused("reminder-over")
    limits = {one.facts.order.id: one.condition for one in before.held}
    for nudge in _of(session, list(limits), before.rule):
        if nudge.cancelled_at is None and limits[nudge.order_key or 0].is_about(nudge.limit_at):
            nudge.cancelled_at, nudge.why, nudge.person = now, HANDLED, actor.user_id
    about = tuple(one.facts.order.order_id for one in before.held)
    events.record(session, events.OrdersHandled(store, before.rule, about), actor.user_id, now)
    orders = [one.facts.order for one in before.held]
    messages.bump_named(session, nudges.messages_about(session, *orders))
    return before


def _of(session: Session, orders: list[int], rule: Rule) -> list[Nudge]:
    mine = select(Nudge).where(col(Nudge.order_key).in_(orders), Nudge.rule == rule)
    return list(session.exec(mine.with_for_update().order_by(col(Nudge.id))))
