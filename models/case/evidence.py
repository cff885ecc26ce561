"""Which evidence the desk knows of, and what must not be missing before we refuse."""

from functools import cache

from sqlmodel import Session, select

from models import facts
from models.acting.actions import Evidence
from models.case.files import table
from models.casefile import Casefile
from models.tagging import Cause
from models.tagging.causes import Family

TRACKING, IMAGE = "tracking", "image"


def known(session: Session, case: Casefile) -> frozenset[str]:
    """What there is, images that people handed in among it."""
    order, mine = case.order, Evidence.dispute_id == case.dispute.id
    handed_in = session.exec(select(Evidence.id).where(mine).limit(1)).first()
    there = {
        TRACKING: bool(case.parcel),
        "promise": case.facts.promised_days is not None,
        "signed": facts.delivered_at(case.parcel) is not None,
        "protection": bool(order and order.protection_ends_at),
        "variant": any(item.sku for item in case.items),
        IMAGE: handed_in is not None,
    }
    return frozenset(name for name, is_there in there.items() if is_there)


def ticked(cause: Cause, there: frozenset[str]) -> tuple[bool, ...]:
    """Of each piece of evidence that the guide names, whether the desk knows it."""
    return tuple(kind in there for kind in _kinds()[cause])


def missing(cause: Cause, there: frozenset[str]) -> str | None:
    """What AliExpress will ask for first, where it is not there: without it a refusal is lost."""
    must = IMAGE if cause.family is Family.PRODUCT else TRACKING
    return None if must in there else must


@cache
def _kinds() -> dict[Cause, tuple[str, ...]]:
    return {Cause(key): tuple(kinds) for key, kinds in table("evidence").items()}
