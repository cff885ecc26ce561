"""Lists whose rows come, go and move while they are read."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from jobs.sources.errors import Unreadable
from jobs.sources.paging import PAGE_SIZE, Page, walk


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
