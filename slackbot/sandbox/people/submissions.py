"""A person submits or closes a modal."""

from typing import Any

from slackbot.sandbox import modals
from slackbot.sandbox.blocks import accept_view
from slackbot.sandbox.envelopes import Ack, Envelope
from slackbot.sandbox.errors import ApiError, PersonError
from slackbot.sandbox.people import bodies, fields
from slackbot.sandbox.people.seen import Outcome
from slackbot.sandbox.people.steps import Closing, Submission
from slackbot.sandbox.views import STACK, View
from slackbot.sandbox.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"
CONFLICT = 409


async def submit(here: Workspace, step: Submission) -> Outcome:
    view = _topmost(here, step.user, step.view_id)
    fields.type_in(view, step.values)
    fields.check(view)
    view.errors, view.problem = {}, None
    here.views.save(view)
    payload = {
        **bodies.interaction("view_submission", here.human(step.user)),
        "trigger_id": here.triggers.issue(step.user, view.id),
        "view": view.drawn(),
        "response_urls": [],
    }
    ack = await here.deliveries.ask(Envelope("interactive", payload))
    return _follow(here, view, ack)


def _follow(here: Workspace, view: View, ack: Ack) -> Outcome:
    """Do what the acknowledgement says; nothing said closes this modal."""
    problem = None
    if ack.ok:
        try:
            _ACTIONS[ack.payload.get("response_action")](here, view, ack.payload)
        except (ApiError, KeyError) as error:
            problem = f"{TROUBLE} ({error})"
    else:
        problem = TROUBLE
    if problem:
        view.problem = problem
        here.views.save(view)
    return Outcome(ack.status, errors=view.errors, problem=problem)


def _close(here: Workspace, view: View, _said: dict[str, Any]) -> None:
    if here.views.modal(view.user) is view:
        here.views.pop(view.user)


def _errors(here: Workspace, view: View, said: dict[str, Any]) -> None:
    errors = said.get("errors") or {}
    known = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not errors or errors.keys() - known:
        raise ApiError("invalid_error_blocks")
    view.errors = errors
    here.views.save(view)


def _update(here: Workspace, view: View, said: dict[str, Any]) -> None:
    modals.redraw(here, view, accept_view(said.get("view")))


def _push(here: Workspace, view: View, said: dict[str, Any]) -> None:
    if here.views.depth(view.user) >= STACK:
        raise ApiError("push_limit_reached")
    modals.push(here, view.user, accept_view(said.get("view")))


def _clear(here: Workspace, view: View, _said: dict[str, Any]) -> None:
    list(here.views.clear(view.user))


_ACTIONS = {
    None: _close,
    "errors": _errors,
    "update": _update,
    "push": _push,
    "clear": _clear,
}


async def close(here: Workspace, step: Closing) -> Outcome:
    view = _topmost(here, step.user, step.view_id)
    clears = bool(view.body.get("clear_on_close"))
    closed = list(here.views.clear(step.user)) if clears else [here.views.pop(step.user)]
    status = 200
    for gone in closed:
        if gone and gone.body.get("notify_on_close"):
            status = (await here.deliveries.ask(_closed(here, gone, cleared=clears))).status
    return Outcome(status)


def _closed(here: Workspace, view: View, *, cleared: bool) -> Envelope:
    payload = bodies.interaction("view_closed", here.human(view.user))
    return Envelope("interactive", payload | {"view": view.drawn(), "is_cleared": cleared})


def _topmost(here: Workspace, user: str, view_id: str) -> View:
    view = here.views.modal(user)
    if view is None or view.id != view_id:
        raise PersonError(CONFLICT, f"{view_id} is not the modal that {user} has in front.")
    return view
