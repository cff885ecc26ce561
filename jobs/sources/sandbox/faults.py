"""The gateway misbehaves on demand: how often, for which call, and in which way."""

import math
import time
from collections import Counter
from enum import StrEnum
from random import Random
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from jobs.sources.sandbox.refusing import Refusal

EVERY = "*"


class Kind(StrEnum):
    INTERNAL = "500"
    TOO_MANY = "429"
    BAD_GATEWAY = "502_html"
    NONSENSE = "nonsense"
    EMPTY = "empty"
    SLOW = "slow"
    DROP = "drop"
    CALL_LIMIT = "ApiCallLimit"
    BACKEND = "15"
    ACCESS_TOKEN = "IllegalAccessToken"  # noqa: S105 - The platform's code for a refused token.
    PERMISSION = "insufficient-permission"
    TRUNCATED_PAGE = "truncated_page"
    WRONG_SHAPE = "wrong_shape"
    MOVING_ROWS = "moving_rows"  # Something happens in the store just before it answers.
    LOST_ANSWER = "lost_answer"  # Done, and then nobody hears of it.
    HELD_ANSWER = "held_answer"  # Done, and nobody hears of it for a while.
    LOST_500 = "lost_500"  # Done, and then answered as if it were not.


class Fault(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Kind
    method: str | None = None  # Any, when it is not given or EVERY.
    share: float = Field(default=1.0, gt=0, le=1)
    count: int | None = Field(default=None, gt=0)  # Until cleared, when not given.
    seconds: float = Field(default=30, ge=0, le=600)  # How slow, or how long a ban.
    for_seconds: float | None = Field(default=None, ge=0)  # Until cleared, when not given.

    _until: float = PrivateAttr(default=math.inf)

    def model_post_init(self, _context: Any) -> None:
        if self.for_seconds is not None:
            self._until = time.monotonic() + self.for_seconds

    @property
    def is_over(self) -> bool:
        return self.count == 0 or self._until <= time.monotonic()


class Faults:
    """The faults that are on, oldest first."""

    def __init__(self) -> None:
        self._on: list[Fault] = []
        self.struck: Counter[Kind] = Counter()  # How often each kind met a call.
        self._dice = Random(1)  # noqa: S311 - Misbehaviour has to be repeatable, not secret.

    def add(self, fault: Fault) -> None:
        self._on.append(fault)

    def clear(self) -> None:
        self._on.clear()

    def strike(self, method: str) -> Fault | None:
        """The fault that meets this call, if one does; each strike uses it up by one."""
        for fault in self.on():
            if fault.method in (None, EVERY, method) and self._dice.random() < fault.share:
                if fault.count is not None:
                    fault.count -= 1
                self.struck[fault.kind] += 1
                return fault
        return None

    def on(self) -> list[Fault]:
        self._on = [fault for fault in self._on if not fault.is_over]
        return self._on


class Dropped(Response):
    """Announces more than it sends, and breaks off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        head = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": b'{"result', "more_body": True})


def broken_answer(fault: Fault) -> Response | None:
    """What stands in the place of an answer; None for faults that only spoil one."""
    answers: dict[Kind, Response] = {
        Kind.INTERNAL: PlainTextResponse("Internal Server Error", 500),
        Kind.TOO_MANY: PlainTextResponse("Too Many Requests", 429, {"Retry-After": "1"}),
        Kind.BAD_GATEWAY: HTMLResponse("<html><h1>502 Bad Gateway</h1></html>", 502),
        Kind.NONSENSE: PlainTextResponse('{"result_object": <<<'),
        Kind.EMPTY: Response(b"", media_type="application/json"),
        Kind.DROP: Dropped(),
    }
    return answers.get(fault.kind)


def lost_answer(fault: Fault) -> Response | None:
    """What stands in the place of an answer although the call was served."""
    if fault.kind is Kind.LOST_ANSWER:
        return Dropped()
    if fault.kind is Kind.LOST_500:
        return PlainTextResponse("Internal Server Error", 500)
    return None


def refusal_of(fault: Fault) -> Refusal | None:
    ban = f"Api access frequency exceeds the limit. this ban will last {fault.seconds:g} seconds"
    refusals = {
        Kind.CALL_LIMIT: Refusal("ApiCallLimit", ban),
        Kind.BACKEND: Refusal("15", "Remote service error", "ISP", sub_code="isp.unknown-error"),
        Kind.ACCESS_TOKEN: Refusal("IllegalAccessToken", "The specified access token is invalid"),
        Kind.PERMISSION: Refusal(
            "15", "Insufficient isv permissions", "ISP", sub_code="isv.insufficient-permission"
        ),
    }
    return refusals.get(fault.kind)
