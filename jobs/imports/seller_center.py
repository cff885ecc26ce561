"""Seller Center's order export: Chinese headers, wall times of Los Angeles, no personal data."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from jobs.imports.names import plain
from jobs.sources.times import instant

ORDER_ID = plain("订单号")
_TIMES = ("paid_at", "ship_by", "shipped_at")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_MONEY = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_SIGNS = (("US", "USD"), ("€", "EUR"), ("£", "GBP"), ("₽", "RUB"), ("CN", "CNY"), ("$", "USD"))


@dataclass(frozen=True)
class Export:
    """By the columns' plain names."""

    fields: Mapping[str, str]
    times: frozenset[str]
    dropped: frozenset[str]
    statuses: Mapping[str, str]

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.fields) | self.times | self.dropped


@cache
def export() -> Export:
    told = resources.files("jobs.imports").joinpath("order_export.toml").read_text("utf-8")
    table = tomllib.loads(told)
    return Export(
        fields={plain(column): field for column, field in table["fields"].items()},
        times=frozenset(map(plain, table["times"]["columns"])),
        dropped=frozenset(map(plain, table["dropped"]["columns"])),
        statuses=table["statuses"],
    )


def order(cells: Mapping[str, str]) -> dict[str, Any]:
    """
    What a row says of its order, as an order record has it.

    The export tells no time of its last change. The latest of the moments that it names is
    one at which it was surely true: what a fresher source told stands against it.
    """
    names = export()
    said: dict[str, Any] = {
        field: cells[column] for column, field in names.fields.items() if cells.get(column)
    }
    for field in _TIMES:
        if field in said:
            said[field] = _moment(said[field])
    said |= _amount(said.pop("amount", "")) | _parcel(said.pop("tracking_number", ""))
    if "status" in said:
        said["status"] = names.statuses.get(said["status"], said["status"])
    known_at = [_moment(cells[column]) for column in names.times if cells.get(column)]
    moments = [moment for moment in known_at if isinstance(moment, datetime)]
    return said | ({"modified_at": max(moments)} if moments else {})


def _moment(written: str) -> datetime | str:
    """The platform writes the wall time of Los Angeles; what is no time is refused as it is."""
    found = _DATE.fullmatch(written.strip())
    if found is None:
        return written
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    text = f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
    return instant(text) or written


def _amount(written: str) -> dict[str, str]:
    """Such as `US $42.65`: the figure, and the currency where it is told."""
    found = _MONEY.search(written)
    if found is None:
        return {"amount": written} if written.strip() else {}
    code = _CURRENCY.search(written)
    by_sign = (name for sign, name in _SIGNS if sign in written)
    currency = code.group() if code else next(by_sign, None)
    said = {"amount": found.group().replace(",", "")}
    return said | ({"currency": currency} if currency else {})


def _parcel(written: str) -> dict[str, str]:
    """`carrier:number`, the latest parcel last; the carrier's own name may hold a colon."""
    lines = [line.strip() for line in written.replace("：", ":").splitlines() if line.strip()]
    if not lines:
        return {}
    carrier, _, number = lines[-1].rpartition(":")
    said = {"tracking_number": number.strip().upper()} if number.strip() else {}
    return said | ({"carrier": carrier.strip()} if carrier.strip() else {})
