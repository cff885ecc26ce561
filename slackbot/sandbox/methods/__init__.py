"""The Web API's methods, by name."""

from collections.abc import Callable
from typing import Any

from slackbot.sandbox.arguments import Call
from slackbot.sandbox.methods import apps, chat, conversations, files, users, views
from slackbot.sandbox.workspace import Workspace

Method = Callable[[Workspace, Call], dict[str, Any]]

METHODS: dict[str, Method] = {
    "api.test": apps.test,
    "apps.connections.open": apps.open_connection,
    "auth.test": apps.auth_test,
    "blocks.validate": apps.validate_blocks,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.replies": conversations.replies,
    "dnd.info": users.dnd_info,
    "files.completeUploadExternal": files.complete_upload,
    "files.getUploadURLExternal": files.reserve_upload,
    "usergroups.list": users.usergroups,
    "usergroups.users.list": users.usergroup_users,
    "users.info": users.info,
    "views.open": views.open_modal,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
