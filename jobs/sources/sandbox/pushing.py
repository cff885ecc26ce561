"""What the gateway pushes to the desk: a signed hint for each move of an order."""

import asyncio
import json
import time
from collections import deque
from typing import Any, Protocol

import httpx
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from jobs.sources.calling import trusted
from jobs.sources.sandbox.acts import Impossible
from jobs.sources.sandbox.state import Order, Shop, World
from jobs.sources.sandbox.stores import APP_KEY, APP_SECRET
from slackbot.signatures import push_signature

PATIENCE = 5  # Seconds; longer than the real one has, for nobody pushes again here.
REMEMBERED = 100

Json = dict[str, Any]


class Address(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: str | None = None


class Wanted(BaseModel):
    """One push, by hand: about an order, or about a store."""

    model_config = ConfigDict(extra="forbid")

    store: str
    order_id: int | None = None
    message_type: int = 53
    url: str | None = None


class Pushes:
    """Sends in the background, and remembers how it went."""

    def __init__(self, world: World, url: str | None = None) -> None:
        self._world = world
        self.url = url
        self.sent: deque[Json] = deque(maxlen=REMEMBERED)
        self._tasks: set[asyncio.Task[Json]] = set()

    def about(self, done: Json) -> None:
        """What an act of the world moved: one order, or time and with it everything."""
        if self.url is None:
            return
        if "order_id" in done:
            held = ((s, s.orders.get(int(done["order_id"]))) for s in self._world.shops.values())
            for shop, order in held:
                if order is not None:
                    self._soon(self.url, _envelope(shop, order))
        elif "hours" in done:
            for shop in self._world.shops.values():
                self._soon(self.url, _envelope(shop, None))

    def _soon(self, url: str, told: Json) -> None:
        task = asyncio.get_running_loop().create_task(self.send(url, told))
        self._tasks.add(task)  # The loop itself holds on to none.
        task.add_done_callback(self._tasks.discard)

    async def send(self, url: str, told: Json) -> Json:
        """What became of it: the status, and the seconds that the answer took."""
        body = json.dumps(told, separators=(",", ":")).encode()
        headers = {
            "Authorization": push_signature(APP_KEY, APP_SECRET, body),
            "Content-Type": "application/json",
        }
        began = time.monotonic()
        try:
            async with _client() as http:
                status = (await http.post(url, content=body, headers=headers)).status_code
        except httpx.HTTPError:
            status = 0  # Nobody there; whoever looks at what was sent sees it.
        self.sent.append(
            {"url": url, "body": told, "status": status, "seconds": time.monotonic() - began}
        )
        return self.sent[-1]


def _client() -> httpx.AsyncClient:
    """Without `verify`, each would read all certificates anew: longer than the push itself."""
    return httpx.AsyncClient(timeout=PATIENCE, trust_env=False, verify=trusted())


class Sends(Protocol):
    """The running gateway, as far as it pushes."""

    world: World
    pushes: Pushes


def controls(desk: Sends) -> APIRouter:
    router = APIRouter(prefix="/control")

    @router.post("/pushes")
    async def go_to(body: Address) -> Json:
        """Where the moves of the world are pushed to from now on; nowhere without an address."""
        desk.pushes.url = body.url
        return {"url": body.url}

    @router.get("/pushes")
    async def sent() -> Json:
        return {"url": desk.pushes.url, "sent": list(desk.pushes.sent)}

    @router.post("/push")
    async def push(body: Wanted) -> Json:
        shop = desk.world.shops.get(body.store)
        url = body.url or desk.pushes.url
        if shop is None:
            raise Impossible(f"There is no store {body.store}: {', '.join(desk.world.shops)}.")
        if url is None:
            raise Impossible("There is no address to push to: give one as url.")
        order = shop.orders.get(body.order_id or 0)
        if body.order_id is not None and order is None:
            raise Impossible(f"There is no order {body.order_id} in {body.store}.")
        told = _envelope(shop, order) | {"message_type": body.message_type}
        return await desk.pushes.send(url, told)

    return router


def _envelope(shop: Shop, order: Order | None) -> Json:
    about = {"orderId": order.order_id, "orderStatus": order.status} if order else {}
    return {
        "seller_id": shop.seller_id,
        "message_type": 53,
        "data": about,
        "timestamp": int(time.time()),
        "site": "ae_global",
    }
