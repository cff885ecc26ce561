"""Ids and secrets, shaped as Slack shapes them."""

import secrets

TEAM = "TSANDBOX1"
APP = "ASANDBOX1"
BOT_USER = "UDESKBOT1"
BOT = "BDESKBOT1"
SLACKBOT = "USLACKBOT"
ENTERPRISE_DOMAIN = "sandbox"

BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - the sandbox's tokens are public by design
APP_TOKEN = "xapp-sandbox"  # noqa: S105 - as above
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 - as above

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def new_id(prefix: str, length: int = 10) -> str:
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(length))


def short(length: int = 5) -> str:
    return secrets.token_hex(length)[:length]
