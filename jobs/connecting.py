"""Codes for tokens: each code that came back is exchanged once, by one worker."""

from datetime import timedelta

import structlog

from jobs.desk import desk
from jobs.reaching import authority
from jobs.sources.errors import CallLimit, SourceError, Unavailable
from jobs.stores import vault
from models.leases import Held
from models.reading import access, grants, needs, sources
from models.reading.access import Tokens
from models.reading.grants import CODE_LIVES, PAUSE, Grant
from models.stores import Store
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()


def exchange() -> None:
    """Connect whatever store a code waits for."""
    here = desk()
    with here.database.read() as session:
        waiting = grants.due(session, here.now())
    for nonce in waiting:
        connect(here, nonce)


def connect(here: Desk, nonce: str) -> None:
    """
    Exchange one code. A worker that dies on the way leaves it to the next one.

    If the platform had answered already, it tells that one that the code is used up.
    """
    with here.database.write() as session:
        claimed = grants.claim(session, nonce, here.now())
    if claimed is None:
        return
    held, grant = claimed
    try:
        code = vault(here).unlock(grant.code) or ""
        with authority(here) as desk_of_tokens:
            tokens = desk_of_tokens.create(code)
    except Unavailable as error:
        _later(here, held, grant, error)
    except SourceError as error:
        _failed(here, held, grant, str(error))
    else:
        _connected(here, held, grant, tokens)


def _later(here: Desk, held: Held, grant: Grant, error: Unavailable) -> None:
    if here.now() - grant.at > CODE_LIVES:
        _failed(here, held, grant, str(error))
        return
    pause = timedelta(seconds=error.seconds) if isinstance(error, CallLimit) else PAUSE
    log.warning("code_put_off", store=grant.store, error=str(error))
    with here.database.write() as session:
        grants.put_off(session, held, here.now() + pause)


def _failed(here: Desk, held: Held, grant: Grant, why: str) -> None:
    log.error("store_not_connected", store=grant.store, error=why)
    with here.database.write() as session:
        grants.finish(session, held, here.now(), why)


def _connected(here: Desk, held: Held, grant: Grant, tokens: Tokens) -> None:
    with here.database.write() as session:
        store = session.get_one(Store, grant.store)
        why = needs.objection(store, access.of(session, store.name), tokens)
        error = None if why is None else why.said(store.language)
        if not grants.finish(session, held, here.now(), error):
            return
        if error is None:
            store.refresh_token = store.refresh_expires_at = None  # Of the former consent.
            access.keep(session, vault(here), store, tokens, here.now())
            needs.tell(session, store, here.now())
    if error is not None:
        log.error("store_not_connected", store=grant.store, error=error)
        return
    with here.database.write() as session:  # By itself: the code that brought them works once.
        sources.hurry(session, grant.store)
    log.info("store_connected", store=grant.store)
    here.wake(Due.MESSAGES)
    here.wake.hint(Due.STORE, grant.store)
