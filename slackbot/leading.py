"""Which stores a lead means."""

from models import stores
from models.errors import UnknownStore
from models.members import Permission
from models.stores import Store
from slackbot.requests import Turn


def led(turn: Turn, asked: str = "") -> list[Store]:
    """
    The stores that the asker leads; only the one that they ask for, if they do.

    Raises:
        NotAllowed, UnknownStore

    """
    turn.actor.require_somewhere(Permission.DIGEST)
    active = stores.active(turn.session)
    if asked in {store.name for store in active}:
        turn.actor.require(Permission.DIGEST, asked)
    mine = [store for store in active if turn.actor.may(Permission.DIGEST, store.name)]
    found = [store for store in mine if asked in {"", store.name}]
    if not found:
        raise UnknownStore(asked)
    return found
