"""Orders that must ship soon: one message a store, with the list."""

from dataclasses import dataclass
from datetime import datetime

from models.orders import Item, Order
from models.words import say
from slackbot.views import blocks
from slackbot.views.blocks import Content, escape, when

MOST = 12


@dataclass(frozen=True)
class ToShip:
    order: Order
    items: list[Item]


def shipping(waiting: list[ToShip], now: datetime, language: str) -> Content:
    """The orders of a reminder that still wait; a line that says so when none does."""
    if not waiting:
        done = say("shipping-done", language)
        return Content(done, [blocks.section(done)])
    ordered = sorted(waiting, key=lambda one: one.order.ship_by or now)
    first = ordered[0].order.ship_by or now
    title = say("shipping", language, count=len(ordered), first=when(first), money=_total(ordered))
    lines = [_line(one, now, language) for one in ordered[:MOST]]
    if len(ordered) > MOST:
        lines.append(say("shipping-more", language, count=str(len(ordered) - MOST)))
    text = say("shipping-text", language, count=len(ordered))
    return Content(text, [blocks.section(title), blocks.section("\n".join(lines))])


def _total(waiting: list[ToShip]) -> str:
    currencies = {one.order.currency for one in waiting if one.order.amount is not None}
    if len(currencies) != 1:
        return ""
    total = sum(one.order.amount for one in waiting if one.order.amount is not None)
    return f" ({blocks.money(total or None, currencies.pop())})"


def _line(one: ToShip, now: datetime, language: str) -> str:
    limit = one.order.ship_by or now
    names = [item.name for item in one.items if item.name]
    return say(
        "shipping-line",
        language,
        order=blocks.short_id(one.order.order_id),
        product=escape(names[0] if names else None, 60) or "–",
        limit=when(limit),
        left=blocks.left(limit, now, language),
    )
