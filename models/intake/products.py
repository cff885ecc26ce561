"""What a store says of its products: a catalogue told again changes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models import products
from models.intake.verdicts import Verdict
from models.products import Product
from models.records import ProductRecord


def take_in_products(
    session: Session, records: Sequence[ProductRecord], now: datetime
) -> list[Verdict]:
    """What became of each, in their order."""
    told = defaultdict[str, set[str]](set)
    for record in records:
        told[record.store].add(record.product_id)
    known = {
        (store, key): product
        for store, ids in told.items()
        for key, product in products.of(session, store, ids).items()
    }
    return [_take_in(session, record, known, now) for record in records]


def _take_in(
    session: Session, record: ProductRecord, known: dict[tuple[str, str], Product], now: datetime
) -> Verdict:
    said = _said(record)
    product = known.get((record.store, record.product_id))
    if product is None:
        product = Product(store=record.store, product_id=record.product_id, told_at=now, **said)
        known[record.store, record.product_id] = product
        session.add(product)
        session.flush()
        return Verdict.OPENED
    if all(getattr(product, name) == value for name, value in said.items()):
        return Verdict.UNCHANGED
    product.sqlmodel_update(said | {"told_at": now})
    return Verdict.CHANGED


def _said(record: ProductRecord) -> dict[str, Any]:
    said = record.model_dump(exclude_none=True, exclude={"store", "product_id"})
    if "owner" in said:
        said["owner_id"] = said.pop("owner")
    if "cost" not in said:  # A currency alone would turn the cost that is known into another.
        said.pop("currency", None)
    return said
