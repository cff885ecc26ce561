"""Which store is read, with which token, by which rules and in which dialect of the gateway."""

from dataclasses import dataclass, field
from typing import NamedTuple

from jobs.sources.deadlines import Rules


class OrderCalls(NamedTuple):
    """One family of order calls."""

    listing: str
    query: str  # The parameter that holds the query; blank when each of its fields is one.
    detail: str


# By the name of the setting. All are documented; the first is the current catalogue's own.
ORDER_CALLS: dict[str, OrderCalls] = {
    "trade": OrderCalls(
        "aliexpress.trade.seller.orderlist.get",
        "param_aeop_order_query",
        "aliexpress.trade.new.redefining.findorderbyid",
    ),
    "solution": OrderCalls(
        "aliexpress.solution.order.get", "param0", "aliexpress.solution.order.info.get"
    ),
    "solution-flat": OrderCalls(
        "aliexpress.solution.order.get", "", "aliexpress.solution.order.info.get"
    ),
}


@dataclass(frozen=True)
class Dialect:
    """What the documentation gives several readings of; all work."""

    token_parameter: str = "session"  # noqa: S105 - The name of a parameter; or "access_token".
    simplify: bool = True
    order_calls: str = "trade"


@dataclass(frozen=True)
class Account:
    """A store and the token that reads it."""

    store: str
    access_token: str = field(repr=False)
    dialect: Dialect = Dialect()
    rules: Rules = field(default_factory=Rules)
