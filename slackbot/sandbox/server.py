"""The server process: uvicorn, able to hang up on a client and to stop at once."""

import asyncio
import signal
import socket
import threading
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from slackbot.sandbox.app import create
from slackbot.sandbox.hang_up import EXTENSION


class Wire(H11Protocol):
    """HTTP that lets the application close the connection without an answer."""

    # uvicorn's own narrowing of asyncio's signature, repeated.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        inner: Any = self.app

        async def with_extension(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[EXTENSION] = transport.abort
            await inner(scope, receive, send)

        self.app = with_extension


class Server(uvicorn.Server):
    """Ends its event streams before it waits for connections to close."""

    def __init__(self, app: FastAPI, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                http=Wire,
                ws="websockets-sansio",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=1,
            )
        )
        self.ready = threading.Event()
        self._feed = app.state.workspace.feed

    @property
    def port(self) -> int:
        """The port that it got, once it is ready."""
        [listening, *_] = self.servers[0].sockets
        port: int = listening.getsockname()[1]
        return port

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._feed.close()
        await super().shutdown(sockets)


def serve(
    host: str,
    port: int,
    state: Path,
    request_url: str | None,
    gateway_url: str | None = None,
) -> None:
    """Serve the workspace until SIGTERM or SIGINT."""
    server = Server(create(state, request_url=request_url, gateway_url=gateway_url), host, port)
    stops = (signal.SIGTERM, signal.SIGINT)
    # uvicorn raises the signal again once it has stopped; by then it has done its work.
    before = {stop: signal.signal(stop, lambda *_: None) for stop in stops}
    try:
        server.run()
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
