"""How a route reaches the workspace that it belongs to."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from slackbot.sandbox.workspace import Workspace


async def _workspace(connection: HTTPConnection) -> Workspace:
    workspace = connection.app.state.workspace
    assert isinstance(workspace, Workspace)
    return workspace


Here = Annotated[Workspace, Depends(_workspace)]
