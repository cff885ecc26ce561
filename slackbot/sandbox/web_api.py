"""`/api/<method>`: tokens, scopes, faults, and the method's own work."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from slackbot.sandbox import arguments, scopes
from slackbot.sandbox.arguments import Call
from slackbot.sandbox.errors import ApiError, RateLimitedError
from slackbot.sandbox.hang_up import HangUp
from slackbot.sandbox.here import Here
from slackbot.sandbox.methods import METHODS
from slackbot.sandbox.workspace import Workspace

router = APIRouter()

_BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>Bad gateway</body></html>"


@router.api_route("/api/{method}", methods=["GET", "POST"])
async def api(method: str, request: Request, here: Here) -> Response:
    if refusal := _outage(here, method):
        return refusal
    answer = await _answer(here, method, request)
    if slow := here.faults.strike(method, "slow"):
        await asyncio.sleep(slow.seconds)
    if here.faults.strike(method, "lost_answer"):
        return HangUp()
    return answer


def _outage(here: Workspace, method: str) -> Response | None:
    """A fault that keeps the work from being done."""
    fault = here.faults.strike(method, "500", "502_html", "429")
    if fault is None:
        return None
    if fault.kind == "429":
        return _limited(RateLimitedError(1))
    if fault.kind == "500":
        return JSONResponse({"ok": False, "error": "internal_error"}, 500)
    return HTMLResponse(_BAD_GATEWAY, 502)


async def _answer(here: Workspace, method: str, request: Request) -> Response:
    try:
        call = await arguments.read(method, request)
        return JSONResponse({"ok": True} | _work(here, call))
    except RateLimitedError as error:
        return _limited(error)
    except ApiError as error:
        return JSONResponse(error.answer())


def _work(here: Workspace, call: Call) -> dict[str, Any]:
    work = METHODS.get(call.method)
    if work is None:
        raise ApiError("unknown_method", req_method=call.method)
    scopes.check_token(call.method, call.token)
    if needed := scopes.NEEDED.get(call.method):
        scopes.check_scope(needed, here.scopes)
    return work(here, call)


def _limited(error: RateLimitedError) -> Response:
    return JSONResponse(error.answer(), 429, headers={"Retry-After": str(error.retry_after)})
