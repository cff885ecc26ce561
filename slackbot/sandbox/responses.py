"""`response_url`: five answers within half an hour, to the person or to the channel."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from slackbot.sandbox import arguments, names
from slackbot.sandbox.blocks import accept
from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.here import Here
from slackbot.sandbox.messages import Message
from slackbot.sandbox.tickets import ResponseUrl
from slackbot.sandbox.workspace import Workspace

router = APIRouter()


def address(here: Workspace, base_url: str, channel: str, user: str, ts: str | None = None) -> str:
    secret = here.response_urls.issue(channel, user, ts)
    return f"{base_url}/actions/{names.TEAM}/{secret}"


@router.post("/actions/{team}/{secret}")
async def respond(team: str, secret: str, request: Request, here: Here) -> Response:  # noqa: ARG001 - the team stands in Slack's address
    try:
        url = here.response_urls.use(secret)
    except ApiError as error:
        return JSONResponse(error.answer(), 404)
    try:
        call = await arguments.read("response_url", request)
        _answer(here, url, call.arguments)
    except ApiError as error:
        return JSONResponse(error.answer(), 400)
    return PlainTextResponse("ok")


def _answer(here: Workspace, url: ResponseUrl, said: dict[str, Any]) -> None:
    original = here.messages.find(url.channel, url.ts)
    if said.get("delete_original") and original:
        here.messages.remove(original)
    elif said.get("replace_original") and original:
        replace(here, original, said)
    else:
        say(here, url.channel, url.user, said)


def replace(here: Workspace, original: Message, said: dict[str, Any]) -> None:
    original.text = said.get("text") or ""
    original.blocks = accept(said.get("text"), said.get("blocks"))
    original.revised = here.clock.tick()
    here.messages.save(original)


def say(here: Workspace, channel: str, user: str, said: dict[str, Any]) -> Message:
    """A new message, to the person alone unless it asks for the channel."""
    everybody = said.get("response_type") == "in_channel"
    return here.post(
        Message(
            channel=channel,
            ts=here.clock.tick(),
            user=names.BOT_USER,
            text=said.get("text") or "",
            blocks=accept(said.get("text"), said.get("blocks")),
            thread_ts=said.get("thread_ts"),
            only_for=None if everybody else user,
        )
    )
