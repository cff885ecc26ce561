"""The one door: what is told of disputes and orders opens or changes them, whoever tells it."""

from models.intake.batches import AT_A_TIME, Fault, Record, take_in_each
from models.intake.disputes import take_in_dispute, take_in_disputes
from models.intake.orders import (
    refresh_disputes_of,
    take_in_order,
    take_in_orders,
    take_in_parcel,
)
from models.intake.products import take_in_products
from models.intake.telling import DISPUTE_FIELDS, ORDER_FIELDS
from models.intake.verdicts import Verdict

__all__ = [
    "AT_A_TIME",
    "DISPUTE_FIELDS",
    "ORDER_FIELDS",
    "Fault",
    "Record",
    "Verdict",
    "refresh_disputes_of",
    "take_in_dispute",
    "take_in_disputes",
    "take_in_each",
    "take_in_order",
    "take_in_orders",
    "take_in_parcel",
    "take_in_products",
]
