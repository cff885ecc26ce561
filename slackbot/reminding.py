"""A shipping reminder with all that its drawing needs, and what people do with it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from models import orders
from models.errors import Refused
from models.members import Permission
from models.messages import Kind, Message
from models.shipping import handling, lanes
from models.shipping.gathering import thresholds
from models.shipping.standing import Held, standing
from slackbot.requests import Turn
from slackbot.views import shipping
from slackbot.views.shipping import Reminder


def load(session: Session, message: Message, now: datetime, page: int | None = None) -> Reminder:
    """
    Args:
        page: Of the modal; without it as the message shows it.

    """
    stands = standing(session, message, now)
    is_list = bool(message.payload.get("list", len(stands.held) > 1))
    shown = stands.held[: shipping.MOST] if page is None else shipping.page_of(stands.held, page)
    full: Sequence[Held] = () if page is None and is_list else shown
    return Reminder(
        message_id=message.id,
        standing=stands,
        items=orders.items_of_all(session, [held.facts.order for held in shown]),
        lanes={o.id: lanes.of(session, o, now) for o in (held.facts.order for held in full)},
        days=thresholds(session, [stands.store])[stands.store].no_movement_after.days,
        is_list=is_list,
    )


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
