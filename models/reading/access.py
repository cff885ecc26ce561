"""How each store's access to the platform stands: whose it is, and when it is renewed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, or_, select, update

from models import leases
from models.database import insert_once
from models.leases import Held
from models.secrets import Vault
from models.stores import Store
from models.types import JSON, by_value

EARLY = timedelta(minutes=30)  # Before its end an access token is renewed.
FIRST_PAUSE = timedelta(seconds=15)
MOST_DOUBLINGS = 5


class Need(StrEnum):
    """What a person must mend, the worst first."""

    REVOKED = "revoked"  # The platform takes none of our tokens any more.
    APP = "app"  # The app's key, secret or clock is wrong.
    PERMISSION = "permission"  # A group of calls was never granted.
    ENDING = "ending"  # Soon nothing can be renewed any more.


@dataclass(frozen=True)
class Tokens:
    """What a store is read with; an end that nobody told is None."""

    access_token: str | None = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_at: datetime | None
    refresh_expires_at: datetime | None
    account: str | None = None
    seller_id: str | None = None


class Access(SQLModel, table=True):
    __tablename__ = "accesses"

    store: str = Field(primary_key=True, foreign_key="stores.name", max_length=64)
    seller_id: str | None = Field(default=None, index=True, max_length=64)
    account: str | None = None
    renew_at: datetime | None = Field(default=None, index=True)
    try_at: datetime | None = None
    tries: int = 0
    held_until: datetime | None = None
    fence: int = 0
    revoked_at: datetime | None = None
    refused: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Need by door.
    need: Need | None = Field(default=None, sa_type=by_value(Need))  # What people were told.
    need_since: datetime | None = None
    episode: int = 0  # Counts the messages that told of a need.


def of(session: Session, store: str) -> Access:
    """The store's access, its row locked against others until the transaction ends."""
    insert_once(session, Access, store=store, tries=0, fence=0, refused={}, episode=0)
    mine = select(Access).where(Access.store == store).with_for_update()
    return session.exec(mine.execution_options(populate_existing=True)).one()


def keep(session: Session, vault: Vault, store: Store, tokens: Tokens, now: datetime) -> None:
    """Read the store with these from now on; what they do not tell stays as it was."""
    mine = _anew(session, store.name)
    mine.renew_at = early(tokens.expires_at, now)
    mine.seller_id = tokens.seller_id or mine.seller_id
    mine.account = tokens.account or mine.account
    session.add(mine)
    _lock(vault, store, tokens)
    session.add(store)


def given(session: Session, vault: Vault, store: Store, told: Tokens, now: datetime) -> None:
    """What a person gave by hand; what they did not give stays as it was."""
    mine = of(session, store.name)
    mine.seller_id = told.seller_id or mine.seller_id
    session.add(mine)
    if not (told.access_token or told.refresh_token or told.expires_at or told.refresh_expires_at):
        return
    mine = _anew(session, store.name)
    _lock(vault, store, told)
    if told.access_token is None:
        store.access_expires_at = told.expires_at or store.access_expires_at
    if told.refresh_token is None:
        store.refresh_expires_at = told.refresh_expires_at or store.refresh_expires_at
    ends = store.access_expires_at
    mine.renew_at = ends - EARLY if ends is not None else None
    if told.refresh_token is not None and told.access_token is None:
        mine.renew_at = now  # It shall show at once what it is good for.
    session.add_all([mine, store])


def know_seller(session: Session, store: str, seller_id: str) -> None:
    """Whose store it is, unless that is known better."""
    mine = of(session, store)
    mine.seller_id = mine.seller_id or seller_id
    session.add(mine)


def _anew(session: Session, store: str) -> Access:
    """Whoever is renewing the tokens that were comes too late."""
    mine = of(session, store)
    mine.fence += 1
    mine.held_until = mine.try_at = mine.revoked_at = None
    mine.tries = 0
    return mine


