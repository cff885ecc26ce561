"""What a setting's value must look like, and the sentence that says so."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.fernet import Fernet
from pydantic import SecretStr, ValidationError

KEY_HELP = (
    "make one with: python -c "
    "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
)


def database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("must start with sqlite:/// or postgresql://")
    return url


def redis(url: str) -> str:
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("must start with redis://, rediss:// or unix://")
    return url


def web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that starts with http:// or https://")
    return url


def page_of_dispute(template: str) -> str:
    """An address with the places that a dispute fills."""
    try:
        filled = template.format(issue_id="1", order_id="1", child_order_id="1")
    except (LookupError, ValueError):
        raise ValueError(
            "may name {issue_id}, {order_id} and {child_order_id}, and nothing else in braces"
        ) from None
    web_address(filled)
    return template


def bot_token(token: SecretStr) -> SecretStr:
    if not token.get_secret_value().startswith(("xoxb-", "xoxe.xoxb-")):
        raise ValueError("must be a bot token, which starts with xoxb-")
    return token


def socket_token(token: SecretStr) -> SecretStr:
    if not token.get_secret_value().startswith("xapp-"):
        raise ValueError("must be an app-level token, which starts with xapp-")
    return token


def zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be the name of a time zone, such as Europe/Berlin") from None
    return name


def fernet_keys(keys: SecretStr) -> SecretStr:
    try:
        parsed = [Fernet(key.strip()) for key in keys.get_secret_value().split(",") if key.strip()]
    except ValueError:
        parsed = []
    if not parsed:
        raise ValueError(f"must be Fernet keys with commas between them; {KEY_HELP}")
    return keys


def partners(given: Mapping[str, str]) -> Iterator[str]:
    """What one setting demands of another; names are those of `Settings`."""
    if "slack_app_token" in given and "slack_bot_token" not in given:
        yield "SLACK_APP_TOKEN needs SLACK_BOT_TOKEN beside it."
    if "slack_bot_token" in given and not {"slack_app_token", "slack_signing_secret"} & set(given):
        yield (
            "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) "
            "or SLACK_SIGNING_SECRET (HTTP) beside it."
        )
    if "ai_api_key" in given and "ai_model" not in given:
        yield "AI_API_KEY needs AI_MODEL beside it: the name of the model to ask."
    if ("aliexpress_app_key" in given) != ("aliexpress_app_secret" in given):
        yield "ALIEXPRESS_APP_KEY and ALIEXPRESS_APP_SECRET are set together or not at all."


def complaints_of(error: ValidationError) -> Iterator[str]:
    for wrong in error.errors(include_url=False, include_input=False):
        yield f"{str(wrong['loc'][0]).upper()} {_in_words(wrong['type'], wrong['msg'])}."


def _in_words(kind: str, message: str) -> str:
    if kind == "missing":
        return f"is required when DATABASE_URL is not SQLite; {KEY_HELP}"
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return message.replace("Input should be", "must be", 1).replace(
        "valid integer", "whole number", 1
    )
