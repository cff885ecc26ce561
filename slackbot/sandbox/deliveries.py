"""What the workspace sends the app: commands, interactions and events, with Slack's patience."""

import asyncio
import ssl
import time
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import httpx
from starlette.websockets import WebSocketDisconnect

from slackbot.sandbox import signing
from slackbot.sandbox.envelopes import NOBODY, TIMEOUT, Ack, Envelope
from slackbot.sandbox.faults import DELIVERY, Faults
from slackbot.sandbox.sockets import Sockets

PATIENCE = 3.0
RETRY_AFTER = (0.0, 1.0, 5.0)  # Slack waits nothing, a minute, five minutes; drills are shorter.

REASONS = {TIMEOUT: "http_timeout", NOBODY: "connection_failed"}


class Deliveries:
    def __init__(self, sockets: Sockets, faults: Faults, request_url: str | None) -> None:
        self.request_url = request_url
        self.retry_after: tuple[float, ...] = RETRY_AFTER
        self._sockets = sockets
        self._faults = faults
        self._running: set[asyncio.Task[Any]] = set()
        # Loopback only: reading the system's certificates would cost a tenth of a second.
        self._http = httpx.AsyncClient(
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), trust_env=False, timeout=PATIENCE
        )

    async def close(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._http.aclose()

    async def ask(self, envelope: Envelope) -> Ack:
        """Deliver a command or an interaction; its person waits no longer than Slack would."""
        return await self._patiently(self._deliver(envelope))

    async def tell(self, envelope: Envelope) -> Ack:
        """Deliver an event; when it is not taken it comes again later, in the background."""
        ack = await self.ask(envelope)
        if not ack.ok and not ack.no_retry:
            self._start(self._again(envelope, ack))
        return ack

    async def _again(self, envelope: Envelope, ack: Ack) -> None:
        for retry, pause in enumerate(self.retry_after, start=1):
            await asyncio.sleep(pause)
            reason = REASONS.get(ack.status, "http_error")
            ack = await self._deliver(replace(envelope, retry=retry, reason=reason))
            if ack.ok or ack.no_retry:
                return

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _patiently(self, work: Coroutine[Any, Any, Ack]) -> Ack:
        # Whoever gives up waiting does not stop a delivery that is on its way.
        task = self._start(work)
        await asyncio.wait({task}, timeout=PATIENCE)
        return task.result() if task.done() else Ack(TIMEOUT)

    async def _deliver(self, envelope: Envelope) -> Ack:
        if slow := self._faults.strike(DELIVERY, "slow"):
            await asyncio.sleep(slow.seconds)
        if self._faults.strike(DELIVERY, "duplicate"):
            first, _second = await asyncio.gather(self._once(envelope), self._once(envelope))
            return self._received(first)
        return self._received(await self._once(envelope))

    def _received(self, ack: Ack) -> Ack:
        return Ack(TIMEOUT) if self._faults.strike(DELIVERY, "lost_answer") else ack

    async def _once(self, envelope: Envelope) -> Ack:
        if self._sockets.open:
            return await self._by_socket(envelope)
        if self.request_url:
            return await self._by_http(envelope, self.request_url)
        return Ack(NOBODY)

    async def _by_socket(self, envelope: Envelope) -> Ack:
        while connection := self._sockets.pick():
            if self._faults.strike(DELIVERY, "disconnect"):
                await self._sockets.disconnect(connection)
                return Ack(NOBODY)
            try:
                sent = self._sockets.deliver(connection, envelope.for_socket(), PATIENCE)
                return Ack(payload=await sent or {})
            except TimeoutError:
                return Ack(TIMEOUT)
            except (WebSocketDisconnect, RuntimeError):
                self._sockets.leave(connection)  # It had just ended; another may be there.
        return Ack(NOBODY)

    async def _by_http(self, envelope: Envelope, url: str) -> Ack:
        body, headers = envelope.for_http()
        signed = headers | signing.headers(body, time.time())
        try:
            answer = await self._http.post(url, content=body, headers=signed)
        except httpx.TimeoutException:
            return Ack(TIMEOUT)
        except httpx.TransportError:
            return Ack(NOBODY)
        return Ack.from_http(answer)
