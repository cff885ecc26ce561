"""The one door: `take_in` opens or changes disputes and orders, whatever source speaks."""

from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, select

from models import disputes, events, facts, messages, nudges, orders, stores
from models.disputes import Dispute, ProcessEntry, Solution
from models.merging import is_news, merge
from models.orders import Item, Order, ParcelEvent
from models.records import DisputeRecord, OrderRecord, Status, Turn

DISPUTE_FIELDS = (
    "order_id",
    "child_order_id",
    "buyer",
    "buyer_country",
    "language",
    "reason",
    "text",
    "due_at",
    "due_kind",
    "due_estimated",
    "status",
    "turn",
    "raw_status",
    "platform_handled",
    "amount",
    "currency",
    "product_id",
    "product_name",
    "outcome",
    "refunded",
    "facts",
)
ORDER_FIELDS = (
    "buyer",
    "buyer_country",
    "status",
    "paid_at",
    "ship_by",
    "shipped_at",
    "promised_by",
    "protection_ends_at",
    "tracking_number",
    "carrier",
    "amount",
    "currency",
)
# A person resolved it, and then the buyer or the platform changed one of these: it is back.
STIRS = frozenset({"turn", "due_at", "text", "amount", "platform_handled"})
END = ("outcome", "refunded")

Row = TypeVar("Row", bound=SQLModel)


class Verdict(StrEnum):
    OPENED = "opened"  # Or added, for an order.
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def take_in_dispute(session: Session, record: DisputeRecord, now: datetime) -> Verdict:
    """
    Open or change the dispute that a record speaks of, and say which.

    Raises:
        UnknownStore: the record's store is not one of ours.

    """
    stores.get(session, record.store)
    dispute = _held(session, Dispute, store=record.store, issue_id=record.issue_id)
    if dispute is None:
        _open(session, record, now)
        return Verdict.OPENED
    before = _snapshot(dispute)
    changed = merge(dispute, _said(record) | _no_end(record, dispute), record.modified_at or now)
    details = _take_in_details(session, dispute, record, record.modified_at or now)
    dispute.read_at = now
    dispute.modified_at = _latest(dispute.modified_at, record.modified_at)
    session.add(dispute)
    if not changed and not details:
        return Verdict.UNCHANGED
    _follow(session, dispute, before, changed, record, now)
    return Verdict.CHANGED


def _held(session: Session, table: type[Row], **key: str) -> Row | None:
    """The row of that key, locked: two doors may speak of it at once, and neither is lost."""
    mine = select(table).filter_by(**key).with_for_update()
    return session.exec(mine.execution_options(populate_existing=True)).one_or_none()


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def _said(record: DisputeRecord) -> dict[str, Any]:
    """What the record says, with what follows from it."""
    said = _told(record, DISPUTE_FIELDS)
    if record.turn is None and "status" in said:
        said["turn"] = Turn.OURS if record.status is Status.PROCESSING else Turn.CLOSED
    if record.status is not Status.PROCESSING:
        said["turn"] = Turn.CLOSED
    if "facts" in said:
        said["facts"] = record.facts.model_dump(exclude_none=True)
        if not said["facts"]:
            del said["facts"]
    return said


def _no_end(record: DisputeRecord, dispute: Dispute) -> dict[str, Any]:
    """What is still going on has no end yet, unless a person here resolved it."""
    told = record.status if "status" in record.model_fields_set else None
    going_on = told is Status.PROCESSING and dispute.closed_by is None
    return dict.fromkeys(END) if going_on else {}


def _told(record: DisputeRecord | OrderRecord, fields: tuple[str, ...]) -> dict[str, Any]:
    """The fields that the record speaks of; of nulls only a deadline's says more than silence."""
    told = {name: getattr(record, name) for name in fields if name in record.model_fields_set}
    return {name: value for name, value in told.items() if value is not None or name == "due_at"}


