"""A shipping reminder with all that its drawing needs, and what people do with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models import orders
from models.acting import extending
from models.acting.approving import MOST_DAYS
from models.errors import Mistakes, Refused
from models.members import Permission
from models.messages import Kind, Message
from models.nudging.nudges import Rule
from models.orders import Order
from models.shipping import handling, lanes
from models.shipping.gathering import thresholds
from models.shipping.lanes import Lane
from models.shipping.standing import Held, standing
from models.stores import Store
from models.words import say
from slackbot import ids
from slackbot.requests import Turn
from slackbot.views import about, extend, extend_order, shipping
from slackbot.views.shipping import Reminder


def load(session: Session, message: Message, now: datetime, page: int | None = None) -> Reminder:
    """
    Args:
        page: Of the modal; without it as the message shows it.

    """
    stands = standing(session, message, now)
    is_list = bool(message.payload.get("list", len(stands.held) > 1))
    shown = stands.held[: shipping.MOST] if page is None else shipping.page_of(stands.held, page)
    return Reminder(
        message_id=message.id,
        standing=stands,
        items=orders.items_of_all(session, [held.facts.order for held in shown]),
        lanes=_lanes(session, stands.rule, shown, now),
        days=thresholds(session, [stands.store])[stands.store].no_movement_after.days,
        is_list=is_list,
        may_extend=stands.rule is not Rule.SHIP_BY
        and session.get_one(Store, stands.store).may_write,
    )


def _lanes(
    session: Session, rule: Rule, shown: Sequence[Held], now: datetime
) -> dict[int, Lane | None]:
    """By order; how long a parcel takes is no help before it is sent."""
    if rule is Rule.SHIP_BY:
        return {}
    known: dict[tuple[str | None, str | None], Lane | None] = {}
    for order in (held.facts.order for held in shown):
        key = order.carrier, order.buyer_country
        known[key] = known[key] if key in known else lanes.of(session, order, now)
    orders = (held.facts.order for held in shown)
    return {one.id: known[one.carrier, one.buyer_country] for one in orders}


def _asked(turn: Turn, target: str) -> Message:
    message = turn.session.get(Message, int(target)) if target.isdigit() else None
    if message is None or message.kind is not Kind.SHIPPING:
        raise Refused("reminder-over")
    turn.actor.require(Permission.SEE, message.payload["store"])
    return message


def form(turn: Turn, target: str, page: int = 1) -> dict[str, object]:
    """
    The orders of a reminder, with what to write to each buyer.

    Raises:
        NotAllowed, Refused

    """
    shown = load(turn.session, _asked(turn, target), turn.now, page)
    return shipping.modal(shown, page, turn.now, turn.language)


def handle(turn: Turn, target: str) -> None:
    """
    Raises:
        NotAllowed, Refused

    """
    handling.handle(turn.session, turn.actor, _asked(turn, target), turn.now)


def extension_form(turn: Turn, target: str) -> dict[str, object]:
    """
    Which of the reminder's orders, and for how long.

    Raises:
        NotAllowed, Refused

    """
    message = _asked(turn, target)
    held = [one.facts.order for one in standing(turn.session, message, turn.now).held]
    if not held:
        raise Refused("reminder-over")
    extending.let(turn.session, turn.actor, held[0])
    return extend_order.modal(message.id, held, turn.language)


def look_at_extension(turn: Turn, view: dict[str, Any]) -> dict[str, Any]:
    """
    Raises:
        Mistakes, NotAllowed, Refused

    """
    order = turn.session.get_one(Order, extend_order.picked(view))
    extending.let(turn.session, turn.actor, order)
    days = extend.days_of(view)
    if days is None:
        sentence = say("extend-days-wrong", turn.language, most=str(MOST_DAYS))
        raise Mistakes({ids.EXTEND_DAYS: sentence})
    return extend_order.last_look(about.told(view)["message"], order, days, turn.language)


def approve_extension(turn: Turn, view: dict[str, Any]) -> None:
    told = about.told(view)
    order = turn.session.get_one(Order, told["order"])
    reminder = turn.session.get_one(Message, told["message"])
    wish = extend_order.confirmed(view)
    extending.approve(turn.session, turn.actor, order, wish, reminder, turn.now)
