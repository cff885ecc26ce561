"""The Socket Mode endpoint."""

from fastapi import APIRouter, WebSocket

from slackbot.sandbox.here import Here

router = APIRouter()


@router.websocket("/socket")
async def connect(websocket: WebSocket, here: Here, ticket: str = "") -> None:
    await here.sockets.serve(websocket, ticket)
