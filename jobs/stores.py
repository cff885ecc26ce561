"""A store's reader: its token unlocked, its calls signed."""

from collections.abc import Sequence

import httpx

from jobs.pacing import SharedPace
from jobs.sources.account import Dialect
from jobs.sources.aliexpress import Account, AliExpress
from jobs.sources.calling import UNPACED, App, Caller, Pacer, Patience
from jobs.sources.errors import AppRejected, TokenRejected
from jobs.sources.rules import rules
from jobs.sources.writing import Writer
from models.reading.rounds import Turn
from models.secrets import Vault
from models.stores import Store
from slackbot.desk import Desk

PATIENCE = Patience()


def vault(desk: Desk) -> Vault:
    return Vault(desk.settings.secret_key.get_secret_value())


def caller(
    desk: Desk, http: httpx.Client, pacer: Pacer = UNPACED, patience: Patience = PATIENCE
) -> Caller:
    """
    Raises:
        AppRejected: the app's key or secret is not set.

    """
    settings = desk.settings
    if settings.aliexpress_app_key is None or settings.aliexpress_app_secret is None:
        raise AppRejected(
            "AliExpress cannot be read: set ALIEXPRESS_APP_KEY and ALIEXPRESS_APP_SECRET."
        )
    app = App(settings.aliexpress_app_key, settings.aliexpress_app_secret.get_secret_value())
    return Caller(http, app, desk.now, patience, pacer=pacer)


def dialect(desk: Desk) -> Dialect:
    settings = desk.settings
    return Dialect(
        settings.aliexpress_token_parameter,
        settings.aliexpress_simplify,
        settings.aliexpress_order_calls,
    )


def unconnected(name: str) -> str:
    return (
        f"The store {name} is not connected. Have its owner agree: "
        f"disputes store authorize {name}, or give it its tokens: "
        f"disputes store add {name} --access-token … --refresh-token …"
    )


def none_connected(names: Sequence[str]) -> str:
    match names:
        case []:
            return (
                "There is no store. Add one: disputes store add NAME --channel ID, "
                "and have its owner agree: disputes store authorize NAME"
            )
        case [name]:
            return unconnected(name)
        case _:
            return (
                f"None of the stores is connected ({', '.join(names)}). Have the owner of one "
                "agree: disputes store authorize NAME, or give it its tokens: "
                "disputes store add NAME --access-token … --refresh-token …"
            )


def writer(desk: Desk, store: Store, http: httpx.Client) -> Writer:
    """
    Raises:
        TokenRejected: the store was never connected.

    """
    token = vault(desk).unlock(store.access_token)
    if token is None:
        raise TokenRejected(unconnected(store.name))
    return Writer(caller(desk, http, SharedPace(desk)), Account(store.name, token, dialect(desk)))


def reader(
    desk: Desk,
    store: Store,
    http: httpx.Client,
    patience: Patience = PATIENCE,
    turn: Turn | None = None,
) -> AliExpress:
    """
    Args:
        turn: Held by whoever reads the whole store; its calls say that the reader lives.

    Raises:
        TokenRejected: the store was never connected.

    """
    token = vault(desk).unlock(store.access_token)
    if token is None:
        raise TokenRejected(unconnected(store.name))
    pacer = SharedPace(desk, turn)
    account = Account(store.name, token, dialect(desk), rules(desk.settings.aliexpress_rules))
    return AliExpress(caller(desk, http, pacer, patience), account)
