"""Access tokens are renewed before they end, and when the platform rejects them."""

from datetime import timedelta

import structlog

from jobs.desk import desk
from jobs.reaching import authority
from jobs.sources.errors import (
    AppRejected,
    CallLimit,
    PermissionMissing,
    SourceError,
    TokenRejected,
)
from jobs.stores import vault
from models.errors import NotUnderstood
from models.leases import Held
from models.reading import access, needs, sources
from models.reading.access import Need, Tokens
from models.stores import Store
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()

RENEWAL = "renewal"  # The door at which an app shows that may not renew.


def renew() -> None:
    """Renew what is due, and tell of what cannot be renewed for much longer."""
    here = desk()
    with here.database.read() as session:
        names = access.due(session, here.now())
    for name in names:
        renew_store(here, name)
    with here.database.read() as session:
        changed = needs.changed(session, here.now())
    for name in changed:
        with here.database.write() as session:
            needs.tell(session, session.get_one(Store, name), here.now())
    if changed:
        here.wake(Due.MESSAGES)


def renew_store(here: Desk, name: str) -> bool:
    """
    Renew one store's access, if that is due and nobody else is at it.

    An answer that was lost is asked for again: the refresh token stays good, or the platform
    says that it is not, and a person is told.
    """
    with here.database.write() as session:
        held = access.claim(session, name, here.now())
        store = session.get_one(Store, name)
    if held is None:
        return False
    try:
        token = vault(here).unlock(store.refresh_token) or ""
        with authority(here) as tokens:
            told = tokens.refresh(token)
    except (SourceError, NotUnderstood) as error:
        _failed(here, held, error)
        return False
    return _renewed(here, held, store, told)


def _failed(here: Desk, held: Held, error: Exception) -> None:
    log.error("token_not_renewed", store=held.key, error=str(error), kind=type(error).__name__)
    wait = timedelta(seconds=error.seconds if isinstance(error, CallLimit) else 0)
    with here.database.write() as session:
        if not access.holds(session, held):
            return
        if isinstance(error, TokenRejected):
            access.revoked(session, held, here.now())
        else:
            access.put_off(session, held, here.now(), wait)
        if isinstance(error, AppRejected | PermissionMissing):
            need = Need.APP if isinstance(error, AppRejected) else Need.PERMISSION
            access.refused(session, held.key, RENEWAL, need)
        needs.tell(session, session.get_one(Store, held.key), here.now())
    here.wake(Due.MESSAGES)


def _renewed(here: Desk, held: Held, before: Store, told: Tokens) -> bool:
    same = told.refresh_token in (None, vault(here).unlock(before.refresh_token))
    ends = told.refresh_expires_at or (before.refresh_expires_at if same else None)
    with here.database.write() as session:
        if not access.holds(session, held):
            return False
        store = session.get_one(Store, held.key)
        access.keep(session, vault(here), store, told, here.now())
        store.refresh_expires_at = ends
        access.served(session, store.name, RENEWAL)
        needs.tell(session, store, here.now())
    with here.database.write() as session:  # By itself: what is new must not be lost over it.
        sources.hurry(session, held.key)
    log.info("token_renewed", store=held.key)
    here.wake(Due.MESSAGES)
    here.wake.hint(Due.STORE, held.key)
    return True