def _open(session: Session, record: DisputeRecord, now: datetime) -> None:
    turn = record.turn or (Turn.OURS if record.status is Status.PROCESSING else Turn.CLOSED)
    dispute = Dispute(
        store=record.store,
        issue_id=record.issue_id,
        order_id=record.order_id,
        opened_at=record.opened_at,
        modified_at=record.modified_at,
        turn=turn,
        turn_since=record.modified_at or record.opened_at,
        seen_at=now,
        read_at=now,
        **facts.UNTAGGED,
    )
    merge(dispute, _said(record) | _no_end(record, dispute), record.modified_at or now)
    if dispute.status is not Status.PROCESSING:
        dispute.turn = Turn.CLOSED
        dispute.closed_at = record.closed_at or record.modified_at or now
    facts.retag(session, dispute)
    session.add(dispute)
    session.flush()
    _take_in_details(session, dispute, record, record.modified_at or now)
    if dispute.is_open:  # What ended before we came is history: it gets no card.
        _want_card(session, dispute)
    events.record(session, events.DisputeOpened(dispute.id), events.PLATFORM, now)
    nudges.for_dispute(session, dispute, now)


def _want_card(session: Session, dispute: Dispute) -> None:
    channel = stores.get(session, dispute.store).channel
    messages.want(session, messages.Kind.CARD, str(dispute.id), channel, dispute_id=dispute.id)


def _snapshot(dispute: Dispute) -> dict[str, Any]:
    return {
        "waits": dispute.waits_for_us,
        "turn": dispute.turn,
        "platform_handled": dispute.platform_handled,
        "is_open": dispute.is_open,
    }


def _follow(
    session: Session,
    dispute: Dispute,
    before: dict[str, Any],
    changed: set[str],
    record: DisputeRecord,
    now: datetime,
) -> None:
    """What a change brings with it: a new tag, an end, a turn, planned nudges, a history line."""
    if changed & {"reason", "text", "facts", "order_id"}:
        facts.retag(session, dispute)
    if dispute.turn is not before["turn"]:
        dispute.turn_since = record.modified_at or now
    dispute.version += 1
    session.add(dispute)
    event = _event(dispute, before, changed, record, now)
    if event is not None:
        events.record(session, event, events.PLATFORM, now)
    else:
        messages.bump(session, dispute.id)
    if isinstance(event, events.DisputeReopened):
        _want_card(session, dispute)  # It may have ended before we came.
    nudges.for_dispute(session, dispute, now)


def _event(
    dispute: Dispute,
    before: dict[str, Any],
    changed: set[str],
    record: DisputeRecord,
    now: datetime,
) -> events.Event | None:
    if dispute.status is not Status.PROCESSING and before["is_open"]:
        dispute.closed_at = record.closed_at or record.modified_at or now
        return events.DisputeClosed(dispute.id, dispute.outcome, dispute.assignee_id)
    if not before["is_open"] and _is_back(dispute, changed):
        dispute.closed_at, dispute.closed_by = None, None
        dispute.outcome, dispute.refunded = None, None
        return events.DisputeReopened(dispute.id, dispute.assignee_id)
    if before["platform_handled"] and not dispute.platform_handled:
        return events.DisputeHandedBack(dispute.id)
    is_theirs = dispute.turn in {Turn.BUYER, Turn.PLATFORM} and not dispute.platform_handled
    if before["waits"] and dispute.is_open and is_theirs:
        dispute.answered_at = record.modified_at or now
        return events.DisputeAnswered(dispute.id, dispute.turn, dispute.assignee_id)
    return events.DisputeChanged(dispute.id, tuple(sorted(changed))) if changed else None


def _is_back(dispute: Dispute, changed: set[str]) -> bool:
    """The platform took it up again, or what a person resolved was stirred by the buyer."""
    if dispute.status is not Status.PROCESSING:
        return False
    return "status" in changed or (dispute.turn in disputes.OURS and bool(changed & STIRS))


