"""More time for the buyers of a reminder's orders: which order and how many days, a last look."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from models.acting.actions import EXTENSION, Act, Wish
from models.acting.approving import MOST_DAYS
from models.acting.traces import to_extend
from models.orders import Order
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import section, when
from slackbot.views.extend import USUAL

MOST_CHOICES = 100  # Of a select.


def modal(message_id: int, orders: Sequence[Order], language: str) -> dict[str, Any]:
    choices = [(f"{one.order_id}", one.id) for one in orders[:MOST_CHOICES]]
    days = {"type": "plain_text_input", "action_id": ids.VALUE, "initial_value": str(USUAL)}
    pick = blocks.select(ids.VALUE, choices, orders[0].id)
    return blocks.modal(
        ids.ORDER_EXTEND_MODAL,
        blocks.plain(say("extend-orders-title", language), 24),
        [
            blocks.field(ids.EXTEND_ORDER, say("extend-which", language), pick),
            blocks.field(
                ids.EXTEND_DAYS,
                say("extend-days", language),
                days,
                hint=say("extend-hint", language, most=str(MOST_DAYS)),
            ),
        ],
        submit=say("send-continue", language),
        close=say("cancel", language),
        metadata=json.dumps({"language": language, "message": message_id}),
    )


def picked(view: Mapping[str, Any]) -> int:
    values = view["state"]["values"]
    return int(values[ids.EXTEND_ORDER][ids.VALUE]["selected_option"]["value"])


def last_look(message_id: int, order: Order, days: int, language: str) -> dict[str, Any]:
    ends_at = order.protection_ends_at
    number = blocks.short_id(order.order_id)
    drawn = [section(f"*{say('act-extend', language, days=str(days), money='')}*")]
    at = when(ends_at) if ends_at else "–"
    drawn.append(section(say("extend-of-order", language, order=number, at=at)))
    if ends_at is not None:
        later = when(ends_at + timedelta(days=days))
        drawn.append(section(say("extend-until", language, at=later)))
    drawn.append(blocks.context(say("send-once", language)))
    told = {"order": order.id, "days": days, "target": to_extend(ends_at), "message": message_id}
    return blocks.modal(
        ids.ORDER_EXTEND_CONFIRM,
        blocks.plain(say("send-look", language), 24),
        drawn,
        submit=say("send-now", language),
        close=say("cancel", language),
        metadata=json.dumps({"language": language, **told}),
    )


def confirmed(view: Mapping[str, Any]) -> Wish:
    told = about.told(view)
    return Wish(Act.EXTEND, told["target"], days=told["days"], lane=EXTENSION)
