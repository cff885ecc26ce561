"""The gateway's two doors for signed calls: /sync for dotted names, /rest for paths."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from jobs.sources.sandbox import granting
from jobs.sources.sandbox.desk import Desk
from jobs.sources.sandbox.faults import Fault, Kind, broken_answer, lost_answer, refusal_of
from jobs.sources.sandbox.gate import check_permission, check_signature, shop_of
from jobs.sources.sandbox.methods import METHODS
from jobs.sources.sandbox.refusing import Refusal, missing
from jobs.sources.sandbox.window import Window
from jobs.sources.sandbox.wrapping import wrapped
from jobs.sources.sandbox.writing import WRITES, Files, write

_REQUEST_ID = "2140sandbox"
_TOKEN_CALLS = {
    "/auth/token/create": granting.create_tokens,
    "/auth/token/refresh": granting.refresh_tokens,
}
GROUPS = {name: method.group for name, method in METHODS.items()} | {
    name: method.group for name, method in WRITES.items()
}
_ROW_LISTS = ("data_list", "target_list")

Params = Mapping[str, str]
Json = dict[str, Any]


def calls(desk: Desk) -> APIRouter:
    router = APIRouter()

    async def sync(request: Request) -> Response:
        params, files = await _params(request)
        desk.calls[params.get("method", "")] += 1
        fault = desk.faults.strike(params.get("method", ""))
        return await _met(
            fault,
            lambda: _sync(desk, params, files, fault),
            lambda refusal: refusal.on_sync(_REQUEST_ID),
        )

    async def rest(request: Request, path: str) -> Response:
        params, _files = await _params(request)
        return await _met(
            desk.faults.strike(f"/{path}"),
            lambda: _rest(desk, params, f"/{path}"),
            lambda refusal: refusal.on_rest(_REQUEST_ID),
        )

    router.add_api_route("/sync", sync, methods=["GET", "POST"])
    router.add_api_route("/rest/{path:path}", rest, methods=["GET", "POST"])
    return router


async def _met(
    fault: Fault | None, serve: Callable[[], Json], refused: Callable[[Refusal], Json]
) -> Response:
    """The answer to a call, or what a fault makes of it."""
    if fault and (broken := broken_answer(fault)):
        return broken
    if fault and (refusal := refusal_of(fault)):
        return JSONResponse(refused(refusal))
    if fault and fault.kind is Kind.SLOW:
        await asyncio.sleep(fault.seconds)
    try:
        served = JSONResponse(serve())
        if fault and fault.kind is Kind.HELD_ANSWER:
            await asyncio.sleep(fault.seconds)
        return (lost_answer(fault) if fault else None) or served
    except Refusal as refusal:
        return JSONResponse(refused(refusal))


def _sync(desk: Desk, params: Params, files: Files, fault: Fault | None) -> Json:
    check_signature(params, path="")
    if not params.get("method"):
        raise missing("method")
    if params["method"] not in GROUPS:
        raise Refusal("InvalidApiPath", f"There is no API {params['method']}")
    shop = shop_of(params, desk.world)
    check_permission(shop, GROUPS[params["method"]])
    if fault and fault.kind is Kind.MOVING_ROWS:
        desk.stir(shop)
    answer = _served(desk, desk.window(shop), params, files)
    simple = params.get("simplify") == "true"
    if fault and fault.kind is Kind.TRUNCATED_PAGE:
        _truncate(answer)
    if fault and fault.kind is Kind.WRONG_SHAPE:
        simple = not simple
    shaped = answer if simple else wrapped(params["method"], answer)
    return {**shaped, "request_id": _REQUEST_ID}


def _served(desk: Desk, window: Window, params: Params, files: Files) -> Json:
    name = params["method"]
    if name in METHODS:
        return METHODS[name].serve(window, params)
    try:
        return write(desk.world, window, params, files)
    finally:
        desk.save()


def _rest(desk: Desk, params: Params, path: str) -> Json:
    check_signature(params, path)
    if path not in _TOKEN_CALLS:
        raise Refusal("InvalidApiPath", f"There is no API {path}")
    answer = _TOKEN_CALLS[path](desk.world, params)
    desk.save()
    return {**answer, "request_id": _REQUEST_ID}


def _truncate(answer: Json) -> None:
    """Half of the rows go missing, while the totals stay."""
    for holder in (answer, answer.get("result") or {}):
        for name in _ROW_LISTS:
            if name in holder:
                holder[name] = holder[name][: len(holder[name]) // 2]


async def _params(request: Request) -> tuple[Params, Files]:
    async with request.form() as form:
        written = {name: value for name, value in form.items() if isinstance(value, str)}
        files = {name: await f.read() for name, f in form.items() if not isinstance(f, str)}
    return {**request.query_params, **written}, files
