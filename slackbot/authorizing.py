"""The addresses at which the owner of a store grants us access."""

from urllib.parse import urlencode

from models.errors import NotUnderstood
from models.settings import Settings
from slackbot import states

AUTHORIZE, CALLBACK = "/aliexpress/authorize", "/aliexpress/callback"


def platform_address(settings: Settings, state: str) -> str:
    """
    Where the owner of a store grants us access.

    Raises:
        NotUnderstood: the app's key is not set.

    """
    if settings.aliexpress_app_key is None:
        raise NotUnderstood("connect-no-app")
    callback = f"{settings.public_address}{CALLBACK}"
    return authorize_address(
        settings.aliexpress_gateway_url, settings.aliexpress_app_key, callback, state
    )


def authorize_address(gateway: str, app_key: str, callback: str, state: str) -> str:
    query = {
        "response_type": "code",
        "force_auth": "true",
        "redirect_uri": callback,
        "client_id": app_key,
        "state": state,
    }
    return f"{gateway.rstrip('/')}/oauth/authorize?{urlencode(query)}"


def link(settings: Settings, store: str, episode: int) -> str:
    """The way to mend a store's access, for whoever reads its channel."""
    query = {"store": store, "ticket": states.invitation(settings, store, episode)}
    return f"{settings.public_address}{AUTHORIZE}?{urlencode(query)}"
