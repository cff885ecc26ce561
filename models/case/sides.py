"""What speaks for us and what against us, by facts alone."""

from collections.abc import Iterator
from datetime import datetime

from models import facts
from models.case.history import History, since
from models.case.points import Point, point
from models.casefile import Casefile
from models.tagging import Cause
from models.tagging.causes import Family

STILL_MOVES = 7  # Days since the last movement.
STANDS_STILL = 10
OFTEN = 2  # Times as many disputes as the store's usual product.
A_FEW = 3
_PROTECTED = frozenset({Cause.P3, Cause.P6})


def for_us(case: Casefile, past: History, now: datetime) -> list[Point]:
    return [*_parcel_for_us(case, now), *_rest_for_us(case, past)]


def against_us(case: Casefile, past: History, now: datetime) -> list[Point]:
    return [*_parcel_against_us(case, now), *_rest_against_us(case, past)]


def _parcel_for_us(case: Casefile, now: datetime) -> Iterator[Point]:
    told = case.facts
    elapsed, promised = _elapsed(case, now), told.promised_days
    if told.delivered_after_days is not None and promised is not None:
        if told.delivered_after_days <= promised:
            took = told.delivered_after_days
            yield point("delivered-in-time", days=took, promised=promised)
    elif elapsed is not None and promised is not None and elapsed <= promised:
        yield point("within-promise", days=elapsed, promised=promised)
    if (at := facts.delivered_at(case.parcel)) is not None:
        yield point("delivered", days=since(at, now))
    elif case.parcel and (days := since(case.parcel[0].at, now)) <= STILL_MOVES:
        yield point("moving", days=days)


def _rest_for_us(case: Casefile, past: History) -> Iterator[Point]:
    dispute = case.dispute
    if case.facts.protection_expired:
        yield point("protection-over")
    if dispute.cause.family is Family.BUYER:
        yield point("buyers-part")
    if dispute.cause.family is Family.PRODUCT and not past.pictures:
        yield point("no-pictures")
    if past.earlier:
        yield point("earlier-disputes", count=past.earlier)


def _parcel_against_us(case: Casefile, now: datetime) -> Iterator[Point]:
    told = case.facts
    elapsed, promised = _elapsed(case, now), told.promised_days
    if told.delivered_after_days is not None:
        if promised is not None and told.delivered_after_days > promised:
            yield point("delivered-late", days=told.delivered_after_days - promised)
    elif elapsed is not None and promised is not None and elapsed > promised:
        yield point("past-promise", days=elapsed - promised)
    arrived = facts.delivered_at(case.parcel) is not None
    if case.parcel and not arrived and (days := since(case.parcel[0].at, now)) >= STANDS_STILL:
        yield point("stands-still", days=days)


def _rest_against_us(case: Casefile, past: History) -> Iterator[Point]:
    if case.facts.protection_expired is False and case.dispute.cause in _PROTECTED:
        yield point("protected")
    if past.pictures:
        yield point("pictures", count=past.pictures)
    if past.lane_late.some:
        yield point("lane-late", count=past.lane_late.some, of=past.lane_late.of)
    usual = round(100 * past.usual.part)
    for name, share in (("product-disputed", past.product), ("carrier-disputed", past.carrier)):
        if share.some >= A_FEW and share.part >= OFTEN * past.usual.part:
            yield point(name, count=share.some, of=share.of, usual=usual)


def _elapsed(case: Casefile, now: datetime) -> int | None:
    """Days on the way by now, from where the promise counts."""
    order = case.order
    if order is not None and order.shipped_at is not None:
        return since(order.shipped_at, now)
    if case.facts.days_since_ship is not None:
        return case.facts.days_since_ship
    return case.facts.days_since_order
