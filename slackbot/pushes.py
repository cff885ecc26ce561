"""What AliExpress pushes: believed only with its signature, answered at once."""

from collections.abc import Iterator
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request

from models.settings import Settings
from slackbot.desk import Desk
from slackbot.hints import Hint, Hints
from slackbot.signatures import is_push_of

MOST_BYTES = 256 * 1024


def router(desk: Desk, hints: Hints) -> APIRouter:
    """
    No database and no Redis stand between a push and its answer.

    AliExpress wants it within half a second, whatever else happens; what is lost is a hint.
    """
    routes = APIRouter(prefix="/aliexpress", tags=["aliexpress"])

    @routes.post("/push")
    async def push(request: Request) -> dict[str, bool]:
        """Take a hint to look after an order or a store; any topic, again and again."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "That is no push.")
        _check(desk.settings, request, body)
        hint = Hint.read(body)
        if hint is not None:
            hints.take(hint)
        return {"ok": True}

    return routes


def _check(settings: Settings, request: Request, body: bytes) -> None:
    key, secret = settings.aliexpress_app_key, settings.aliexpress_app_secret
    if key is None or secret is None:
        raise HTTPException(
            HTTPStatus.FORBIDDEN, "Pushes are closed: ALIEXPRESS_APP_KEY is not set."
        )
    if not any(is_push_of(key, secret.get_secret_value(), body, said) for said in _said(request)):
        raise HTTPException(HTTPStatus.UNAUTHORIZED, "The signature is missing or wrong.")


def _said(request: Request) -> Iterator[str]:
    """The signature, by itself or behind the name of a scheme."""
    for header in request.headers.getlist("authorization"):
        yield header.strip().rpartition(" ")[2]
