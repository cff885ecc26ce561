"""What was found is kept and told, once."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func, select, update

from models import members, messages, rules
from models.database import insert_once
from models.hotspots.spots import Found, HotSpot, Standing, Subject, thing
from models.hotspots.spots import Kind as SpotKind
from models.hotspots.subjects import LONGEST, Key, goods
from models.hours import presence
from models.members import Permission
from models.messages import Kind
from models.products import Product
from models.rules.leading import HotSpots
from models.stores import Store


def keep(
    session: Session,
    store: Store,
    found: Sequence[Found],
    now: datetime,
    leads: str | None = None,
) -> list[HotSpot]:
    """
    Keep what is new, of whatever kind, and want its message; those are returned.

    What is followed already is not told again, nor is what somebody called none of late. Where
    somebody fixed it, the orders of before that day are no news.

    Args:
        leads: The channel of all leads, for a store that has none of its own.

    """
    policy = rules.by_store(session, [store.name])[store.name]
    new = []
    for one in found:
        window = (policy.hot_spots if one.kind is SpotKind.RATE else policy.cures).window
        if len(one.name) > LONGEST or _was_fixed(session, store.name, one, now - window):
            continue
        if _insert(session, store.name, one, now):
            new.append(_followed(session, store.name, one))
        else:
            _seen(session, store.name, one, now)
    for spot in new:
        _tell(session, store, spot, leads)
    return new


def _insert(session: Session, store: str, one: Found, now: datetime) -> bool:
    row = HotSpot(
        store=store,
        kind=one.kind,
        subject=one.subject,
        name=one.name,
        called=one.called,
        cause=one.cause,
        figures=one.figures,
        samples=list(one.samples),
        owner_id=_owner(session, store, one),
        found_at=now,
        seen_at=now,
    )
    return insert_once(session, HotSpot, **row.model_dump(exclude={"id"}))


def _followed(session: Session, store: str, one: Found) -> HotSpot:
    mine = select(HotSpot).where(_named(store, one), col(HotSpot.ended_at).is_(None))
    return session.exec(mine).one()


def _seen(session: Session, store: str, one: Found, now: datetime) -> None:
    mine = update(HotSpot).where(_named(store, one), col(HotSpot.ended_at).is_(None))
    session.exec(mine.values(seen_at=now))


def _was_fixed(session: Session, store: str, one: Found, since: datetime) -> bool:
    """Whether a fix that is followed no longer lies within the window."""
    ended = col(HotSpot.ended_at).is_not(None), col(HotSpot.fixed_on) > since
    return session.exec(select(HotSpot.id).where(_named(store, one), *ended)).first() is not None


def _named(store: str, one: Found) -> sa.ColumnElement[bool]:
    return and_(
        col(HotSpot.store) == store,
        col(HotSpot.kind) == one.kind,
        col(HotSpot.subject) == one.subject,
        col(HotSpot.name) == one.name,
    )


def _owner(session: Session, store: str, one: Found) -> str | None:
    """Who answers for the product, where they can be written to and may read of the store."""
    if one.subject not in {Subject.PRODUCT, Subject.VARIANT}:
        return None
    product = session.get(Product, (store, goods(Key(one.subject, thing(one)))[0]))
    owner = product.owner_id if product else None
    if owner is None or not presence.is_person(owner):
        return None
    reachable = presence.of(session, [owner])[owner].reachable
    may = members.actor(session, owner).may(Permission.SEE, store)
    return owner if reachable and may else None


def _tell(session: Session, store: Store, spot: HotSpot, leads: str | None) -> None:
    place = spot.owner_id or store.leads_read(leads) or store.channel
    payload = {"store": store.name, "spot": spot.id}
    message = messages.want(session, Kind.HOT_SPOT, str(spot.id), place, payload=payload)
    messages.about(session, message, set(spot.samples))  # It quotes their buyers.


def standing(session: Session, stores: Sequence[str], most: int) -> list[HotSpot]:
    """Those that are followed, the latest found first."""
    mine = select(HotSpot).where(_stands(stores))
    latest = mine.order_by(col(HotSpot.found_at).desc(), col(HotSpot.id).desc())
    return list(session.exec(latest.limit(most)))


def number_standing(session: Session, stores: Sequence[str]) -> int:
    return session.exec(select(func.count()).select_from(HotSpot).where(_stands(stores))).one()


def _stands(stores: Sequence[str]) -> sa.ColumnElement[bool]:
    return and_(
        col(HotSpot.store).in_(stores),
        col(HotSpot.ended_at).is_(None),
        col(HotSpot.standing) != Standing.DISMISSED,
    )


def let_go(session: Session, store: str, policy: HotSpots, now: datetime) -> None:
    """End the silence of those that were called none, and those that are found no more."""
    mine = update(HotSpot).where(col(HotSpot.store) == store, col(HotSpot.ended_at).is_(None))
    none = col(HotSpot.standing) == Standing.DISMISSED
    session.exec(
        mine.where(none, col(HotSpot.moved_at) <= now - policy.silence).values(ended_at=now)
    )
    unseen = col(HotSpot.standing) == Standing.OPEN, col(HotSpot.seen_at) <= now - policy.window
    over = session.exec(
        select(HotSpot.id).where(
            col(HotSpot.store) == store, col(HotSpot.ended_at).is_(None), *unseen
        )
    ).all()
    if over:
        session.exec(mine.where(col(HotSpot.id).in_(over)).values(ended_at=now))
        redraw(session, *over)


def redraw(session: Session, *spots: int) -> None:
    messages.bump_named(session, {f"{Kind.HOT_SPOT}:{spot}" for spot in spots})
