"""`/person/*`: driving the people of the workspace by HTTP."""

from typing import Any

from fastapi import APIRouter, Request

from slackbot.sandbox.here import Here
from slackbot.sandbox.people import commands, presses, steps, submissions, writing
from slackbot.sandbox.people.seen import ephemeral, seen

router = APIRouter(prefix="/person")

Answer = dict[str, Any]


def _base_url(request: Request) -> str:
    return str(request.base_url).rstrip("/")


@router.post("/command")
async def command(step: steps.Command, request: Request, here: Here) -> Answer:
    here.human(step.user)
    since = here.clock.latest()
    here.views.look(step.user, at_home=False)
    outcome = await commands.command(here, step, _base_url(request))
    return seen(here, step.user, since, outcome)


@router.post("/press")
async def press(step: steps.Press, request: Request, here: Here) -> Answer:
    here.human(step.user)
    since = here.clock.latest()
    outcome = await presses.press(here, step, _base_url(request))
    return seen(here, step.user, since, outcome)


@router.post("/shortcut")
async def shortcut(step: steps.Shortcut, request: Request, here: Here) -> Answer:
    here.human(step.user)
    since = here.clock.latest()
    outcome = await presses.shortcut(here, step, _base_url(request))
    return seen(here, step.user, since, outcome)


@router.post("/submit")
async def submit(step: steps.Submission, here: Here) -> Answer:
    here.human(step.user)
    since = here.clock.latest()
    return seen(here, step.user, since, await submissions.submit(here, step))


@router.post("/close")
async def close(step: steps.Closing, here: Here) -> Answer:
    here.human(step.user)
    since = here.clock.latest()
    return seen(here, step.user, since, await submissions.close(here, step))


@router.post("/message")
async def message(step: steps.Saying, here: Here) -> Answer:
    here.human(step.user)
    since = here.clock.latest()
    return seen(here, step.user, since, await writing.say(here, step))


@router.post("/home")
async def home(step: steps.Visit, here: Here) -> Answer:
    here.human(step.user)
    since = here.clock.latest()
    return seen(here, step.user, since, await writing.visit_home(here, step))


@router.get("/{user}/view")
async def view(user: str, here: Here) -> Answer | None:
    here.human(user)
    shown = here.views.open_now(user)
    return shown.seen() if shown else None


@router.get("/{user}/inbox")
async def inbox(user: str, here: Here) -> Answer:
    here.human(user)
    return {"ephemeral": [ephemeral(shown) for shown in here.messages.ephemeral(user)]}
