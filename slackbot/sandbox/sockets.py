"""Socket Mode: up to ten connections, each envelope to any one, acknowledged by its id."""

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from slackbot.sandbox import names
from slackbot.sandbox.faults import Fault

MOST_CONNECTIONS = 10
TICKET_SECONDS = 30
GOODBYE_SECONDS = 0.5
_LIFETIME = 18_060  # Seconds, as Slack's hello announces it; nothing here ends a connection so.


class Connection:
    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.dead_by: Fault | None = None  # Open, yet nothing reaches it while the fault lasts.

    async def send(self, message: dict[str, Any]) -> None:
        if self.dead_by is None or self.dead_by.over:
            await self.socket.send_json(message)

    async def say_goodbye(self, reason: str) -> None:
        await self.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})

    async def close(self) -> None:
        if self.socket.client_state is WebSocketState.CONNECTED:
            await self.socket.close()


class Sockets:
    def __init__(self, changed: Callable[[], None]) -> None:
        self.open: list[Connection] = []
        self._changed = changed
        self._tickets: dict[str, float] = {}
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._turn = 0

    def ticket(self) -> str:
        now = time.monotonic()
        self._tickets = {t: at for t, at in self._tickets.items() if now - at < TICKET_SECONDS}
        ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = now
        return ticket

    async def serve(self, socket: WebSocket, ticket: str) -> None:
        """Keep one connection until either side ends it."""
        issued = self._tickets.pop(ticket, None)
        if issued is None or time.monotonic() - issued > TICKET_SECONDS:
            await socket.close(code=1008)
            return
        await socket.accept()
        connection = Connection(socket)
        if len(self.open) >= MOST_CONNECTIONS:
            await connection.say_goodbye("too_many_websockets")
            await connection.close()
            return
        await self._hold(connection)

    async def _hold(self, connection: Connection) -> None:
        self.open.append(connection)
        self._changed()
        try:
            await connection.send(_hello(len(self.open)))
            while True:
                self._acknowledge(await connection.socket.receive_json())
        except WebSocketDisconnect:
            pass  # Every connection ends so, sooner or later.
        finally:
            self.leave(connection)

    def leave(self, connection: Connection) -> None:
        """Nothing more goes over this connection."""
        if connection in self.open:
            self.open.remove(connection)
            self._changed()

    async def disconnect(self, connection: Connection) -> None:
        """Send it away; its client has a moment to open another before this one closes."""
        self.leave(connection)
        await connection.say_goodbye("refresh_requested")
        closing = asyncio.create_task(self._close_later(connection))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    async def _close_later(self, connection: Connection) -> None:
        await asyncio.sleep(GOODBYE_SECONDS)
        await connection.close()

    def _acknowledge(self, answer: Any) -> None:
        # An answer may come over another connection than its envelope went.
        waiting = self._waiting.pop(answer.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload"))

    def pick(self) -> Connection | None:
        """Each in its turn: apps may not rely on any order."""
        self._turn += 1
        return self.open[self._turn % len(self.open)] if self.open else None

    async def deliver(
        self, connection: Connection, envelope: dict[str, Any], patience: float
    ) -> Any:
        """Send an envelope and wait for its acknowledgement; TimeoutError when none comes."""
        envelope_id = str(uuid4())
        answer = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await connection.send(envelope | {"envelope_id": envelope_id})
            return await asyncio.wait_for(answer, patience)
        finally:
            self._waiting.pop(envelope_id, None)


def _hello(connections: int) -> dict[str, Any]:
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": names.APP},
        "debug_info": {
            "host": "sandbox",
            "build_number": 1,
            "approximate_connection_time": _LIFETIME,
        },
    }
