"""The running gateway: its world, its faults, and where the world is kept."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from random import Random
from typing import Any

from jobs.sources.sandbox.faults import Faults
from jobs.sources.sandbox.keeping import load, save
from jobs.sources.sandbox.pushing import Pushes
from jobs.sources.sandbox.seeding import first_day
from jobs.sources.sandbox.state import Shop, World
from jobs.sources.sandbox.stirring import stir
from jobs.sources.sandbox.stores import DemoStore
from jobs.sources.sandbox.window import Window


class Desk:
    def __init__(
        self,
        path: Path | None,
        stores: tuple[DemoStore, ...],
        push_url: str | None = None,
        world: World | None = None,
    ) -> None:
        self._path = path
        self.stores = stores
        self._by_name = {store.name: store for store in stores}
        self.faults = Faults()
        self.calls: Counter[str] = Counter()  # By method, since somebody began to count.
        self.dice = Random(7)  # noqa: S311 - A demo world, not a secret.
        epoch = datetime.now(UTC).replace(microsecond=0)
        self.world: World = world or load(path) or first_day(epoch, stores)
        for store in stores:
            if store.name in self.world.shops:
                self.world.shops[store.name].seller_id = store.seller_id
        self.pushes = Pushes(self.world, push_url)
        self.save()

    def save(self) -> None:
        save(self.world, self._path)

    def saving(self, act: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
        """Keep what the act did to the world before its answer goes out, and push it."""

        # On the event loop, where one act cannot meet another half-way.
        @wraps(act)
        async def act_and_save(*args: Any, **named: Any) -> dict[str, Any]:
            done = act(*args, **named)
            self.save()
            self.pushes.about(done)
            return done

        return act_and_save

    def window(self, shop: Shop) -> Window:
        return Window(self.world, shop, self._by_name[shop.name])

    def stir(self, shop: Shop) -> None:
        """Something happens in a shop."""
        stir(self.world, shop, self._by_name[shop.name], self.dice)
