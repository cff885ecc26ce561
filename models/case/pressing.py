"""
Which dispute most needs somebody: the one of which most is lost while nobody answers it.

The amount, roughly in dollars, x the share that an answer is believed to keep x how near its
deadline is.
"""

from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from models import disputes
from models.case.courses import keepable
from models.case.files import table
from models.deadlines import THRESHOLDS, Urgency
from models.disputes import Dispute
from models.guarding import NOBODYS, OURS_TO_DO
from models.members import Actor, Permission
from models.tagging import Cause

NEARNESS = {Urgency.NOW: 1.0, Urgency.TODAY: 0.7, Urgency.SOON: 0.4, Urgency.LATER: 0.15}
OVER = 0.02  # The platform executed it: little can still be won.
UNPRICED = Decimal(20)  # Dollars that an unknown amount, or currency, counts for.
_MINOR = 1000  # Amounts are stored in thousandths.


class Pressing(NamedTuple):
    dispute: Dispute
    keeps: Decimal | None  # What an answer is believed to keep; None where nobody knows the amount.


def pressing(session: Session, actor: Actor, now: datetime) -> Pressing | None:
    """Of those that nobody has and that wait for us, in the stores in which this person claims."""
    unclaimed = disputes.select_open(actor.stores(session, Permission.CLAIM)).where(
        NOBODYS, OURS_TO_DO
    )
    first = unclaimed.order_by(_loss(now).desc(), col(Dispute.due_at), col(Dispute.id)).limit(1)
    dispute = session.exec(first).first()
    if dispute is None:
        return None
    if dispute.merged_into is not None:  # Who has the one that stands for it has it.
        dispute = disputes.get(session, dispute.merged_into)
    share = Decimal(str(keepable(dispute.cause)))
    return Pressing(dispute, dispute.amount * share if dispute.amount is not None else None)


@cache
def _rates() -> dict[str, float]:
    return table("rates")


def _loss(now: datetime) -> sa.ColumnElement[float]:
    worth = [(col(Dispute.currency) == name, sa.literal(rate)) for name, rate in _rates().items()]
    told = sa.cast(sa.type_coerce(col(Dispute.amount), sa.BigInteger), sa.Float)
    amount = sa.func.coalesce(told * sa.case(*worth, else_=None), float(UNPRICED * _MINOR))
    shares = [(col(Dispute.cause) == cause, sa.literal(keepable(cause))) for cause in Cause]
    due = col(Dispute.due_at)
    near = [(due < now + below, sa.literal(NEARNESS[mark])) for mark, below in THRESHOLDS]
    nearness = sa.case(
        (due <= now, sa.literal(OVER)), *near, else_=sa.literal(NEARNESS[Urgency.LATER])
    )
    return amount * sa.case(*shares, else_=sa.literal(0.0)) * nearness
