"""Reading a list page by page while its rows come, go and move."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, Self, TypeVar

from jobs.sources import reading
from jobs.sources.errors import Unreadable

PAGE_SIZE = 50
_READINGS = 4  # Of a page that comes with fewer rows than were announced.


class Row(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Row)


@dataclass(frozen=True)
class Page(Generic[T]):
    """
    One page of a list.

    Attributes:
        total: Counts the whole list, where the platform says it.
        size: What the platform takes for a full page, which may be less than we ask for.
        pages: How many there are, where it says that.

    """

    number: int
    rows: tuple[T | Unreadable, ...]
    total: int | None = None
    size: int = PAGE_SIZE
    pages: int | None = None

    @classmethod
    def of(cls, number: int, rows: tuple[T | Unreadable, ...], told: Mapping[str, Any]) -> Self:
        """With what the answer around the rows says of their list."""
        totals = (reading.whole(told.get(name)) for name in ("total_item", "total_count"))
        size = reading.whole(told.get("page_size")) or PAGE_SIZE
        return cls(
            number,
            rows,
            next((total for total in totals if total is not None), None),
            size if 0 < size <= PAGE_SIZE else PAGE_SIZE,
            reading.whole(told.get("total_page")),
        )

    @property
    def announced(self) -> int:
        """How many rows should stand here."""
        if self.total is not None:
            return max(0, min(self.size, self.total - (self.number - 1) * self.size))
        return self.size if self.pages is not None and self.number < self.pages else 0

    @property
    def last(self) -> bool:
        if not self.rows:
            return True
        if self.total is not None:
            return self.number * self.size >= self.total
        return self.number >= self.pages if self.pages is not None else len(self.rows) < self.size


def walk(read: Callable[[int], Page[T]], first: Page[T] | None = None) -> Iterator[T | Unreadable]:
    """
    Every row of a list, once.

    New rows push others to a later page, where they are met again. Rows that leave pull others
    to an earlier page, unseen: the total shrinks, and we step back as far as they may have gone.

    Args:
        first: The first page, where it was read already.

    """
    seen: set[str] = set()
    number, before = 1, 0
    while True:
        page, first = _whole(read, number, first), None
        yield from _fresh(page, seen)
        back = min(_borders_crossed(before, page), number - 1)
        if page.last and not back:
            return
        number, before = number - back if back else number + 1, page.total or 0


def _borders_crossed(before: int, page: Page[T]) -> int:
    gone = 0 if page.total is None else max(0, before - page.total)
    return -(-gone // page.size)


def _whole(read: Callable[[int], Page[T]], number: int, read_already: Page[T] | None) -> Page[T]:
    """The fullest reading of a page; one that stays short says so in an entry of its own."""
    best = read_already or read(number)
    for _ in range(_READINGS - 1):
        if len(best.rows) >= best.announced:
            return best
        best = max(best, read(number), key=lambda page: len(page.rows))
    if len(best.rows) >= best.announced:
        return best
    short = Unreadable(f"page {number}", f"{len(best.rows)} of {best.announced} rows came")
    return replace(best, rows=(*best.rows, short))


def _fresh(page: Page[T], seen: set[str]) -> Iterator[T | Unreadable]:
    for row in page.rows:
        key = row.entry if isinstance(row, Unreadable) else row.key
        if key not in seen:
            seen.add(key)
            yield row
