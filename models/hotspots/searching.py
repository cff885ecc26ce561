"""The search for hot spots of rate. It imports scipy, so only a lazily loaded job imports it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from models import rules
from models.hotspots import counting, improbable
from models.hotspots.counting import Counts
from models.hotspots.spots import Found, Kind, Subject
from models.hotspots.subjects import Key, goods
from models.hotspots.windows import Windows
from models.orders import Item, Order
from models.products import Product
from models.stores import Store
from models.tagging.causes import Cause

SAMPLES = 30


def search(session: Session, store: Store, now: datetime) -> list[Found]:
    """What is improbable now, the most improbable first."""
    policy = rules.by_store(session, [store.name])[store.name].hot_spots
    windows = Windows.before(now, policy.window, policy.past)
    counts = counting.of(session, store.name, windows)

    def without(taken: Sequence[Key]) -> Counts:
        return counting.of(session, store.name, windows, taken) if taken else counts

    found = improbable.one_by_one(without, policy)
    return [_told(session, store.name, windows, key, counts) for key in found]


def _told(session: Session, store: str, windows: Windows, key: Key, counts: Counts) -> Found:
    disputes = counting.disputes(session, store, windows, key)
    causes = Counter(cause for _, cause in disputes).most_common()
    return Found(
        Kind.RATE,
        key.subject,
        key.name,
        called(session, store, key),
        _figures(counts, key, windows, causes),
        _most(causes),
        tuple(number for number, _ in disputes[:SAMPLES]),
    )


def _figures(
    counts: Counts, key: Key, windows: Windows, causes: list[tuple[Cause, int]]
) -> dict[str, Any]:
    mine, rest = counts.of[key], counts.rest(key)
    return {
        "since": windows.start.isoformat(),
        "orders": mine.now.orders,
        "disputed": mine.now.disputed,
        "orders_before": mine.before.orders,
        "disputed_before": mine.before.disputed,
        "orders_elsewhere": rest.orders,
        "disputed_elsewhere": rest.disputed,
        "causes": [[str(cause), count] for cause, count in causes],
    }


def _most(causes: list[tuple[Cause, int]]) -> Cause | None:
    """The cause of more than half."""
    whole = sum(count for _, count in causes)
    return causes[0][0] if causes and 2 * causes[0][1] > whole else None


def called(session: Session, store: str, key: Key) -> str:
    """What people call it: of a product its name, and a variant's behind it."""
    if key.subject not in {Subject.PRODUCT, Subject.VARIANT}:
        return key.name
    product_id, sku = goods(key)
    own = session.get(Product, (store, product_id))
    listed = select(func.max(Item.name)).join(Order).where(Item.product_id == product_id)
    name = (own and own.name) or session.exec(listed.where(col(Order.store) == store)).one()
    return f"{name or product_id} {sku}".strip()
