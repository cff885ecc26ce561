"""The sandbox workspace as one ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from slackbot.sandbox import (
    control,
    files_route,
    look,
    page_feed,
    people,
    responses,
    socket_route,
    web_api,
    world,
)
from slackbot.sandbox.errors import PersonError
from slackbot.sandbox.rates import Limits
from slackbot.sandbox.workspace import Workspace

PARTS = (
    web_api,
    socket_route,
    responses,
    files_route,
    people,
    control,
    look,
    world,
    page_feed,  # Last: it serves the page's files at every other address.
)
# Given as they are: a router that is included works its routes out anew for each workspace.
ROUTES = [route for part in PARTS for route in part.router.routes]


def create(
    state: Path | None = None,
    *,
    request_url: str | None = None,
    gateway_url: str | None = None,
    limits: Limits | None = None,
) -> FastAPI:
    app = FastAPI(
        title="Sandbox workspace", routes=ROUTES, lifespan=_life, docs_url=None, redoc_url=None
    )
    app.state.workspace = Workspace(state, limits or Limits(), request_url)
    app.state.gateway_url = gateway_url
    app.add_exception_handler(PersonError, _refused)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    yield
    await app.state.workspace.close()


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, PersonError)
    return JSONResponse(error.answer(), error.status)
