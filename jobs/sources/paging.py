"""Reading a list page by page while its rows come, go and move."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from jobs.sources.errors import Unreadable

PAGE_SIZE = 50
_READINGS = 4  # Of a page that comes with fewer rows than were announced.


class Row(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Row)


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; `total` counts the whole list, where the platform says it."""

    number: int
    rows: tuple[T | Unreadable, ...]
    total: int | None = None

    @property
    def announced(self) -> int:
        """How many rows should stand here."""
        if self.total is None:
            return 0
        return max(0, min(PAGE_SIZE, self.total - (self.number - 1) * PAGE_SIZE))

    @property
    def last(self) -> bool:
        if self.total is None:
            return len(self.rows) < PAGE_SIZE
        return self.number * PAGE_SIZE >= self.total or not self.rows


def walk(read: Callable[[int], Page[T]]) -> Iterator[T | Unreadable]:
    """
    Every row of a list, once.

    New rows push others to a later page, where they are met again. Rows that leave pull others
    to an earlier page, unseen: the total shrinks, and we step back as far as they may have gone.
    """
    seen: set[str] = set()
    number, before = 1, 0
    while True:
        page = _whole(read, number)
        yield from _fresh(page, seen)
        back = min(_borders_crossed(before, page.total), number - 1)
        if page.last and not back:
            return
        number, before = number - back if back else number + 1, page.total or 0


def _borders_crossed(before: int, total: int | None) -> int:
    gone = 0 if total is None else max(0, before - total)
    return -(-gone // PAGE_SIZE)


def _whole(read: Callable[[int], Page[T]], number: int) -> Page[T]:
    """The fullest reading of a page; one that stays short says so in an entry of its own."""
    best = read(number)
    for _ in range(_READINGS - 1):
        if len(best.rows) >= best.announced:
            return best
        best = max(best, read(number), key=lambda page: len(page.rows))
    if len(best.rows) >= best.announced:
        return best
    short = Unreadable(f"page {number}", f"{len(best.rows)} of {best.announced} rows came")
    return Page(number, (*best.rows, short), best.total)


def _fresh(page: Page[T], seen: set[str]) -> Iterator[T | Unreadable]:
    for row in page.rows:
        key = row.entry if isinstance(row, Unreadable) else row.key
        if key not in seen:
            seen.add(key)
            yield row
