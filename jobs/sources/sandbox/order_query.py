"""Which orders a list call asks for, within the windows that the platform allows."""

from datetime import datetime, timedelta

from jobs.sources.sandbox.state import Order
from jobs.sources.sandbox.window import Json, Window
from jobs.sources.times import instant

_WIDEST = timedelta(days=180)
_WIDEST_FINISHED = timedelta(days=30)
_FINISHED = "FINISH"

Span = tuple[datetime, datetime]


class BadQuery(ValueError):
    """The platform declines it in the result, and not by an error envelope."""


def asked(window: Window, order: Order, query: Json) -> bool:
    statuses = set(query.get("order_status_list") or []) | {query.get("order_status") or ""} - {""}
    if statuses and order.status not in statuses:
        return False
    if not statuses and order.status == _FINISHED:
        return False
    widest = _WIDEST_FINISHED if statuses == {_FINISHED} else _WIDEST
    created = _span(query, "create_date", widest)
    modified = _span(query, "modified_date", widest)
    if created is None and modified is None:
        raise BadQuery("create_date_start and modified_date_start cannot both be empty")
    return _within(window.moment(order.created), created) and _within(
        window.moment(order.modified), modified
    )


def _span(query: Json, name: str, widest: timedelta) -> Span | None:
    start, end = (instant(query.get(f"{name}_{edge}")) for edge in ("start", "end"))
    if start is None:
        return None
    end = end or start + widest
    if end - start > widest:
        raise BadQuery(f"the {name} span is longer than {widest.days} days")
    return start, end


def _within(moment: datetime, span: Span | None) -> bool:
    return span is None or span[0] <= moment <= span[1]
