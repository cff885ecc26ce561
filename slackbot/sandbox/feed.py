"""A number that grows with every change, for whoever watches the workspace."""

import asyncio
from collections.abc import AsyncIterator

_COALESCE = 0.05


class Feed:
    def __init__(self) -> None:
        self.seq = 0
        self.closed = False
        self._news = asyncio.Event()

    def bump(self) -> None:
        self.seq += 1
        self._news.set()

    def close(self) -> None:
        self.closed = True
        self._news.set()

    async def changes(self, heartbeat: float) -> AsyncIterator[int | None]:
        """The latest number after each burst of changes; None when nothing came for a while."""
        told = None
        while not self.closed:
            if told != self.seq:
                told = self.seq
                yield told
                await asyncio.sleep(_COALESCE)
            elif not await self._news_within(heartbeat):
                yield None

    async def _news_within(self, seconds: float) -> bool:
        # Every watcher may clear the event: what counts is the number, not who was woken.
        self._news.clear()
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        return True
