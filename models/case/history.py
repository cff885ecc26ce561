"""What the store's own past says: of this buyer, product, lane and cause; always the latest few."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.casefile import Casefile
from models.disputes import Dispute, ProcessEntry, Solution
from models.orders import Item, Order
from models.records import Outcome, SolutionOwner
from models.shipping.lanes import Delivery

ORDERS, PARCELS, DISPUTES = 200, 20, 200  # The latest: they cost the same however many there are.
FEWEST_SOLD = 10  # Orders of a product or a carrier; of fewer no share is told.


class Share(NamedTuple):
    some: int
    of: int

    @property
    def part(self) -> float:
        return self.some / self.of if self.of else 0.0


NONE = Share(0, 0)


@dataclass(frozen=True)
class History:
    earlier: int  # Disputes that this buyer opened here before.
    pictures: int  # That the buyer showed.
    product: Share  # Of its latest orders, those with a dispute.
    carrier: Share  # Of its carrier's latest orders in this store.
    usual: Share  # The same of the store.
    lane_late: Share  # Of the lane's latest parcels, those that took longer than promised now.
    refused: Share  # Of this cause's disputes that AliExpress judged, those we lost.
    offered: Share  # Of those to which we offered a part, those that ended with a part.
    part: float | None  # The median part of the money that was agreed on.


def of(session: Session, case: Casefile) -> History:
    ended = _ended(session, case.dispute)
    judged = [one for one in ended if one.outcome in {Outcome.WON, Outcome.ARBITRATED_LOST}]
    lost = [one for one in judged if one.outcome is Outcome.ARBITRATED_LOST]
    return History(
        earlier=_earlier(session, case.dispute),
        pictures=_pictures(session, case.dispute),
        product=_product(session, case),
        carrier=_carrier(session, case),
        usual=_usual(session, case.dispute),
        lane_late=_lane_late(session, case),
        refused=Share(len(lost), len(judged)),
        offered=_offered(session, ended),
        part=_part(ended),
    )


def _earlier(session: Session, dispute: Dispute) -> int:
    if dispute.buyer is None:
        return 0
    mine = Dispute.store == dispute.store, Dispute.buyer == dispute.buyer
    before = select(func.count()).where(*mine, col(Dispute.opened_at) < dispute.opened_at)
    return session.exec(before).one()


def _pictures(session: Session, dispute: Dispute) -> int:
    mine = ProcessEntry.dispute_id == dispute.id, ProcessEntry.actor == "buyer"
    shown = session.exec(select(ProcessEntry.attachments).where(*mine))
    return len({address for addresses in shown for address in addresses})


def _product(session: Session, case: Casefile) -> Share:
    dispute = case.dispute
    product = dispute.product_id or next((item.product_id for item in case.items), None)
    if product is None:
        return NONE
    sold = select(Order.order_id).join(Item, col(Item.order_key) == col(Order.id))
    sold = sold.where(Item.product_id == product, Order.store == dispute.store)
    latest = session.exec(sold.order_by(col(Order.id).desc()).limit(ORDERS))
    return _of_enough(_disputed(session, dispute, list(latest)))


def _carrier(session: Session, case: Casefile) -> Share:
    """Of what it has carried; an order of today is no proof of anything yet."""
    carrier = case.order.carrier if case.order else None
    if carrier is None:
        return NONE
    carried = select(Order.order_id).where(
        Order.store == case.dispute.store,
        Order.carrier == carrier,
        col(Order.shipped_at).is_not(None),
    )
    latest = session.exec(carried.order_by(col(Order.id).desc()).limit(ORDERS))
    return _of_enough(_disputed(session, case.dispute, list(latest)))


def _usual(session: Session, dispute: Dispute) -> Share:
    all_of_it = select(Order.order_id).where(Order.store == dispute.store)
    latest = session.exec(all_of_it.order_by(col(Order.order_id).desc()).limit(ORDERS))
    return _disputed(session, dispute, list(latest))


def _of_enough(share: Share) -> Share:
    return share if share.of >= FEWEST_SOLD else NONE


def _disputed(session: Session, dispute: Dispute, orders: list[str]) -> Share:
    unique = sorted(set(orders))
    with_one = select(func.count(func.distinct(col(Dispute.order_id)))).where(
        Dispute.store == dispute.store, col(Dispute.order_id).in_(unique)
    )
    return Share(session.exec(with_one).one() if unique else 0, len(unique))


def _lane_late(session: Session, case: Casefile) -> Share:
    order, promised = case.order, case.facts.promised_days
    if order is None or promised is None or not (order.carrier and order.buyer_country):
        return NONE
    lane = select(Delivery.shipped_at, Delivery.delivered_at).where(
        Delivery.store == order.store,
        Delivery.carrier == order.carrier,
        Delivery.country == order.buyer_country.upper(),
        Delivery.order_key != order.id,
    )
    latest = session.exec(lane.order_by(col(Delivery.delivered_at).desc()).limit(PARCELS))
    took = [(arrived - shipped).days for shipped, arrived in latest]
    return Share(sum(days > promised for days in took), len(took))


def _ended(session: Session, dispute: Dispute) -> list[Dispute]:
    same = Dispute.store == dispute.store, Dispute.cause == dispute.cause
    closed = col(Dispute.closed_at).is_not(None), col(Dispute.outcome).is_not(None)
    latest = select(Dispute).where(*same, *closed, Dispute.id != dispute.id)
    return list(session.exec(latest.order_by(col(Dispute.closed_at).desc()).limit(DISPUTES)))


def _offered(session: Session, ended: list[Dispute]) -> Share:
    amounts = {one.id: one.amount for one in ended}
    ours = select(Solution).where(
        col(Solution.dispute_id).in_(sorted(amounts)), Solution.owner == SolutionOwner.SELLER
    )
    offered = {
        plan.dispute_id
        for plan in session.exec(ours)
        if _is_part(plan.amount_usd or plan.amount, amounts[plan.dispute_id])
    }
    agreed = {one.id for one in ended if one.outcome is Outcome.PARTIAL_REFUND}
    return Share(len(agreed & offered), len(offered))


def _is_part(offered: Decimal | None, whole: Decimal | None) -> bool:
    return bool(offered and whole and offered < whole)


def _part(ended: list[Dispute]) -> float | None:
    parts = sorted(
        float(one.refunded / one.amount)
        for one in ended
        if one.outcome is Outcome.PARTIAL_REFUND and one.refunded and one.amount
    )
    return parts[len(parts) // 2] if parts else None


def since(moment: datetime, now: datetime) -> int:
    """Whole days."""
    return (now - moment).days
