"""One AliExpress store: its disputes, orders and parcels, read through the gateway."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from jobs.sources import reading
from jobs.sources.account import ORDER_CALLS, Account
from jobs.sources.calling import Caller
from jobs.sources.disputes import dispute_record
from jobs.sources.errors import Refused, Unreadable
from jobs.sources.listing import listing
from jobs.sources.orders import ListedOrder, detailed_order, listed_order
from jobs.sources.paging import PAGE_SIZE, Page, walk
from jobs.sources.parcels import parcel_events, service_key
from jobs.sources.rows import ListedDispute, listed_dispute
from jobs.sources.times import wall_span
from models.records import DisputeRecord, OrderRecord, ParcelEventRecord, Status

__all__ = ["FINISHED", "Account", "AliExpress", "windows"]

_WINDOW = timedelta(days=180)
_FINISHED_WINDOW = timedelta(days=30)
_RESTLESS = timedelta(minutes=20)  # At the end of a span: there what changes meanwhile arrives.
FINISHED = "FINISH"


class AliExpress:
    """Reads one store. Every method raises a SourceError, and nothing else of its own."""

    def __init__(self, caller: Caller, account: Account) -> None:
        self._caller = caller
        self._account = account

    def listed(self, status: Status, page: int) -> Page[ListedDispute]:
        """One page of the store's disputes, newest first."""
        query = {"current_page": page, "page_size": PAGE_SIZE, "issue_status": status.value}
        told = listing(self._call("aliexpress.issue.issuelist.get", query_dto=query), "data_list")
        rows = tuple(listed_dispute(row) for row in reading.rows(told.get("data_list")))
        return Page.of(page, rows, told)

    def disputes(self, status: Status) -> Iterator[ListedDispute | Unreadable]:
        """Every dispute of a status once, newest first; pages are read as they are needed."""
        return walk(lambda number: self.listed(status, number))

    def disputes_of(self, order_no: str, status: Status) -> list[ListedDispute | Unreadable]:
        """The disputes of one order, parent or child."""
        query = {"current_page": 1, "page_size": PAGE_SIZE, "issue_status": status.value}
        number = int(order_no) if order_no.isdecimal() else order_no
        told = self._call("aliexpress.issue.issuelist.get", query_dto=query | {"order_no": number})
        listed = listing(told, "data_list").get("data_list")
        return [listed_dispute(row) for row in reading.rows(listed)]

    def dispute(self, listed: ListedDispute) -> DisputeRecord:
        told = self._call(
            "aliexpress.issue.detail.get",
            buyer_login_id=listed.buyer or "",
            issue_id=listed.issue_id,
        )
        detail = reading.struct(told.get("result_object"))
        if not detail:
            raise Unreadable(listed.issue_id, "the platform sent no detail")
        return dispute_record(self._account.store, listed, detail, self._account.rules)

    def orders(
        self, start: datetime, end: datetime, statuses: Sequence[str] = ()
    ) -> Iterator[ListedOrder | Unreadable]:
        """
        Every order changed between two moments, in windows that the platform allows.

        Without statuses these are all orders: the finished ones have to be asked for apart.
        """
        for status in statuses or ("", FINISHED):
            widest = _FINISHED_WINDOW if status == FINISHED else _WINDOW
            for first, last in windows(start, end, widest):
                yield from self._changed(status, first, last, end - _RESTLESS)

    def order(self, order_id: str) -> OrderRecord:
        wanted = {"order_id": int(order_id) if order_id.isdecimal() else order_id}
        told = self._call(ORDER_CALLS[self._account.dialect.order_calls].detail, param1=wanted)
        target = _target(told)
        if not target:
            raise Refused(f"AliExpress does not know order {order_id} in this store.")
        return detailed_order(self._account.store, order_id, target)

    def tracking(
        self, order_id: str, number: str, carrier: str | None, country: str | None
    ) -> tuple[ParcelEventRecord, ...]:
        """A parcel's movements; none when the carrier has no trace of it."""
        told = self._call(
            "aliexpress.logistics.redefining.querytrackingresult",
            logistics_no=number,
            origin="ESCROW",
            out_ref=order_id,
            service_name=service_key(carrier),
            to_area=country or "",
        )
        return parcel_events(told)

    def _changed(
        self, status: str, start: datetime, end: datetime, calm_until: datetime
    ) -> Iterator[ListedOrder | Unreadable]:
        """
        One window: a single page as it is, and more of them in two lists.

        An order that changes meanwhile moves to the end of the span. So the calm part of it is a
        list that rows only leave, which a walk can see; in one list with those that arrive they
        would keep its total and pull others over a page border unseen. What the restless end
        hides that way is the next reading's, which begins before it.
        """
        parts = [(start, end)]
        first = self._order_page(status, start, end, 1)
        if not first.last and start < calm_until < end:
            parts = [(start, calm_until), (calm_until, end)]
        for begins, ends in parts:
            read = partial(self._order_page, status, begins, ends)
            yield from walk(read, first if len(parts) == 1 else None)

    def _order_page(
        self, status: str, start: datetime, end: datetime, number: int
    ) -> Page[ListedOrder]:
        calls = ORDER_CALLS[self._account.dialect.order_calls]
        first, last = wall_span(start, end)
        paged = {
            "modified_date_start": first,
            "modified_date_end": last,
            **({"order_status": status} if status else {}),
            "current_page": number,
            "page_size": PAGE_SIZE,
        }
        told = self._call(calls.listing, **({calls.query: paged} if calls.query else paged))
        result = listing(told, "target_list")
        targets, now = reading.rows(result.get("target_list")), self._caller.now()
        rows = tuple(listed_order(self._account.store, row, now) for row in targets)
        return Page.of(number, rows, result)

    def _call(self, method: str, **business: Any) -> dict[str, Any]:
        written = {
            name: value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
            for name, value in business.items()
        }
        dialect = self._account.dialect
        system = {dialect.token_parameter: self._account.access_token}
        return self._caller.sync(
            method, written, system | ({"simplify": "true"} if dialect.simplify else {})
        )


def _target(told: Mapping[str, Any]) -> dict[str, Any]:
    """The order in the answer, wherever the call of the day puts it."""
    result = reading.struct(told.get("result"))
    places = (told.get("target"), result.get("data"), result.get("target"), result)
    return next((found for place in places if (found := reading.struct(place))), {})


def windows(
    start: datetime, end: datetime, widest: timedelta
) -> Iterator[tuple[datetime, datetime]]:
    """The span in pieces that last at most `widest` as the platform's wall times."""
    # A doubled hour may widen a piece by as much on both sides.
    step = widest - timedelta(hours=3)
    while start < end:
        yield start, min(start + step, end)
        start += step
