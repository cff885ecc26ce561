"""A connection that closes without an answer, as one does when a proxy dies."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

EXTENSION = "sandbox.hang_up"


class HangUp(Response):
    """Needs the sandbox's own server, which puts the way to hang up into the scope."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - nothing is sent
        scope["extensions"][EXTENSION]()
        while (await receive())["type"] != "http.disconnect":
            pass  # The server may answer for us until it sees the connection gone.
