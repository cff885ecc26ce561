"""AliExpress's orders as our records: a row of the list, and the detail of one order."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from jobs.sources import reading
from jobs.sources.errors import Unreadable
from jobs.sources.parcels import carrier
from jobs.sources.times import instant
from models.records import ItemRecord, OrderRecord

# What the end of the current status (over_time_left) is, by status.
_SHIP_BY = {"WAIT_SELLER_SEND_GOODS", "SELLER_PART_SEND_GOODS"}
_LONGEST_PROMISE = 1000  # Days; more is no promise.
_LONGEST_LEFT = 366 * 86_400_000  # Milliseconds; more is no limit to ship.
_ISSUES = {"IN_ISSUE", "END_ISSUE"}
_PROTECTION = {"WAIT_BUYER_ACCEPT_GOODS", "IN_ISSUE"}


class ListedOrder(OrderRecord):
    """An order as the list has it."""

    in_issue: bool = False  # There is a dispute on it, or there was one.

    @property
    def key(self) -> str:
        return self.order_id


def listed_order(
    store: str, row: Mapping[str, Any], now: datetime | None = None
) -> ListedOrder | Unreadable:
    """
    One row of the order list; one that makes no sense is reported and spoils no other.

    Of the limit to ship it only counts down what is left from now, in minutes.
    """
    children = reading.rows(row.get("product_list"))
    shipped = _first_time(row.get("gmt_send_goods_time"), *_each(children, "send_goods_time"))
    status = reading.text(row.get("order_status"))
    try:
        return ListedOrder(
            store=store,
            **_fields(
                order_id=reading.text(row.get("order_id")),
                in_issue=_in_issue(row, children) or None,
                ship_by=_counted_down(row, now) if now and status in _SHIP_BY else None,
                buyer=reading.text(row.get("buyer_login_id")),
                status=status,
                paid_at=instant(row.get("gmt_pay_time")),
                modified_at=instant(row.get("gmt_update")),
                shipped_at=shipped,
                promised_by=_promised_by(shipped, children),
                carrier=_carrier(children, "logistics_type"),
                items=_items(children),
                **_sum(row.get("pay_amount")),
            ),
        )
    except ValidationError as error:
        return Unreadable(
            reading.text(row.get("order_id")) or "without id", reading.complaint(error)
        )


def detailed_order(store: str, order_id: str, target: Mapping[str, Any]) -> OrderRecord:
    """
    The detail knows the limits of the current status, the parcel and the country.

    Its child orders often lack names and counts; then the list's rows are the better ones.
    """
    status = reading.text(target.get("order_status"))
    parcels = reading.rows(target.get("logistic_info_list"))
    children = reading.rows(target.get("child_order_list"))
    try:
        return OrderRecord(
            store=store,
            **_fields(
                order_id=order_id,
                buyer=_buyer(target),
                buyer_country=_country(target),
                status=status,
                paid_at=_first_time(target.get("gmt_pay_success"), target.get("gmt_pay_time")),
                modified_at=instant(target.get("gmt_modified")),
                shipped_at=_first_time(*_each(parcels, "gmt_send")),
                tracking_number=_first(*_each(parcels, "logistics_no")),
                carrier=_carrier(parcels, "logistics_type_code"),
                items=_items(children) if all(_each(children, "product_name")) else (),
                **_limits(status, target),
                **_sum(target.get("order_amount") or target.get("pay_amount")),
            ),
        )
    except ValidationError as error:
        raise Unreadable(order_id, reading.complaint(error)) from error


def _fields(**fields: Any) -> dict[str, Any]:
    if not fields.get("items"):
        fields["items"] = None
    return reading.known(**fields)


def _in_issue(row: Mapping[str, Any], children: list[dict[str, Any]]) -> bool:
    told = [row.get("issue_status"), *_each(children, "issue_status")]
    return any(reading.text(one) in _ISSUES for one in told)


def _counted_down(row: Mapping[str, Any], now: datetime) -> datetime | None:
    """
    The limit to ship, from what is left of it.

    The parts end at minutes and stop at nothing left; the milliseconds are finer and go on below
    zero, but stand in few answers.
    """
    parts = [reading.whole(row.get(f"left_send_good_{part}")) for part in ("day", "hour", "min")]
    days, hours, minutes = (part or 0 for part in parts)
    left = timedelta(days=days, hours=hours, minutes=minutes)
    told = row.get("timeout_left_time")
    fine = reading.number(told)
    if fine is not None and abs(fine) < _LONGEST_LEFT:
        finely = timedelta(milliseconds=fine)
        if not left or abs(finely - left) < timedelta(minutes=2):
            left = finely
    if not left or left > timedelta(milliseconds=_LONGEST_LEFT):
        return None
    return (now + left).replace(microsecond=0)


def _limits(status: str | None, target: Mapping[str, Any]) -> dict[str, Any]:
    """over_time_left is a moment, whatever its name says."""
    ends = instant(target.get("over_time_left"))
    if status in _SHIP_BY:
        return {"ship_by": ends}
    if status in _PROTECTION:
        return {"protection_ends_at": ends}
    return {"protection_ends_at": instant(target.get("gmt_trade_end"))}


def _promised_by(shipped: datetime | None, children: list[dict[str, Any]]) -> datetime | None:
    days = [reading.whole(child.get("freight_commit_day")) for child in children]
    longest = max((day for day in days if day and day < _LONGEST_PROMISE), default=None)
    return shipped + timedelta(days=longest) if shipped and longest else None


def _carrier(rows: list[dict[str, Any]], key: str) -> str | None:
    name, code = (_first(*_each(rows, field)) for field in ("logistics_service_name", key))
    return carrier(name, code)


def _items(children: list[dict[str, Any]]) -> tuple[ItemRecord, ...]:
    return tuple(_item(child) for child in children if reading.text(child.get("product_id")))


def _item(row: Mapping[str, Any]) -> ItemRecord:
    price = reading.struct(row.get("product_unit_price") or row.get("product_price"))
    return ItemRecord(
        product_id=reading.text(row.get("product_id")) or "",
        name=reading.text(row.get("product_name")),
        sku=reading.text(row.get("sku_code")),
        quantity=max(reading.whole(row.get("product_count")) or 1, 0),
        price=reading.money(price.get("amount")),
        child_order_id=_first(row.get("child_id"), row.get("child_order_id")),
    )


def _sum(told: Any) -> dict[str, Any]:
    paid = reading.struct(told)
    amount = reading.money(paid.get("amount"))
    return {
        "amount": amount,
        "currency": reading.currency(paid.get("currency_code")) if amount is not None else None,
    }


def _buyer(target: Mapping[str, Any]) -> str | None:
    info = reading.struct(target.get("buyer_info"))
    return _first(target.get("buyer_login_id"), info.get("login_id"), target.get("buyerloginid"))


def _country(target: Mapping[str, Any]) -> str | None:
    """Of the address only the country is read, for nothing more is needed."""
    address = reading.struct(target.get("receipt_address"))
    return _first(address.get("country"), reading.struct(target.get("buyer_info")).get("country"))


def _each(rows: Iterable[Mapping[str, Any]], *names: str) -> list[Any]:
    return [row.get(name) for name in names for row in rows]


def _first(*told: Any) -> str | None:
    return next((word for value in told if (word := reading.text(value))), None)


def _first_time(*told: Any) -> datetime | None:
    return min((moment for value in told if (moment := instant(value))), default=None)
