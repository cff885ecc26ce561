"""Tokens, and which method needs which scope."""

from slackbot.sandbox import names
from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.seed import Channel

BOT_SCOPES = (
    "chat:write",
    "commands",
    "users:read",
    "im:write",
    "im:history",
    "channels:read",
    "groups:read",
    "channels:history",
    "groups:history",
    "files:write",
    "usergroups:read",
    "dnd:read",
)

NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.open": "im:write",
    "users.info": "users:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "dnd.info": "dnd:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}

# These depend on the kind of conversation that is asked for.
BY_CONVERSATION = {
    "conversations.info": "read",
    "conversations.members": "read",
    "conversations.history": "history",
    "conversations.replies": "history",
}

OPEN_TO_ALL = {"api.test", "blocks.validate"}
APP_TOKEN_ONLY = {"apps.connections.open"}


def scope_family(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "groups" if channel.is_private else "channels"


def check_token(method: str, token: str | None) -> None:
    if method in OPEN_TO_ALL:
        return
    if not token:
        raise ApiError("not_authed")
    if token not in {names.BOT_TOKEN, names.APP_TOKEN}:
        raise ApiError("invalid_auth")
    if (token == names.APP_TOKEN) is not (method in APP_TOKEN_ONLY):
        raise ApiError("not_allowed_token_type")


def check_scope(needed: str, provided: set[str]) -> None:
    if needed not in provided:
        ordered = [scope for scope in BOT_SCOPES if scope in provided]
        raise ApiError("missing_scope", needed=needed, provided=",".join(ordered))
