"""Which orders a list call asks for, within the windows that the platform allows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from jobs.sources.sandbox.state import Order
from jobs.sources.sandbox.window import Json, Window
from jobs.sources.times import instant

_WIDEST = timedelta(days=180)
_WIDEST_FINISHED = timedelta(days=30)
_FINISHED = "FINISH"

Span = tuple[datetime, datetime]


class BadQuery(ValueError):
    """The platform declines it in the result, and not by an error envelope."""


@dataclass(frozen=True)
class Query:
    statuses: frozenset[str]
    created: Span | None
    modified: Span | None

    @classmethod
    def read(cls, told: Json) -> Self:
        """
        Raises:
            BadQuery: no span at all, or one that is too wide.

        """
        named = {*(told.get("order_status_list") or []), told.get("order_status") or ""}
        statuses = frozenset(named - {""})
        widest = _WIDEST_FINISHED if statuses == {_FINISHED} else _WIDEST
        created = _span(told, "create_date", widest)
        modified = _span(told, "modified_date", widest)
        if created is None and modified is None:
            raise BadQuery("create_date_start and modified_date_start cannot both be empty")
        return cls(statuses, created, modified)

    def asks_for(self, window: Window, order: Order) -> bool:
        """Without a status the finished ones are left out."""
        fits = order.status in self.statuses if self.statuses else order.status != _FINISHED
        return (
            fits
            and _within(window.moment(order.created), self.created)
            and _within(window.moment(order.modified), self.modified)
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
