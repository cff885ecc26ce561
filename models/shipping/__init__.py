"""Reminders about orders and their parcels, before a dispute exists."""

from models.shipping.firing import fire
from models.shipping.planning import for_disputes, for_order, for_orders

__all__ = ["fire", "for_disputes", "for_order", "for_orders"]
