"""How a store's owner grants access here: the authorize page, codes and tokens."""

import html
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from jobs.sources.sandbox.gate import good
from jobs.sources.sandbox.refusing import Refusal, missing
from jobs.sources.sandbox.state import Grant, World

_CODE_LIFE = timedelta(minutes=3)
_ACCESS_LIFE = timedelta(days=30)
_REFRESH_LIFE = timedelta(days=60)


def page(world: World, query: Mapping[str, str]) -> str:
    """One link per store; following it is the owner's consent."""
    links = "".join(_link(query, name) for name in world.shops)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Authorize</title>"
        "<body style='font-family:sans-serif;max-width:30em;margin:4em auto'>"
        "<h1>Sandbox gateway</h1><p>Which store may the app read?</p>"
        f"<ul>{links}</ul></body></html>"
    )


def _link(query: Mapping[str, str], name: str) -> str:
    address = html.escape("?" + urlencode({**query, "store": name}))
    return f'<li><a href="{address}">{html.escape(name)}</a></li>'


def consent(world: World, store: str) -> str:
    """A code for the store; it works once, and not for long."""
    world.serial += 1
    code = f"sandbox-code-{store}-{world.serial}"
    world.codes[code] = Grant(store=store, until=datetime.now(UTC) + _CODE_LIFE)
    return code


def returning(redirect_uri: str, code: str, state: str) -> str:
    parts = urlsplit(redirect_uri)
    back = urlencode({"code": code} | ({"state": state} if state else {}))
    return urlunsplit(parts._replace(query=f"{parts.query}&{back}" if parts.query else back))


def create_tokens(world: World, params: Mapping[str, str]) -> dict[str, Any]:
    if not params.get("code"):
        raise missing("code")
    grant = good(world.codes.pop(params["code"], None))
    if grant is None:
        raise Refusal("InvalidCode", "The specified code is invalid or expired")
    world.serial += 1
    refresh = f"sandbox-refresh-{grant.store}-{world.serial}"
    world.refresh[refresh] = Grant(store=grant.store, until=datetime.now(UTC) + _REFRESH_LIFE)
    return _tokens(world, refresh)


def refresh_tokens(world: World, params: Mapping[str, str]) -> dict[str, Any]:
    """Access starts anew; the refresh token goes on ageing."""
    refresh = params.get("refresh_token") or ""
    if good(world.refresh.get(refresh)) is None:
        raise Refusal("IllegalRefreshToken", "The specified refresh token is invalid or expired")
    return _tokens(world, refresh)


def _tokens(world: World, refresh: str) -> dict[str, Any]:
    now, grant = datetime.now(UTC), world.refresh[refresh]
    world.serial += 1
    access = f"sandbox-access-{grant.store}-{world.serial}"
    world.access[access] = Grant(store=grant.store, until=now + _ACCESS_LIFE)
    return {
        "access_token": access,
        "refresh_token": refresh,
        "expires_in": int(_ACCESS_LIFE.total_seconds()),
        "refresh_expires_in": int((grant.until - now).total_seconds()),
        "expire_time": int((now + _ACCESS_LIFE).timestamp() * 1000),
        "refresh_token_valid_time": int(grant.until.timestamp() * 1000),
        "seller_id": world.shops[grant.store].seller_id,
        "user_id": world.shops[grant.store].seller_id,
        "user_nick": f"{grant.store}-nick",
        "account": f"{grant.store}@sandbox.invalid",
        "account_platform": "seller_center",
        "sp": "ae",
        "code": "0",
    }
