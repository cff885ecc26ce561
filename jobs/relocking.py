"""A change of SECRET_KEY: what is stored is locked anew with the newest key."""

import structlog
from sqlmodel import Session, col, select, update

from jobs.desk import desk
from jobs.stores import vault
from models.errors import NotUnderstood
from models.secrets import Vault
from models.stores import Store
from slackbot.desk import Desk

log = structlog.get_logger()

LOCKED = (Store.access_token, Store.refresh_token)


def relock() -> None:
    """Lock anew what an older key locked; a token that was replaced meanwhile stays as it is."""
    here = desk()
    box = vault(here)
    for name, column, locked in waiting(here, box):
        try:
            anew = box.relock(locked)
        except NotUnderstood as error:
            log.error("token_unreadable", store=name, error=str(error))  # noqa: TRY400 - a sentence
            continue
        with here.database.write() as session:
            mine = update(Store).where(col(Store.name) == name, col(column) == locked)
            session.exec(mine.values({column: anew}))


def waiting(here: Desk, box: Vault) -> list[tuple[str, object, bytes]]:
    """What is not locked with the newest key: the store, the column, the bytes."""
    with here.database.read() as session:
        return [row for column in LOCKED for row in _old(session, column, box)]


def _old(session: Session, column: object, box: Vault) -> list[tuple[str, object, bytes]]:
    held = session.exec(select(Store.name, column).where(col(column).is_not(None)))  # type: ignore[call-overload]
    return [(name, column, locked) for name, locked in held if not box.is_newest(locked)]
