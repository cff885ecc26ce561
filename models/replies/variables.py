"""What a reply may speak of: values of the order and its parcel, as the buyer reads them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency

from models.disputes import Dispute
from models.orders import Order, ParcelEvent

ASKED = frozenset({"refund"})  # What stands in no record: a person says it.
PLATFORM_ZONE = ZoneInfo("America/Los_Angeles")  # The days that the buyer sees on the platform.


def variables(
    dispute: Dispute, order: Order | None, parcel: list[ParcelEvent], product: str | None
) -> Mapping[str, str]:
    """Only what is known: a reply that needs more refuses to render."""
    locale = dispute.language or "en"
    latest = parcel[0] if parcel else None
    days = (dispute.opened_at - order.shipped_at).days if order and order.shipped_at else None
    told = {
        "product": product,
        "order": dispute.order_id,
        "carrier": order.carrier if order else None,
        "tracking_number": order.tracking_number if order else None,
        "last_event": latest.text if latest else None,
        "last_event_at": _day(latest.at if latest else None, locale),
        "shipped_at": _day(order.shipped_at if order else None, locale),
        "promised_by": _day(order.promised_by if order else None, locale),
        "protection_ends_at": _day(order.protection_ends_at if order else None, locale),
        "days_since_ship": str(days) if days is not None else None,
        "amount": money(dispute.amount, dispute.currency, locale),
    }
    return {name: value for name, value in told.items() if value}


def _day(moment: datetime | None, locale: str) -> str | None:
    return None if moment is None else day(moment, locale)


def day(moment: datetime, locale: str) -> str:
    """The day as the buyer sees it on the platform."""
    return format_date(moment.astimezone(PLATFORM_ZONE), format="long", locale=locale)


def money(amount: Decimal | None, currency: str | None, locale: str) -> str | None:
    """As a reader of that language writes it; None where the sum or its currency is unknown."""
    if amount is None or currency is None:
        return None
    return format_currency(amount, currency, locale=locale)
