"""Firing what is due about orders: one message with a list, not one an order."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models import messages
from models.messages import Kind, Message, State
from models.nudging.nudges import Nudge, Rule, cancel
from models.rules.schema import Shipping
from models.shipping.conditions import Facts, conditions, end_of
from models.shipping.gathering import facts_by_key, thresholds
from models.shipping.standing import standing
from models.stores import Store

# How long a list takes in what falls due after it, without a new message.
JOINS: dict[Rule, timedelta] = {
    Rule.SHIP_BY: timedelta(hours=1),
    Rule.FAILED_DELIVERY: timedelta(hours=1),
    Rule.PICK_UP: timedelta(hours=4),
}
JOINS_OTHERWISE = timedelta(hours=12)
READ_WITHIN = timedelta(hours=1)  # So long a parcel may wait to be read for the first time.
LOOKS_AGAIN = timedelta(minutes=2)


def fire(session: Session, due: Sequence[Nudge], now: datetime) -> int:
    """How many messages were wanted, or took something in."""
    facts = facts_by_key(session, (nudge.order_key for nudge in due))
    rules = thresholds(session, (nudge.store for nudge in due))
    groups: dict[tuple[str, Rule], list[Nudge]] = defaultdict(list)
    for nudge in due:
        mine = facts[nudge.order_key or 0]
        if (until := _reading(nudge, mine, now)) is not None:
            nudge.due_at = until
        elif _holds(nudge, mine, rules[nudge.store], now):
            groups[nudge.store, nudge.rule].append(nudge)
        else:
            cancel([nudge], now, end_of(mine, nudge.rule, nudge.limit_at, now).value)
    return sum(
        _say(session, store, rule, held, rules[store].list_from, now)
        for (store, rule), held in groups.items()
    )


def _reading(nudge: Nudge, facts: Facts, now: datetime) -> datetime | None:
    """
    When to look again: the parcel is about to be read for the first time.

    Nothing is known of it yet; that is no reason to say that nothing happened.
    """
    due = facts.order.track_at
    unread = due is not None and due <= now < due + READ_WITHIN and not facts.parcel
    return now + LOOKS_AGAIN if unread and nudge.rule is not Rule.SHIP_BY else None


def _holds(nudge: Nudge, facts: Facts, rules: Shipping, now: datetime) -> bool:
    found = conditions(facts, rules, now).get(nudge.rule)
    return found is not None and found.is_about(nudge.limit_at)


def _say(
    session: Session, store: str, rule: Rule, held: list[Nudge], list_from: int, now: datetime
) -> int:
    recent = _recent(session, store, rule, now)
    lists = [message for message in recent if message.payload.get("list")]
    joined = next((one for one in lists if standing(session, one, now).held), None)
    if joined is not None:
        messages.bump_one(session, joined.id)
        _said(held, joined, now)
        return 1
    singles = len(recent) - len(lists)
    if len(held) + singles >= list_from:
        _said(held, _wanted(session, store, rule, held, is_list=True), now)
        return 1
    for nudge in held:
        _said([nudge], _wanted(session, store, rule, [nudge], is_list=False), now)
    return len(held)


def _recent(session: Session, store: str, rule: Rule, now: datetime) -> list[Message]:
    since = now - JOINS.get(rule, JOINS_OTHERWISE)
    said = select(Nudge.message_key).where(
        Nudge.store == store,
        Nudge.rule == rule,
        col(Nudge.sent_at) > since,
        col(Nudge.order_key).is_not(None),
    )
    mine = select(Message).where(
        col(Message.key).in_(said), Message.kind == Kind.SHIPPING, Message.state == State.LIVE
    )
    return list(session.exec(mine.order_by(col(Message.id).desc())))


def _wanted(
    session: Session, store: str, rule: Rule, held: list[Nudge], *, is_list: bool
) -> Message:
    return messages.want(
        session,
        Kind.SHIPPING,
        f"{store}:{min(nudge.id for nudge in held)}",
        session.get_one(Store, store).channel,
        payload={"store": store, "rule": rule.value, "list": is_list},
    )


def _said(held: list[Nudge], message: Message, now: datetime) -> None:
    for nudge in held:
        nudge.sent_at, nudge.message_key = now, message.key
