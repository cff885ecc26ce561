"""The disputes behind each figure: chosen by the words that counted it."""

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, select

from models.disputes import Dispute
from models.figures import endings, platform, rates, times
from models.figures.rates import SPAN
from models.figures.scope import Scope
from models.figures.times import Took
from models.records import Outcome


class Behind(StrEnum):
    """Each figure; then each way to end that is none by itself."""

    FIRST_RESPONSE = "first_response"
    RESOLUTION = "resolution"
    NUDGE = "nudge"
    WON = "won"
    SILENT = "silent"
    REOPENED = "reopened"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    ARBITRATED = "arbitrated"
    LIABLE = "liable"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    AGREED = "agreed_refund"
    PARTIAL = "partial_refund"
    RETURNED = "return_refund"
    RESENT = "resent"
    PREVENTED = "prevented"
    HANDLED = endings.HANDLED
    UNKNOWN = endings.UNKNOWN


_TIMES: dict[Behind, Callable[[Session, Scope], Took]] = {
    Behind.FIRST_RESPONSE: times.first_response,
    Behind.RESOLUTION: times.resolution,
    Behind.NUDGE: times.nudge_to_answer,
}
_SHARES: dict[Behind, Callable[[Scope], ColumnElement[bool]]] = {
    Behind.WON: lambda scope: scope.ended_so([Outcome.WON]),
    Behind.LOST: lambda scope: scope.ended_so([Outcome.ARBITRATED_LOST]),
    Behind.SILENT: lambda scope: scope.ended_so([Outcome.LOST_BY_SILENCE]),
    Behind.REOPENED: rates.came_back,
    Behind.REFUNDED: lambda scope: and_(rates.weighed(scope), col(Dispute.refunded) > 0),
    Behind.DISPUTED: platform.opened,
    Behind.ARBITRATED: platform.arbitrated,
    Behind.LIABLE: platform.liable,
}


def of(
    session: Session,
    which: Behind,
    within: Sequence[str],
    now: datetime,
    most: int,
    span: timedelta = SPAN,
) -> list[Dispute]:
    """Behind a time those that took longest, behind a share those that it counted, latest first."""
    scope = Scope.back(within, now, span)
    if which in _TIMES:
        return _longest(session, _TIMES[which](session, scope), most)
    chosen = _SHARES[which](scope) if which in _SHARES else endings.ended(scope, which)
    latest = (col(Dispute.closed_at).desc().nulls_first(), col(Dispute.opened_at).desc())
    mine = select(Dispute).where(chosen).order_by(*latest, col(Dispute.id).desc())
    return list(session.exec(mine.limit(most)))


def _longest(session: Session, took: Took, most: int) -> list[Dispute]:
    longest = [number for number, _ in heapq.nlargest(most, took, key=lambda one: one[1])]
    found = session.exec(select(Dispute).where(col(Dispute.id).in_(longest)))
    by_number = {dispute.id: dispute for dispute in found}
    return [by_number[number] for number in longest]
