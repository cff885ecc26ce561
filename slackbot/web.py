"""The web process: Slack's requests, the partners' door, health and metrics."""

import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import structlog
import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from slack_bolt import App, BoltRequest, BoltResponse
from sqlalchemy.exc import OperationalError

from models.settings import Settings
from slackbot import connecting, evidence, health, intake, pushes
from slackbot.app import bolt
from slackbot.desk import Desk
from slackbot.entering import Entering
from slackbot.hints import Hints
from slackbot.metrics.collector import DeskCollector
from slackbot.signatures import is_timestamp
from slackbot.sockets import Socket
from slackbot.warming import warm
from slackbot.watchdog import Watching

log = structlog.get_logger()

PATIENCE = 2.0  # Seconds for the database: Slack gives a listener three.
RETRY_AFTER = "5"  # Seconds.


def create(desk: Desk, app: App) -> FastAPI:
    hints = Hints(desk.wake)

    @asynccontextmanager
    async def lifespan(_web: FastAPI) -> AsyncIterator[None]:
        token = desk.settings.slack_app_token
        socket = Socket(desk, app, token.get_secret_value()) if token else None
        watching = Watching(desk)
        if socket is not None:
            socket.start()
        watching.start()
        yield
        await run_in_threadpool(watching.stop)
        if socket is not None:
            await run_in_threadpool(socket.stop)
        hints.close()
        desk.close()

    doors = (intake.router(desk), evidence.router(desk), connecting.router(desk))
    # Given as they are: a router that is included works its routes out anew at the first request.
    routes = [route for door in (*doors, pushes.router(desk, hints)) for route in door.routes]
    web = FastAPI(title="Dispute Desk", routes=routes, lifespan=lifespan, redoc_url=None)
    web.add_exception_handler(OperationalError, _busy(desk))
    web.add_middleware(Entering, desk=desk)
    _serve_slack(web, desk, app)
    _serve_health(web, desk)
    return web


def _busy(desk: Desk) -> Callable[[Request, Exception], Response]:
    def busy(request: Request, error: Exception) -> Response:
        """The database has no time: whoever asks again loses nothing and doubles nothing."""
        log.warning("request_delayed", path=request.url.path, error=type(error).__name__)
        desk.errors.note("http", error)
        told = {"detail": "The desk is busy. Send the same again; what was kept is not kept twice."}
        return JSONResponse(told, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": RETRY_AFTER})

    return busy


def _serve_slack(web: FastAPI, desk: Desk, app: App) -> None:
    @web.post("/slack/events", tags=["slack"])
    async def slack(request: Request) -> Response:
        """Events, commands and interactions, signed by Slack."""
        if desk.settings.slack_signing_secret is None:
            raise HTTPException(
                HTTPStatus.FORBIDDEN,
                "Slack's requests are closed: SLACK_SIGNING_SECRET is not set.",
            )
        body = await request.body()
        bolt_request = BoltRequest(
            body=body.decode("utf-8", errors="replace"),
            query=request.url.query,
            headers=dict(request.headers),
        )
        answer: BoltResponse = await run_in_threadpool(_dispatch(app), bolt_request)
        headers = {name: value[0] for name, value in answer.headers.items() if value}
        return Response(answer.body, status_code=answer.status, headers=headers)


def _dispatch(app: App) -> Callable[[BoltRequest], BoltResponse]:
    def dispatch(request: BoltRequest) -> BoltResponse:
        timestamp = request.headers.get("x-slack-request-timestamp", [""])[0]
        signature = request.headers.get("x-slack-signature", [""])[0]
        if not (is_timestamp(timestamp) and signature.isascii()):
            # The SDK raises on these; whoever sent them is not Slack.
            return BoltResponse(status=401, body="")
        return app.dispatch(request)

    return dispatch


def _serve_health(web: FastAPI, desk: Desk) -> None:
    @web.get("/health", tags=["health"])
    def alive() -> dict[str, str]:
        """Whether the process lives."""
        return {"status": "alive"}

    @web.get("/ready", tags=["health"])
    def ready(response: Response) -> dict[str, Any]:
        """Database, Redis, workers, clock, socket and sources; 503 with the reasons."""
        reasons = health.reasons(desk)
        if reasons:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
            return {"status": "not ready", "reasons": reasons}
        told = {"source_ages": health.ages(desk), "slack_delays": health.delays(desk)}
        return {"status": "ready", "reasons": [], **told}

    registry = CollectorRegistry()
    registry.register(DeskCollector(desk))

    @web.get("/metrics", tags=["health"])
    def metrics() -> Response:
        """Prometheus."""
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def serve(settings: Settings) -> None:
    """Serve until SIGTERM."""
    # Uvicorn raises the signal anew once it has stopped; the process shall end well all the same.
    signal.signal(signal.SIGTERM, lambda *_: None)
    warm()
    desk = Desk.open(settings, patience=PATIENCE)
    web = create(desk, bolt(desk))
    uvicorn.run(
        web,
        host=settings.host,
        port=settings.port,
        log_config=None,
        timeout_graceful_shutdown=3,
        access_log=False,
    )
