"""The sandbox gateway as a web application, and as a server of its own."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from jobs.sources.sandbox import granting, pushing
from jobs.sources.sandbox.acts import Impossible
from jobs.sources.sandbox.calls import calls
from jobs.sources.sandbox.controls import controls
from jobs.sources.sandbox.desk import Desk
from jobs.sources.sandbox.generating import Size, generated
from jobs.sources.sandbox.state import World
from jobs.sources.sandbox.stores import APP_KEY, DEMO_STORES, DemoStore

_UNPROCESSABLE = 422
_LAST_WORDS = 2  # Seconds that slow answers get on the way out.


def create(
    state: Path | None = None,
    stores: tuple[DemoStore, ...] = DEMO_STORES,
    push_url: str | None = None,
    world: World | None = None,
) -> FastAPI:
    """
    The gateway over the world kept at `state`, or over one that ends with the process.

    Args:
        push_url: Where the moves of its world are pushed to.
        world: Another world than the demo's, with the stores given.

    """
    desk = Desk(state, stores, push_url, world)
    app = FastAPI(title="Sandbox gateway", openapi_url=None)
    app.state.desk = desk
    app.include_router(calls(desk))
    app.include_router(controls(desk))
    app.include_router(pushing.controls(desk))
    app.add_api_route("/oauth/authorize", _authorize(desk), methods=["GET"])
    app.add_api_route("/health", _health, methods=["GET"])
    app.add_exception_handler(Impossible, _impossible)
    app.add_exception_handler(RequestValidationError, _invalid)
    return app


def serve(host: str, port: int, state: Path | None = None, push_url: str | None = None) -> None:
    """Run until SIGTERM; whoever runs it says how logs are written."""
    _run(create(state, push_url=push_url), host, port)


def serve_generated(host: str, port: int, size: Size, seed: int) -> None:
    """The same over a world of any size, which ends with the process."""
    world, stores = generated(size, seed, datetime.now(UTC).replace(microsecond=0))
    _run(create(stores=stores, world=world), host, port)


def _run(app: FastAPI, host: str, port: int) -> None:
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=_LAST_WORDS,
    )


def _authorize(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    async def authorize(request: Request) -> Response:
        query = dict(request.query_params)
        store = query.get("store")
        if query.get("client_id") != APP_KEY:
            return HTMLResponse("<p>This app key is not known here.</p>", 400)
        if store not in desk.world.shops:
            return HTMLResponse(granting.page(desk.world, query))
        code = granting.consent(desk.world, store)
        desk.save()
        if not query.get("redirect_uri"):
            return HTMLResponse(f"<p>Code: <code>{code}</code></p>")
        return RedirectResponse(
            granting.returning(query["redirect_uri"], code, query.get("state", ""))
        )

    return authorize


async def _health() -> dict[str, bool]:
    return {"ok": True}


async def _impossible(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, _UNPROCESSABLE)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"][1:]) or "the body"
    return JSONResponse({"error": f"{field}: {first['msg']}."}, _UNPROCESSABLE)
