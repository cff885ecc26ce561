"""Lists whose rows come, go and move while they are read."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from jobs.sources.account import Account
from jobs.sources.aliexpress import FINISHED, AliExpress
from jobs.sources.errors import Unreadable
from jobs.sources.paging import PAGE_SIZE, Page, walk
from jobs.sources.times import instant, wall_time


@dataclass(frozen=True)
class Named:
    key: str


class Shelf:
    """A list that changes between two readings; `changes` says how, reading by reading."""

    def __init__(self, size, changes=(), *, counted=True):
        self.rows = [Named(f"row-{number}") for number in range(size)]
        self.always = set(self.rows)  # What is there from first to last.
        self.readings = 0
        self._changes = list(changes)
        self._counted = counted

    def read(self, number):
        self.readings += 1
        start = (number - 1) * PAGE_SIZE
        rows = tuple(self.rows[start : start + PAGE_SIZE])
        page = Page(number, rows, len(self.rows) if self._counted else None)
        if self._changes:
            self._change(*self._changes.pop(0))
        return page

    def _change(self, added, removed):
        for _ in range(removed):
            self.always.discard(self.rows.pop(0))
        self.rows[:0] = [Named(f"new-{self.readings}-{number}") for number in range(added)]


def test_a_quiet_list_is_read_page_by_page_and_no_further():
    shelf = Shelf(120)
    assert list(walk(shelf.read)) == shelf.rows
    assert shelf.readings == 3


def test_a_full_last_page_asks_for_no_more():
    shelf = Shelf(PAGE_SIZE)
    assert len(list(walk(shelf.read))) == PAGE_SIZE
    assert shelf.readings == 1


@given(
    size=st.integers(0, 180),
    changes=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4),
)
def test_rows_that_stay_are_all_read_once(size, changes):
    """New rows push them down, leaving rows pull them up: none is missed, none comes twice."""
    changes = [(added, min(removed, size // 4)) for added, removed in changes]
    shelf = Shelf(size, changes)
    seen = list(walk(shelf.read))
    assert len(seen) == len(set(seen))
    assert shelf.always <= set(seen)


def test_pages_smaller_than_we_asked_for_are_all_read():
    rows = [Named(f"row-{number}") for number in range(43)]

    def read(number):
        told = {"page_size": "20", "total_page": 3}
        return Page.of(number, tuple(rows[(number - 1) * 20 : number * 20]), told)

    assert list(walk(read)) == rows


def test_a_list_without_a_total_is_read_until_a_page_is_short():
    shelf = Shelf(PAGE_SIZE + 3, counted=False)
    assert list(walk(shelf.read)) == shelf.rows


def test_one_bad_row_spoils_no_other():
    bad = Unreadable("7", "it has no order")
    page = Page(1, (Named("a"), bad, Named("b")), 3)
    assert list(walk(lambda _number: page)) == [Named("a"), bad, Named("b")]


NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Sold:
    created: datetime
    modified: datetime
    status: str = "WAIT_BUYER_ACCEPT_GOODS"


class LivelyStore:
    """Answers the order list, newest first; at each call one order ends and an old one stirs."""

    def __init__(self, size, events):
        self.orders = {number: Sold(NOW - number * DAY / 20, NOW - DAY) for number in range(size)}
        self.before = set(self.orders)
        self.asleep = {size + number: NOW - number * DAY / 3 for number in range(40)}
        self.events = list(events)
        self.calls = 0

    def now(self):
        return NOW

    def sync(self, _method, business, _system):
        self.calls += 1
        query = json.loads(business["param_aeop_order_query"])
        answer = self._page(query)
        if self.events:
            self._live(*self.events.pop(0))
        return {"result": answer}

    def _page(self, query):
        since, until = (instant(query[f"modified_date_{edge}"]) for edge in ("start", "end"))
        asked = query.get("order_status")
        found = [
            number
            for number, order in self.orders.items()
            if (order.status == FINISHED) == (asked == FINISHED)
            and since <= order.modified <= until
        ]
        found.sort(key=lambda number: self.orders[number].created, reverse=True)
        start = (query["current_page"] - 1) * PAGE_SIZE
        rows = [
            {"order_id": number, "gmt_update": wall_time(self.orders[number].modified)}
            for number in found[start : start + PAGE_SIZE]
        ]
        return {"success": True, "total_count": len(found), "target_list": rows}

    def _live(self, ended, stirred):
        """The list loses a row and wins one further down: its total stays."""
        running = [number for number, one in self.orders.items() if one.status != FINISHED]
        if running:
            order = self.orders[running[ended % len(running)]]
            order.status, order.modified = FINISHED, NOW
        if self.asleep:
            number = list(self.asleep)[stirred % len(self.asleep)]
            self.orders[number] = Sold(self.asleep.pop(number), NOW)


@given(
    size=st.integers(0, 140),
    events=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=8),
)
@example(size=120, events=[(0, 39)])
@example(size=120, events=[(0, 39), (1, 38), (60, 37), (2, 36)])
def test_an_order_that_leaves_while_another_comes_hides_none(size, events):
    store = LivelyStore(size, events)
    source = AliExpress(store, Account("nordic", "token"))
    read = {int(row.order_id) for row in source.orders(NOW - 30 * DAY, NOW + DAY / 144)}
    assert store.before <= read


def test_a_list_of_one_page_costs_one_call():
    store = LivelyStore(PAGE_SIZE, [])
    list(AliExpress(store, Account("nordic", "token")).orders(NOW - 20 * DAY, NOW))
    assert store.calls == 2  # The finished ones are asked for apart.
