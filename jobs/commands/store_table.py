"""What `disputes store list` shows of each store."""

from collections.abc import Iterator
from datetime import datetime

from rich.table import Table
from sqlmodel import Session

from models import stores
from models.disputes import Dispute
from models.orders import Order
from models.reading import sources
from models.reading.access import Access
from models.stores import Store

COLUMNS = ("Store", "Channel", "Team", "May write", "Tokens", "Last read", "Rows")


def table(session: Session, now: datetime) -> Table:
    drawn, active = Table(*COLUMNS, show_lines=True), stores.active(session)
    counted = {
        "disputes": stores.counts(session, Dispute),
        "orders": stores.counts(session, Order),
    }
    for store in active:
        rows = [f"{name}: {count.get(store.name, 0)}" for name, count in counted.items()]
        drawn.add_row(
            store.name,
            "\n".join(_channels(store)),
            f"{store.timezone}\n{store.language}",
            "yes" if store.may_write else "no",
            "\n".join(_tokens(session, store, now)),
            "\n".join(_read(session, store)) or "never",
            "\n".join(rows),
        )
    return drawn


def _channels(store: Store) -> Iterator[str]:
    yield store.channel
    if store.leads_channel:
        yield f"leads {store.leads_channel}"


def _tokens(session: Session, store: Store, now: datetime) -> Iterator[str]:
    if store.access_token is None:
        yield "not connected"
        return
    yield f"access {_left(store.access_expires_at, now)}"
    if store.refresh_token is None:
        yield "no refresh token"
    else:
        yield f"refresh {_left(store.refresh_expires_at, now)}"
    mine = session.get(Access, store.name)
    if mine is not None and mine.seller_id:
        yield f"seller {mine.seller_id}"
    if mine is not None and mine.need:
        yield f"⚠ {mine.need}"


def _left(ends: datetime | None, now: datetime) -> str:
    if ends is None:
        return "until refused"
    minutes = int((ends - now).total_seconds() // 60)
    if minutes < 0:
        return "ended"
    days, hours = divmod(minutes // 60, 24)
    return f"{days} d {hours} h left" if days else f"{hours} h {minutes % 60} min left"


def _read(session: Session, store: Store) -> Iterator[str]:
    for source in sources.all_of(session):
        if source.store != store.name:
            continue
        if source.read_at:
            yield f"{source.door}: {source.read_at:%Y-%m-%d %H:%M} UTC, {source.rows} changes"
        if source.error or not source.read_at:
            yield f"{source.door}: {source.error or 'never'}"
