"""The controls of the demo world, over HTTP."""

from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from jobs.sources.sandbox import acts
from jobs.sources.sandbox.desk import Desk
from jobs.sources.sandbox.faults import Fault
from jobs.sources.sandbox.state import Dispute
from jobs.sources.sandbox.truth import truth
from models.records import Outcome

Json = dict[str, Any]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Forward(Body):
    hours: float = Field(gt=0, le=24 * 365)


class Open(Body):
    cause: str
    store: str | None = None


class Parcel(Body):
    order_id: int | None = None


class Issue(Body):
    issue_id: int


class Close(Issue):
    outcome: Outcome = Outcome.AGREED_REFUND


class Permission(Body):
    store: str
    group: str = Field(pattern="^(disputes|orders|logistics)$")
    granted: bool


class Stir(Body):
    count: int = Field(gt=0, le=100_000)


class Store(Body):
    store: str


def forward(desk: Desk, body: Forward) -> Json:
    acts.forward(desk.world, body.hours)
    return {"hours": desk.world.shift.total_seconds() / 3600}


def open_dispute(desk: Desk, body: Open) -> Json:
    shop, dispute = acts.open_dispute(desk.world, desk.stores, body.cause, body.store)
    return {**_named(dispute), "store": shop.name}


def parcel(desk: Desk, body: Parcel) -> Json:
    order = acts.move_parcel(desk.world, body.order_id)
    return {"order_id": str(order.order_id), "code": order.trail[-1].code}


def ship(desk: Desk, body: Parcel) -> Json:
    order = acts.ship_order(desk.world, body.order_id)
    return {"order_id": str(order.order_id), "tracking_number": order.number}


def answer(desk: Desk, body: Issue) -> Json:
    return _named(acts.answer(desk.world, body.issue_id))


def close(desk: Desk, body: Close) -> Json:
    return _named(acts.end(desk.world, body.issue_id, body.outcome))


def modify(desk: Desk, body: Issue) -> Json:
    return _named(acts.modify(desk.world, body.issue_id))


def handback(desk: Desk, body: Issue) -> Json:
    return _named(acts.hand_back(desk.world, body.issue_id))


def permission(desk: Desk, body: Permission) -> Json:
    acts.permit(desk.world, body.store, body.group, body.granted)
    return {"ok": True}


def revoke(desk: Desk, body: Store) -> Json:
    acts.revoke(desk.world, body.store)
    return {"ok": True}


def stir(desk: Desk, body: Stir) -> Json:
    """So many things happen, in whichever stores."""
    shops = list(desk.world.shops.values())
    for _ in range(body.count):
        desk.stir(desk.dice.choice(shops))
    return {"ok": True}


def counted(desk: Desk) -> Json:
    """The calls since the last count, by method; then counting starts anew."""
    calls = dict(desk.calls)
    desk.calls.clear()
    return {"calls": calls}


def fault(desk: Desk, body: Fault) -> Json:
    desk.faults.add(body)
    return {"ok": True}


def clear(desk: Desk) -> Json:
    desk.faults.clear()
    return {"ok": True}


def _named(dispute: Dispute) -> Json:
    return {
        "issue_id": str(dispute.issue_id),
        "order_id": str(dispute.order_id),
        "turn": dispute.turn.value,
    }


ACTS: dict[str, Callable[..., Json]] = {
    "/forward": forward,
    "/open": open_dispute,
    "/parcel": parcel,
    "/ship": ship,
    "/answer": answer,
    "/close": close,
    "/modify": modify,
    "/handback": handback,
    "/permission": permission,
    "/revoke": revoke,
    "/stir": stir,
    "/calls": counted,
    "/fault": fault,
    "/clear": clear,
}


def controls(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/control")

    async def world() -> Json:
        return truth(desk.world, desk.stores)

    async def books() -> Json:
        return {"books": [entry.model_dump() for entry in desk.world.books]}

    async def faults() -> Json:
        told = [fault.model_dump() for fault in desk.faults.on()]
        return {"faults": told, "struck": desk.faults.struck}

    router.add_api_route("/world", world, methods=["GET"])
    router.add_api_route("/books", books, methods=["GET"])
    router.add_api_route("/faults", faults, methods=["GET"])
    for path, act in ACTS.items():
        # FastAPI reads the body's model from what is left of the signature.
        router.add_api_route(path, desk.saving(partial(act, desk)), methods=["POST"])
    return router
