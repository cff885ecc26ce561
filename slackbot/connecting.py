"""Connecting a store: people are sent to the platform, and come back with a code."""

from http import HTTPStatus
from ipaddress import ip_address

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from models import stores
from models.errors import DisputeError, NotAllowed, NotUnderstood, UnknownStore
from models.reading import grants
from models.reading.access import Access
from models.reading.grants import Grant
from models.secrets import Vault
from models.stores import Store
from models.words import say
from slackbot import states
from slackbot.authorizing import platform_address
from slackbot.desk import Desk
from slackbot.pages import page
from slackbot.states import State
from slackbot.wake import Due

log = structlog.get_logger()

LOOKS_AGAIN = 3  # Seconds after which the page asks what came of the code.
LONGEST_CODE = 2000
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/aliexpress", tags=["aliexpress"])

    @routes.get("/authorize", response_class=RedirectResponse)
    def authorize(request: Request, store: str = "", ticket: str = "", state: str = "") -> Response:
        """Send a person to AliExpress, to grant the desk access to a store."""
        try:
            return RedirectResponse(
                platform_address(desk.settings, _state(desk, request, store, ticket, state)),
                HTTPStatus.FOUND,
                {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
            )
        except DisputeError as refused:
            return _refused(refused)
        except OperationalError as error:
            return _busy(error)

    @routes.get("/callback")
    def callback(code: str = "", state: str = "", error: str = "") -> Response:
        """Where AliExpress sends the person back, with a code that works once."""
        try:
            return _come_back(desk, states.read(desk.settings, state, desk.now()), code, error)
        except DisputeError as refused:
            return _refused(refused)
        except OperationalError as fault:
            return _busy(fault)

    return routes


def _state(desk: Desk, request: Request, store: str, ticket: str, state: str) -> str:
    """
    Raises:
        NotAllowed: the link is none that the desk made, or has done its work.
        NotUnderstood: it says no store, or its state is no good.

    """
    if state:
        store = states.read(desk.settings, state, desk.now()).store
    if not store:
        raise NotUnderstood("connect-which-store")
    with desk.database.read() as session:
        if not (state or _invited(desk, session, store, ticket) or _is_local(desk, request)):
            raise NotAllowed("connect-uninvited")
        stores.get(session, store)
    return state or states.state_for(desk.settings, store, desk.now())


def _invited(desk: Desk, session: Session, store: str, ticket: str) -> bool:
    """Invitations hold while what they are to mend is not mended."""
    mine = session.get(Access, store)
    episode = states.invited(desk.settings, store, ticket)
    return mine is not None and mine.need is not None and mine.episode == episode


def _is_local(desk: Desk, request: Request) -> bool:
    """Whoever sits at the machine of a desk that has no public address needs no invitation."""
    if desk.settings.public_url is not None or request.client is None:
        return False
    if any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _come_back(desk: Desk, state: State, code: str, error: str) -> Response:
    if error or not code or len(code) > LONGEST_CODE or not code.isprintable():
        raise NotUnderstood("connect-no-code")
    locked = Vault(desk.settings.secret_key.get_secret_value()).lock(code) or b""
    with desk.database.write() as session:
        store = stores.get(session, state.store)
        if not grants.take(session, state.nonce, store.name, locked, desk.now()):
            return _again(store, session.get_one(Grant, state.nonce))
    desk.wake(Due.GRANTS)
    log.info("code_taken", store=store.name)
    said = say("connect-begun", store.language, store=store.name)
    return page(said, language=store.language, look_again=LOOKS_AGAIN)


def _again(store: Store, grant: Grant) -> Response:
    """The same state once more changes nothing; what became of it is worth a word."""
    if grant.done_at is None:
        said = say("connect-used-begun", store.language, store=store.name)
        return page(said, HTTPStatus.CONFLICT, store.language, look_again=LOOKS_AGAIN)
    if grant.error is None:
        said = say("connect-used-done", store.language, store=store.name)
    else:
        about = {"store": store.name, "why": grant.error}
        said = say("connect-used-failed", store.language, **about)
    return page(said, HTTPStatus.CONFLICT, store.language)


def _refused(refused: DisputeError) -> Response:
    status = HTTPStatus.BAD_REQUEST
    if isinstance(refused, UnknownStore):
        status = HTTPStatus.NOT_FOUND
    if isinstance(refused, NotAllowed):
        status = HTTPStatus.FORBIDDEN
    return page(str(refused), status)


def _busy(error: OperationalError) -> Response:
    """Nothing was kept, so the same address may be asked again."""
    log.warning("connecting_delayed", error=type(error).__name__)
    return page(say("connect-busy"), HTTPStatus.SERVICE_UNAVAILABLE, look_again=LOOKS_AGAIN)
