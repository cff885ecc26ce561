"""Where an order stands, to the asker only."""

from dataclasses import dataclass
from datetime import datetime

from models.disputes import Dispute
from models.orders import Item, Order, ParcelEvent
from models.shipping.lanes import Lane
from models.words import say
from slackbot.views import blocks
from slackbot.views.blocks import Content, escape, section, when
from slackbot.views.phrases import owner, remaining, turn
from slackbot.views.shipping import lane as usual

EVENTS = 3  # The last movements of a parcel.
# The platform's documented order_status; it may send others.
STATUSES = frozenset(
    {
        "PLACE_ORDER_SUCCESS",
        "PAYMENT_PROCESSING",
        "WAIT_SELLER_EXAMINE_MONEY",
        "RISK_CONTROL",
        "RISK_CONTROL_HOLD",
        "WAIT_GROUP",
        "WAIT_GROUP_SUCCESS",
        "WAIT_COMPLETE_ADDRESS",
        "WAIT_SELLER_SEND_GOODS",
        "SELLER_PART_SEND_GOODS",
        "WAIT_BUYER_ACCEPT_GOODS",
        "FUND_PROCESSING",
        "FINISH",
        "IN_CANCEL",
        "IN_ISSUE",
        "IN_FROZEN",
    }
)


@dataclass(frozen=True)
class Found:
    """An order, and all that is shown of it."""

    order: Order
    items: list[Item]
    parcel: list[ParcelEvent]
    disputes: list[Dispute]
    in_full: bool  # Whether the asker may know the buyer.
    lane: Lane | None = None  # How long its carrier takes to its country.


def order(found: Found, now: datetime, language: str) -> Content:
    known = found.order
    title = say(
        "order-state",
        language,
        order=escape(known.order_id, 64),
        state=_state(known.status, language),
        age=blocks.age(known.read_at, now, language),
    )
    lines = [title, _dates(known, now, language), _goods(found, language)]
    lines.append(_parcel(known, found.parcel, language))
    lines.append(usual(found.lane, language) or "")
    lines += [_dispute(dispute, now, language) for dispute in found.disputes] or [
        say("order-no-dispute", language)
    ]
    return Content(blocks.plain(title, 150), [section("\n".join(line for line in lines if line))])


def _state(status: str | None, language: str) -> str:
    if status in STATUSES:
        return say(f"order-status-{status}", language)
    return escape(status, 60) or "–"


def _dates(found: Order, now: datetime, language: str) -> str:
    known = []
    if found.paid_at:
        known.append(say("order-paid", language, at=blocks.day(found.paid_at)))
    if found.shipped_at:
        known.append(say("order-shipped", language, at=blocks.day(found.shipped_at)))
    elif found.ship_by:
        left = blocks.left(found.ship_by, now, language)
        known.append(say("order-ship-by", language, at=when(found.ship_by), left=left))
    if found.promised_by:
        known.append(say("order-promised", language, at=blocks.day(found.promised_by)))
    if found.protection_ends_at:
        known.append(say("order-protection", language, at=blocks.day(found.protection_ends_at)))
    return " · ".join(known)


def _goods(found: Found, language: str) -> str:
    known = found.order
    said = [
        say("order-item", language, name=escape(item.name, 80) or "–", quantity=str(item.quantity))
        for item in found.items[:3]
    ]
    said.append(blocks.money(known.amount, known.currency))
    if known.buyer:
        who = blocks.buyer(known.buyer, in_full=found.in_full)
        said.append(say("buyer", language, login=who))
    if known.buyer_country:
        there = escape(blocks.country(known.buyer_country, language), 60)
        said.append(say("order-to", language, country=there))
    return " · ".join(part for part in said if part)


def _parcel(found: Order, parcel: list[ParcelEvent], language: str) -> str:
    if not found.tracking_number:
        return say("order-no-parcel", language)
    events = " · ".join(
        f"{blocks.day(event.at)} {escape(event.text or event.code, 120)}"
        for event in parcel[:EVENTS]
    )
    carrier = escape(found.carrier, 60) or "–"
    number = escape(found.tracking_number, 40)
    said = events or say("no-movement", language)
    return say("order-parcel", language, carrier=carrier, number=number, events=said)


def _dispute(dispute: Dispute, now: datetime, language: str) -> str:
    return say(
        "order-dispute",
        language,
        number=str(dispute.id),
        turn=turn(dispute, language),
        left=remaining(dispute, now, language),
        owner=owner(dispute, language),
    )
