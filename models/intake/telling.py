"""What a record says, and what follows from it."""

from collections.abc import Collection
from typing import Any

from models.disputes import Dispute
from models.orders import Order
from models.records import DisputeRecord, OrderRecord, Status, Turn
from models.retention import without_words

DISPUTE_FIELDS = (
    "order_id",
    "child_order_id",
    "buyer",
    "buyer_country",
    "language",
    "reason",
    "text",
    "due_at",
    "due_kind",
    "due_estimated",
    "status",
    "turn",
    "raw_status",
    "platform_handled",
    "amount",
    "currency",
    "refund_max",
    "refund_currency",
    "product_id",
    "product_name",
    "outcome",
    "refunded",
    "facts",
)
ORDER_FIELDS = (
    "buyer",
    "buyer_country",
    "status",
    "paid_at",
    "ship_by",
    "shipped_at",
    "promised_by",
    "protection_ends_at",
    "tracking_number",
    "carrier",
    "amount",
    "currency",
)
END = ("outcome", "refunded")
# What is not taken in again of what was forgotten.
OF_BUYERS = frozenset({"text", "buyer"})
OF_RECEIVERS = frozenset({"buyer", "tracking_number"})


def of_dispute(record: DisputeRecord, dispute: Dispute) -> dict[str, Any]:
    """What the record says of the dispute, with what follows from it."""
    said = _told(record, DISPUTE_FIELDS)
    if record.turn is None and "status" in said:
        said["turn"] = turn_of(record)
    if record.status is not Status.PROCESSING:
        said["turn"] = Turn.CLOSED
    if "facts" in said:
        facts = record.facts.model_dump(exclude_none=True)
        said["facts"] = without_words(facts) if dispute.forgotten_at else facts
        if not said["facts"]:
            del said["facts"]
    if dispute.forgotten_at is not None:
        said = without(said, OF_BUYERS)
    return said | _no_end(record, dispute)


def turn_of(record: DisputeRecord) -> Turn:
    return record.turn or (Turn.OURS if record.status is Status.PROCESSING else Turn.CLOSED)


def _no_end(record: DisputeRecord, dispute: Dispute) -> dict[str, Any]:
    """What is still going on has no end yet, unless a person here resolved it."""
    told = record.status if "status" in record.model_fields_set else None
    going_on = told is Status.PROCESSING and dispute.closed_by is None
    return dict.fromkeys(END) if going_on else {}


def of_order(record: OrderRecord, order: Order) -> dict[str, Any]:
    said = _told(record, ORDER_FIELDS)
    return without(said, OF_RECEIVERS) if order.forgotten_at else said


def without(said: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in names}


def _told(record: DisputeRecord | OrderRecord, fields: tuple[str, ...]) -> dict[str, Any]:
    """The fields that the record speaks of; of nulls only a deadline's says more than silence."""
    spoken = record.model_fields_set
    told = {name: getattr(record, name) for name in fields if name in spoken}
    return {name: value for name, value in told.items() if value is not None or name == "due_at"}
