"""views.*: modals by a trigger, Home tabs at any time, both by hash."""

from typing import Any

from slackbot.sandbox import modals
from slackbot.sandbox.arguments import Call
from slackbot.sandbox.blocks import accept_view
from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.views import STACK, View
from slackbot.sandbox.workspace import Workspace


def open_modal(here: Workspace, call: Call) -> dict[str, Any]:
    body = _body(here, call, "modal")
    trigger = here.triggers.use(call.required("trigger_id"))
    list(here.views.clear(trigger.user))
    return {"view": modals.push(here, trigger.user, body).drawn()}


def push(here: Workspace, call: Call) -> dict[str, Any]:
    body = _body(here, call, "modal")
    trigger = here.triggers.use(call.required("trigger_id"))
    if trigger.view_id is None:
        raise ApiError("not_found")
    if here.views.depth(trigger.user) >= STACK:
        raise ApiError("push_limit_reached")
    return {"view": modals.push(here, trigger.user, body).drawn()}


def update(here: Workspace, call: Call) -> dict[str, Any]:
    view = _named(here, call)
    body = _body(here, call, view.body["type"], known=view)
    _same_hash(call, view)
    return {"view": modals.redraw(here, view, body).drawn()}


def publish(here: Workspace, call: Call) -> dict[str, Any]:
    body = _body(here, call, "home")
    user = call.required("user_id")
    person = here.people.get(user)
    if person is None:
        raise ApiError("user_not_found")
    home = here.views.home(user)
    if home is None:
        home = modals.new(here, user, body)
    else:
        _same_hash(call, home)
        modals.redraw(here, home, body)
    here.views.publish(home)
    return {"view": home.drawn()}


def _body(here: Workspace, call: Call, kind: str, known: View | None = None) -> dict[str, Any]:
    body = accept_view(call.json("view", "invalid_arguments"))
    if body["type"] != kind:
        raise ApiError("invalid_arguments")
    taken = here.views.by_external_id(body["external_id"]) if body.get("external_id") else None
    if taken is not None and taken is not known:
        raise ApiError("duplicate_external_id")
    return body


def _named(here: Workspace, call: Call) -> View:
    if external_id := call.text("external_id"):
        view = here.views.by_external_id(external_id)
    else:
        view = here.views.get(call.required("view_id"))
    if view is None:
        raise ApiError("not_found")
    return view


def _same_hash(call: Call, view: View) -> None:
    asked = call.text("hash")
    if asked is not None and asked != view.hash:
        raise ApiError("hash_conflict")
