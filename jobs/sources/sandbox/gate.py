"""Who may call: every signature, app key, timestamp and token is checked here."""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime

from jobs.sources.sandbox.refusing import Refusal, missing
from jobs.sources.sandbox.state import Grant, Shop, World
from jobs.sources.sandbox.stores import APP_KEY, APP_SECRET
from jobs.sources.signing import signature

_SKEW_SECONDS = 7200
_SYSTEM = ("app_key", "sign", "sign_method", "timestamp")


def check_signature(params: Mapping[str, str], path: str) -> None:
    for name in _SYSTEM:
        if not params.get(name):
            raise missing(name)
    if params["app_key"] != APP_KEY:
        raise Refusal("InvalidAppkey", "The specified app key is invalid")
    _check_time(params["timestamp"])
    if params["sign_method"] != "sha256":
        raise Refusal("IncompleteSignature", "The sign method is not supported")
    if not hmac.compare_digest(signature(APP_SECRET, params, path), params["sign"]):
        raise Refusal(
            "IncompleteSignature", "The request signature does not conform to platform standards"
        )


def shop_of(params: Mapping[str, str], world: World) -> Shop:
    """The store whose token the call carries, under either name of that parameter."""
    token = params.get("session") or params.get("access_token") or ""
    grant = good(world.access.get(token))
    if grant is None:
        raise Refusal("IllegalAccessToken", "The specified access token is invalid or expired")
    return world.shops[grant.store]


def check_permission(shop: Shop, group: str) -> None:
    if group in shop.denied:
        raise Refusal(
            "15", "Insufficient isv permissions", "ISP", sub_code="isv.insufficient-permission"
        )


def good(grant: Grant | None) -> Grant | None:
    return grant if grant and grant.until > datetime.now(UTC) else None


def _check_time(timestamp: str) -> None:
    now = datetime.now(UTC).timestamp()
    if not timestamp.isdecimal() or abs(int(timestamp) / 1000 - now) > _SKEW_SECONDS:
        raise Refusal("IllegalTimestamp", "The specified timestamp is invalid")
