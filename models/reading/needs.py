"""What a person must mend of a store's access, and the one message that says so."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models import messages
from models.errors import Refused
from models.messages import Kind
from models.reading import access
from models.reading.access import Access, Need, Tokens
from models.stores import Store

WARNED = timedelta(days=7)  # Before the end of what renews the access.


def needed(store: Store, mine: Access, now: datetime) -> Need | None:
    """The worst of what is to be mended."""
    if store.removed_at is not None or store.access_token is None:
        return None
    if mine.revoked_at is not None:
        return Need.REVOKED
    shut = set(mine.refused.values())
    for need in (Need.APP, Need.PERMISSION):
        if need in shut:
            return need
    ends = last_day(store)
    return Need.ENDING if ends is not None and ends - WARNED <= now else None


def last_day(store: Store) -> datetime | None:
    """From when on nothing renews the access any more, as far as anybody told."""
    return store.access_expires_at if store.refresh_token is None else store.refresh_expires_at


def tell(session: Session, store: Store, now: datetime) -> bool:
    """
    Let the store's channel know what is to be mended, once, or that it was.

    Returns:
        Whether there is anything to send.

    """
    mine = access.of(session, store.name)
    need = needed(store, mine, now)
    if need is mine.need:
        return False
    if mine.need is None:
        mine.episode, mine.need_since = mine.episode + 1, now
    mine.need = need
    session.add(mine)
    session.flush()
    _show(session, store, mine, now)
    return True


def _show(session: Session, store: Store, mine: Access, now: datetime) -> None:
    told = {"store": store.name, "need": mine.need, "episode": mine.episode}
    if mine.need is Need.ENDING and (ends := last_day(store)) is not None:
        told["ends_at"] = ends.isoformat()
    if mine.need is None:
        told["mended_at" if store.removed_at is None else "removed_at"] = now.isoformat()
    name = f"access:{store.name}:{mine.episode}"
    message = messages.want(session, Kind.TROUBLE, name, store.channel, payload=told)
    message.payload = told
    session.add(message)


def changed(session: Session, now: datetime) -> list[str]:
    """Stores whose need changed with time alone: an end that draws near."""
    pairs = select(Store, Access).outerjoin(Access, col(Access.store) == col(Store.name))
    return [
        store.name
        for store, mine in session.exec(pairs.where(col(Store.removed_at).is_(None)))
        if needed(store, mine or Access(store=store.name), now) is not (mine and mine.need)
    ]


def objection(store: Store, mine: Access, tokens: Tokens) -> Refused | None:
    """Why these tokens cannot be the store's."""
    if store.removed_at is not None:
        return Refused("connect-removed")
    ours, theirs = mine.seller_id, tokens.seller_id
    if ours is None or theirs is None or ours == theirs:
        return None
    return Refused("connect-other-seller", store=store.name, ours=ours, theirs=theirs)


def by_store(session: Session, within: list[str]) -> dict[str, Access]:
    """The stores of these whose access somebody must mend."""
    ill = select(Access).where(col(Access.store).in_(within), col(Access.need).is_not(None))
    return {mine.store: mine for mine in session.exec(ill.order_by(col(Access.store)))}
