"""What is known of an order and its parcel, and the tag that follows from it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models import duplicates, messages, orders
from models.disputes import Dispute
from models.lessons import Book
from models.orders import Order, ParcelEvent
from models.records import Facts
from models.tagging import Cause, Complaint, language_of, tag

AT_ONCE = 300  # Disputes that one lesson is held against.
UNTAGGED: dict[str, Any] = {"cause": Cause.L1, "confidence": 0.0}
# Cainiao's action codes for a parcel in the buyer's hands.
DELIVERED = frozenset({"GTMS_SIGNED", "GSTA_BUYER_SIGN", "SIGNED"})
# What `known` takes of an order: a change of anything else makes no cause surer.
OF_AN_ORDER = frozenset({"shipped_at", "paid_at", "promised_by", "protection_ends_at", "status"})


def _days(start: datetime | None, end: datetime | None) -> int | None:
    return None if start is None or end is None else (end - start).days


def delivered_at(parcel: list[ParcelEvent]) -> datetime | None:
    return next((event.at for event in parcel if event.code in DELIVERED), None)


def known(dispute: Dispute, order: Order | None, parcel: list[ParcelEvent]) -> Facts:
    """What the source said, completed by what the order and its parcel show at the opening."""
    said = Facts.model_validate(dispute.facts)
    if order is None:
        return said
    at, delivered = dispute.opened_at, delivered_at(parcel)
    latest = parcel[0] if parcel else None
    ends = order.protection_ends_at
    seen = Facts(
        days_since_ship=_days(order.shipped_at, at),
        days_since_order=_days(order.paid_at, at),
        promised_days=_days(order.shipped_at, order.promised_by),
        delivered_after_days=_days(order.shipped_at, delivered),
        days_since_delivery=_days(delivered, at) if delivered and delivered <= at else None,
        tracking_code=latest.code or None if latest else None,
        tracking_status=latest.text or None if latest else None,
        protection_days=_days(order.shipped_at, ends),
        protection_expired=ends < at if ends else None,
        order_status=order.status,
    )
    return Facts.model_validate(
        seen.model_dump(exclude_none=True) | said.model_dump(exclude_none=True)
    )


def retag(session: Session, *disputes: Dispute) -> None:
    """Tag anew with what is known by now and was taught; a person's correction stands."""
    found = orders.find_all(session, [(one.store, one.order_id) for one in disputes])
    parcels = orders.parcels_of_all(session, list(found.values()))
    book = Book(session)
    for dispute in disputes:
        order = found.get((dispute.store, dispute.order_id))
        _tag(dispute, known(dispute, order, parcels.get(order.id, []) if order else []), book)


def _tag(dispute: Dispute, known_of_it: Facts, book: Book) -> None:
    if dispute.text and "language" not in dispute.field_times:  # No source told it.
        dispute.language = language_of(dispute.text) or dispute.language
    if dispute.cause_by is not None:
        return
    complaint = Complaint(
        id=dispute.issue_id, reason=dispute.reason, text=dispute.text, facts=known_of_it
    )
    found = tag(complaint)
    taught = book.taught(dispute)
    if taught is not None and taught.cause is not found.cause:
        found = tag(complaint, taught.cause, taught.by)
    dispute.cause, dispute.confidence = found.cause, round(found.confidence, 4)
    dispute.because, dispute.also = list(found.because), [str(cause) for cause in found.also]


def retag_alike(session: Session, dispute: Dispute, most: int = AT_ONCE) -> None:
    """What is open and nobody has settled may be of the same kind."""
    mine = col(Dispute.closed_at).is_(None), col(Dispute.cause_by).is_(None)
    same = Dispute.language == dispute.language, Dispute.id != dispute.id
    newest = select(Dispute.id, Dispute.merged_into).where(*mine, *same)
    told = session.exec(newest.order_by(col(Dispute.id).desc()).limit(most)).all()
    duplicates.hold(session, {main or number for number, main in told})
    rows = select(Dispute).where(col(Dispute.id).in_([number for number, _ in told]), *mine)
    held = rows.order_by(col(Dispute.id)).with_for_update(key_share=True)
    found = session.exec(held.execution_options(populate_existing=True)).all()
    before = {one.id: one.cause for one in found}
    retag(session, *found)
    moved = [one.id for one in found if one.cause is not before[one.id]]
    messages.bump_all(session, moved)
