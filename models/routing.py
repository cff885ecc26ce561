"""In which channel a card stands: where the rules route it, else in its store's own."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models import rules, stores
from models.disputes import Dispute
from models.messages import Message
from models.stores import Store


def channels(session: Session, disputes: Sequence[Dispute]) -> dict[int, str]:
    """By the dispute's number. A card that stands somewhere stays there, whatever changes."""
    names = {dispute.store for dispute in disputes}
    home = {name: stores.get(session, name).channel for name in names}
    book = rules.by_store(session, names)
    found = {}
    for one in disputes:
        route = book[one.store].route(one.cause, one.language, one.amount)
        found[one.id] = route.channel if route else home[one.store]
    return found


def everywhere(session: Session) -> list[tuple[str, str]]:
    """Every channel that a route of the rules names, with the store whose cards go there."""
    names = [store.name for store in stores.active(session)]
    book = rules.by_store(session, names)
    return [(name, route.channel) for name in names for route in book[name].routes]


def language_in(session: Session, channel: str | None) -> str:
    """What people read in a channel: the language of the store whose cards stand there."""
    here = select(Store.language).where(Store.channel == channel).order_by(Store.name)
    if (own := session.exec(here.limit(1)).first()) is not None:
        return own
    routed = (
        select(Store)
        .join(Dispute, col(Dispute.store) == col(Store.name))
        .join(Message, col(Message.dispute_id) == col(Dispute.id))
        .where(col(Message.channel) == channel)
        .distinct()
    )
    return stores.language_of(session.exec(routed))