def _lock(vault: Vault, store: Store, tokens: Tokens) -> None:
    """Each token comes with its own end, and with none where nobody told it."""
    if tokens.access_token is not None:
        store.access_token = vault.lock(tokens.access_token)
        store.access_expires_at = tokens.expires_at
    if tokens.refresh_token is not None:
        store.refresh_token = vault.lock(tokens.refresh_token)
        store.refresh_expires_at = tokens.refresh_expires_at


def early(ends: datetime | None, now: datetime) -> datetime | None:
    """When to renew: half an hour before the end, or at half of a life that is shorter yet."""
    return None if ends is None else ends - min(EARLY, max(ends - now, timedelta()) / 2)


def due(session: Session, now: datetime) -> list[str]:
    """Stores whose access token is to be renewed now."""
    ready = select(Access.store).join(Store, col(Store.name) == col(Access.store))
    can = col(Store.removed_at).is_(None), col(Store.refresh_token).is_not(None)
    return list(session.exec(ready.where(*_due(now), *can).order_by(col(Access.renew_at))))


def _due(now: datetime) -> tuple[Any, ...]:
    rested = or_(col(Access.try_at).is_(None), col(Access.try_at) <= now)
    return col(Access.renew_at) <= now, col(Access.revoked_at).is_(None), rested


def claim(session: Session, store: str, now: datetime) -> Held | None:
    """Become the one who renews; None when another does, or did."""
    return leases.claim(session, Access, Access.store, store, *_due(now))


def put_off(session: Session, held: Held, now: datetime, least: timedelta = timedelta()) -> None:
    """The platform could not be asked: later, and ever later."""
    tries = select(Access.tries).where(Access.store == held.key)
    done = session.exec(tries).one()
    until = now + max(least, FIRST_PAUSE * 2 ** min(done, MOST_DOUBLINGS))
    leases.release(session, Access, Access.store, held, try_at=until, tries=done + 1)


def revoked(session: Session, held: Held, now: datetime) -> bool:
    """The platform refused to renew; nothing but a person's consent helps."""
    return leases.release(session, Access, Access.store, held, revoked_at=now)


def holds(session: Session, held: Held) -> bool:
    """Whether nobody took over; the row stays locked until the transaction ends."""
    return of(session, held.key).fence == held.fence


def rejected(session: Session, store: Store, now: datetime) -> bool:
    """
    The platform rejected the access token that we hold; True when it can be renewed.

    A token that was replaced meanwhile says nothing about the one in its place.
    """
    mine = of(session, store.name)
    current = session.get(Store, store.name, populate_existing=True)
    if current is None or current.access_token != store.access_token:
        return True
    if current.refresh_token is not None and mine.revoked_at is None:
        mine.renew_at = min(mine.renew_at or now, now)
    else:
        mine.revoked_at = mine.revoked_at or now
    session.add(mine)
    return mine.revoked_at is None


def refused(session: Session, store: str, door: str, need: Need) -> None:
    """The platform keeps a door shut until somebody mends it."""
    mine = of(session, store)
    mine.refused = mine.refused | {door: need.value}
    session.add(mine)


def served(session: Session, store: str, door: str) -> None:
    """A door that was shut was read: whatever was said against it no longer holds."""
    mine = of(session, store)
    mine.refused = {shut: need for shut, need in mine.refused.items() if shut != door}
    mine.revoked_at = None
    session.add(mine)


def sellers(session: Session, seller_id: str) -> list[Store]:
    """The stores that the platform knows by this id."""
    known = select(Store).join(Access, col(Access.store) == col(Store.name))
    return list(
        session.exec(known.where(Access.seller_id == seller_id, col(Store.removed_at).is_(None)))
    )


def cut(session: Session, store: Store) -> None:
    """Forget the tokens; who is renewing them comes too late."""
    store.access_token = store.refresh_token = None
    store.access_expires_at = store.refresh_expires_at = None
    session.add(store)
    mine = update(Access).where(col(Access.store) == store.name)
    gone: dict[str, Any] = {"renew_at": None, "revoked_at": None, "held_until": None, "refused": {}}
    session.exec(mine.values(fence=Access.fence + 1, **gone))
