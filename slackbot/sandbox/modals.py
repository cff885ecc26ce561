"""Opening and redrawing views, whether a method or an acknowledgement asks for it."""

from typing import Any

from slackbot.sandbox import inputs, names
from slackbot.sandbox.views import View
from slackbot.sandbox.workspace import Workspace


def new(here: Workspace, user: str, body: dict[str, Any]) -> View:
    below = here.views.modal(user) if body["type"] == "modal" else None
    view_id = names.new_id("V")
    return View(
        id=view_id,
        user=user,
        body=body,
        hash=_hash(here),
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
    )


def push(here: Workspace, user: str, body: dict[str, Any]) -> View:
    view = new(here, user, body)
    here.views.push(view)
    return view


def redraw(here: Workspace, view: View, body: dict[str, Any]) -> View:
    """Show other blocks; what was typed stays where block and action keep their ids."""
    view.body, view.hash = body, _hash(here)
    view.errors, view.problem = {}, None
    fields = {
        (block["block_id"], element["action_id"])
        for block in body["blocks"]
        for element in inputs.elements(block)
    }
    view.typed = {
        block_id: {action: value for action, value in typed.items() if (block_id, action) in fields}
        for block_id, typed in view.typed.items()
    }
    return here.views.save(view)


def _hash(here: Workspace) -> str:
    return f"{here.clock.tick()[:17]}.{names.short(8)}"