def _take_in_details(
    session: Session, dispute: Dispute, record: DisputeRecord, at: datetime
) -> bool:
    """Solutions are kept in their present state, the log grows; say whether anything is new."""
    news = False
    known = {(s.owner, s.solution_id): s for s in disputes.solutions_of(session, dispute)}
    for said in record.solutions:
        values = said.model_dump()
        row = known.get((said.owner, said.solution_id))
        is_fresh = is_news(dispute, f"solution {said.owner} {said.solution_id}", at)
        if row is None:
            session.add(Solution(dispute_id=dispute.id, **values))
            news = True
        elif is_fresh and any(getattr(row, name) != value for name, value in values.items()):
            row.sqlmodel_update(values)
            news = True
    lines = {(line.at, line.action, line.actor) for line in disputes.process_of(session, dispute)}
    for line in record.process:
        key = (line.at, line.action, line.actor or "")
        if key not in lines:
            lines.add(key)
            values = line.model_dump() | {"actor": line.actor or ""}
            values["attachments"] = list(line.attachments)
            session.add(ProcessEntry(dispute_id=dispute.id, **values))
            news = True
    return news


def take_in_order(session: Session, record: OrderRecord, now: datetime) -> Verdict:
    """
    Add or change the order that a record speaks of, and say which.

    Raises:
        UnknownStore: the record's store is not one of ours.

    """
    stores.get(session, record.store)
    order = _held(session, Order, store=record.store, order_id=record.order_id)
    verdict = Verdict.OPENED if order is None else Verdict.UNCHANGED
    if order is None:
        digits = record.order_id[-orders.LAST_DIGITS :]
        order = Order(store=record.store, order_id=record.order_id, last_digits=digits, read_at=now)
    at = record.modified_at or now
    changed = merge(order, _told(record, ORDER_FIELDS), at)
    order.modified_at = _latest(order.modified_at, record.modified_at)
    order.read_at = now
    session.add(order)
    session.flush()
    news = _take_in_items(session, order, record, at) | take_in_parcel(
        session, order, record.events
    )
    if verdict is Verdict.UNCHANGED and (changed or news):
        verdict = Verdict.CHANGED
    if verdict is not Verdict.UNCHANGED:
        _follow_order(session, order, changed, now)
    return verdict


def _follow_order(session: Session, order: Order, changed: set[str], now: datetime) -> None:
    if "tracking_number" in changed:
        order.track_at = now
    nudges.for_order(session, order, now)
    messages.bump_named(session, nudges.messages_about(session, order))
    refresh_disputes_of(session, order)


def _take_in_items(session: Session, order: Order, record: OrderRecord, at: datetime) -> bool:
    if not record.items or not is_news(order, "items", at):
        return False
    known = orders.items_of(session, order)
    said = [item.model_dump() for item in record.items]
    fields = tuple(said[0])
    if [{name: getattr(item, name) for name in fields} for item in known] == said:
        return False
    for item in known:
        session.delete(item)
    session.flush()
    session.add_all([Item(order_key=order.id, **values) for values in said])
    return True


def take_in_parcel(session: Session, order: Order, told: Any) -> bool:
    """Add what is new of a parcel's way; say whether anything was."""
    known = {(event.at, event.code, event.text) for event in orders.parcel_of(session, order)}
    new = {(event.at, event.code or "", event.text or "") for event in told} - known
    for at, code, text in sorted(new):
        session.add(ParcelEvent(order_key=order.id, at=at, code=code, text=text))
    session.flush()
    return bool(new)


def refresh_disputes_of(session: Session, order: Order) -> None:
    """The order's open disputes know more now: their tag and their card may change."""
    mine = select(Dispute).where(Dispute.store == order.store, Dispute.order_id == order.order_id)
    for dispute in session.exec(mine.with_for_update()):
        if dispute.is_open:
            facts.retag(session, dispute)
            session.add(dispute)
            messages.bump(session, dispute.id)
