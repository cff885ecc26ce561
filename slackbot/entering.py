"""What enters by HTTP gets its id at the door, and tells it to whoever sent it."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models import tracing
from slackbot.desk import Desk

HEADER = "X-Disputes-Trace"
# Slack's door is none of these: what comes through it has keys of its own.
ORIGINS = {"/intake/": "intake", "/aliexpress/": "push"}


class Entering:
    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = _origin(scope)
        try:
            if origin is None:
                await self._app(scope, receive, send)
                return
            with tracing.begun(origin, many=True) as trace:
                await self._app(scope, receive, _telling(send, trace))
        except Exception as error:
            self._desk.errors.note("http", error)
            raise


def _origin(scope: Scope) -> str | None:
    if scope["type"] != "http":
        return None
    path = scope["path"]
    return next((name for start, name in ORIGINS.items() if path.startswith(start)), None)


def _telling(send: Send, trace: str) -> Send:
    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)[HEADER] = trace
        await send(message)

    return tell
