"""The arguments of an API call, however the client sent them."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from slackbot.sandbox.errors import ApiError

_TRUE = {"1", "true", "True", "TRUE"}


@dataclass(frozen=True)
class Call:
    """One call of one method."""

    method: str
    arguments: dict[str, Any]
    token: str | None
    base_url: str

    def text(self, name: str) -> str | None:
        value = self.arguments.get(name)
        return None if value in (None, "") else str(value)

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        value = self.text(name)
        if value is None:
            missing = [f"[ERROR] missing required field: {name}"]
            raise ApiError(error, response_metadata={"messages": missing})
        return value

    def given(self, name: str) -> bool:
        return self.arguments.get(name) is not None

    def flag(self, name: str) -> bool:
        value = self.arguments.get(name)
        return value is True or str(value) in _TRUE

    def number(self, name: str, default: int) -> int:
        value = self.text(name)
        if value is not None and not value.isdigit():
            raise ApiError("invalid_arguments")
        return default if value is None else int(value)

    def json(self, name: str, error: str) -> Any:
        """A structure: itself in a JSON body, JSON text in a form."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise ApiError(error) from None


async def read(method: str, request: Request) -> Call:
    arguments: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if "application/json" in kind:
        arguments |= _object(await request.body())
    elif "form" in kind:
        async with request.form() as form:
            arguments |= {key: value for key, value in form.items() if isinstance(value, str)}
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else arguments.pop("token", None)
    return Call(method, arguments, token, str(request.base_url).rstrip("/"))


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(value, dict):
        raise ApiError("json_not_object")
    return value
