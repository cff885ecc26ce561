"""A store's catalogue: what it says of its products, under the headers that sellers write."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from jobs.imports.names import plain

PRODUCT_ID = "product_id"
_OTHERS = frozenset(map(plain, ("issue_id", "order_id", "订单号")))  # Of disputes and orders.


@cache
def fields() -> Mapping[str, str]:
    """The field of each column, by the column's plain name."""
    told = resources.files("jobs.imports").joinpath("catalogue.toml").read_text("utf-8")
    columns = tomllib.loads(told)["columns"]
    return {plain(name): field for field, names in columns.items() for name in (field, *names)}


def is_one(names: Sequence[str]) -> bool:
    return _OTHERS.isdisjoint(names) and any(fields().get(name) == PRODUCT_ID for name in names)


def twice(header: Sequence[str]) -> list[str]:
    """Columns that mean the same: nobody can say which of them is right."""
    by_field: dict[str, list[str]] = {}
    for name in header:
        by_field.setdefault(fields().get(plain(name), ""), []).append(name)
    known = (names for field, names in by_field.items() if field)
    return next((names for names in known if len(names) > 1), [])


def product(cells: Mapping[str, str]) -> dict[str, str]:
    """What a row says of its product, as a product record has it."""
    return {fields()[name]: cell for name, cell in cells.items() if name in fields()}
