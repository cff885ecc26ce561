"""Which stores a lead means."""

from collections.abc import Callable

from models import stores
from models.errors import UnknownStore
from models.members import Permission
from models.stores import Store
from slackbot.requests import Turn
from slackbot.spoken import Words


def read(words: Words, is_other: Callable[[str], bool] = lambda _: False) -> tuple[str, list[str]]:
    """
    The store, or nothing, and what else is said, in whichever order.

    Args:
        is_other: Whether a word is none of the store's name, which may be of several.

    """
    said = f"{words.target} {words.rest}".split()
    others = [word for word in said if is_other(word)]
    return " ".join(word for word in said if word not in others), others


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
