"""What the columns of a table mean: our records' fields, Seller Center's export, a catalogue."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from jobs.imports import catalogue, seller_center
from jobs.imports.names import plain
from jobs.imports.tables import JSON_LINE, as_it_was
from models.errors import NotUnderstood
from models.intake import Record
from models.records import DisputeRecord, Facts, OrderRecord, ProductRecord

WHY = "rejected_because"  # The last column of a file of rejected rows.
_NESTED = frozenset({"items", "events", "facts", "solutions", "process"})
_FACTS = {f"facts.{name}" for name in Facts.model_fields}
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_IDS = ("issue_id", "order_id", "child_order_id", "product_id", "tracking_number")


class Unusable(Exception):
    """A row that becomes no record; the sentence says why."""


def known_among(header: Sequence[str]) -> int:
    """How many of these columns mean something to us."""
    return sum(plain(name) in _every() for name in header)


def _every() -> frozenset[str]:
    ours = _own(DisputeRecord) | _own(OrderRecord) | catalogue.fields().keys()
    return seller_center.export().known | ours | {JSON_LINE}


def _own(shape: type[Record]) -> frozenset[str]:
    if shape is ProductRecord:
        return frozenset({*catalogue.fields(), WHY})
    facts = _FACTS if shape is DisputeRecord else set()
    return frozenset({*shape.model_fields, *facts, WHY})


@dataclass(frozen=True)
class Columns:
    """A table's columns, and how a row of theirs becomes a record."""

    names: tuple[str, ...]  # Plain.
    store: str | None  # Of rows that name none.

    @property
    def kept(self) -> list[int]:
        """The places of what is taken: the rest is written into no file either."""
        dropped = seller_center.export().dropped | {WHY} if self.is_export else {WHY}
        return [place for place, name in enumerate(self.names) if name not in dropped]

    @property
    def is_export(self) -> bool:
        return seller_center.ORDER_ID in self.names

    @property
    def is_catalogue(self) -> bool:
        return catalogue.is_one(self.names)

    @property
    def shape(self) -> type[Record]:
        """Of all rows; in JSON lines each says it itself."""
        if self.is_catalogue:
            return ProductRecord
        return DisputeRecord if "issue_id" in self.names else OrderRecord

    @property
    def tell_store(self) -> bool:
        named = {catalogue.fields().get(name, name) for name in self.names}
        return self.store is not None or bool({"store", JSON_LINE} & named)

    def record(self, cells: Sequence[str]) -> Record:
        """
        Raises:
            Unusable: with the sentence for whoever brought the row.

        """
        # An apostrophe that we wrote ourselves; anybody else's is theirs.
        mended = map(as_it_was, cells) if WHY in self.names else cells
        written = zip(self.names, mended, strict=False)
        told = self._told({name: cell.strip() for name, cell in written if cell.strip()})
        for name in _IDS:
            if isinstance(told.get(name), str) and _ROUNDED.fullmatch(told[name]):
                raise Unusable(f"{name}: a spreadsheet has rounded this number; format it as text")
        try:
            return self._shape(told).model_validate(told)
        except ValidationError as error:
            raise Unusable("; ".join(sentences(error))) from error

    def _shape(self, told: Mapping[str, Any]) -> type[Record]:
        if "issue_id" in told:
            return DisputeRecord
        is_product = "product_id" in told and "order_id" not in told
        return ProductRecord if is_product or self.is_catalogue else OrderRecord

    def _told(self, cells: dict[str, str]) -> dict[str, Any]:
        if JSON_LINE in cells:
            told = _json(cells[JSON_LINE], "the line")
        elif self.is_export:
            told = seller_center.order(cells)
        elif self.is_catalogue:
            told = catalogue.product(cells)
        else:
            told = _own_fields(cells)
        if not isinstance(told, dict):
            raise Unusable("the line is no JSON object")
        here = told.get("store") or cells.get("store") or self.store
        if self.store is not None and here != self.store:
            raise Unusable(
                f"store: this row is of “{here}”, the file was said to be {self.store}'s"
            )
        return told | ({"store": here} if here else {})


def _own_fields(cells: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, cell in cells.items():
        head, _, fact = name.partition(".")
        if fact:
            told["facts"] = told.get("facts", {}) | {fact: cell}
        elif name != WHY:
            told[head] = _json(cell, name) if name in _NESTED else cell
    return told


def _json(written: str, where: str) -> Any:
    try:
        return json.loads(written)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{where}: this is not JSON") from error


def sentences(error: ValidationError) -> list[str]:
    return [
        f"{'.'.join(map(str, fault['loc'])) or 'record'}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def understood(file: str, header: Sequence[str], store: str | None) -> Columns:
    """
    Raises:
        NotUnderstood: columns that we do not know, or none of those that we need.

    """
    names = tuple(plain(name) for name in header)
    columns = Columns(names, store)
    if not columns.is_export and JSON_LINE not in names:
        shape = columns.shape
        unknown = [name for name in header if plain(name) not in _own(shape)]
        if unknown or (shape is not ProductRecord and "order_id" not in names):
            raise _unknown(file, unknown or list(header), shape)
        if columns.is_catalogue and (twice := catalogue.twice(header)):
            raise NotUnderstood("import-same-columns", file=file, asked=", ".join(twice))
    if not columns.tell_store:
        raise NotUnderstood("import-no-store", file=file)
    return columns


def _unknown(file: str, unknown: Sequence[str], shape: type[Record]) -> NotUnderstood:
    return NotUnderstood(
        "import-unknown-columns",
        file=file,
        asked=", ".join(name or "(no name)" for name in unknown[:5]),
        known=", ".join(sorted(shape.model_fields)),
    )
