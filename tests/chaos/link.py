"""The wire between a host and what it leans on: it can be slow, silent, or cut off."""

import asyncio
import threading
from contextlib import suppress

CHUNK = 65536


class Link:
    """
    A door on this side for a server on the other.

    Args:
        there: Host and port of the server.
        here: The address to listen on.

    """

    def __init__(self, there, here="127.0.0.1"):
        self._there, self.here = there, here
        self.delay = 0.0  # Seconds that each piece takes.
        self._loop = asyncio.new_event_loop()
        self._open = asyncio.Event()
        self._open.set()
        self._talks = set()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._talk, here, 0))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def cut(self):
        """Nothing goes through, and nobody is told: as a pulled cable."""
        self._loop.call_soon_threadsafe(self._open.clear)

    def heal(self):
        """What was on its way arrives, as TCP would bring it."""
        self.delay = 0.0
        self._loop.call_soon_threadsafe(self._open.set)

    def sever(self):
        """Every connection ends at once, and new ones may come."""
        self._loop.call_soon_threadsafe(self._end_all)

    def close(self):
        self.heal()
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self):
        self._server.close()
        self._end_all()
        await asyncio.sleep(0)
        await asyncio.gather(*self._talks, return_exceptions=True)

    def _end_all(self):
        for talk in self._talks:
            talk.cancel()

    async def _talk(self, reader, writer):
        talk = asyncio.current_task()
        self._talks.add(talk)
        ends = [writer]
        try:
            await self._open.wait()
            there = await asyncio.open_connection(*self._there)
            ends.append(there[1])
            ways = [self._carry(reader, there[1]), self._carry(there[0], writer)]
            await _first_of([asyncio.ensure_future(way) for way in ways])
        except (OSError, asyncio.CancelledError):
            pass  # The server is away, or the wire was severed: its client sees it end.
        finally:
            self._talks.discard(talk)
            for end in ends:
                end.transport.abort()

    async def _carry(self, reader, writer):
        while piece := await reader.read(CHUNK):
            if self.delay:
                await asyncio.sleep(self.delay)
            await self._open.wait()
            writer.write(piece)
            await writer.drain()


async def _first_of(ways):
    """Until one way ends; the other ends with it."""
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        for way in ways:
            with suppress(OSError, asyncio.CancelledError):
                await way
