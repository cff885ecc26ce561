"""A person presses a button or picks an option: on a message, in a modal, on the Home tab."""

from dataclasses import dataclass
from typing import Any

from slackbot.sandbox import drawn, inputs, responses
from slackbot.sandbox.envelopes import TIMEOUT, Ack, Envelope
from slackbot.sandbox.errors import PersonError
from slackbot.sandbox.messages import Message
from slackbot.sandbox.people import bodies, fields
from slackbot.sandbox.people.seen import Outcome
from slackbot.sandbox.people.steps import Press, Shortcut
from slackbot.sandbox.seed import SHORTCUTS
from slackbot.sandbox.views import View
from slackbot.sandbox.workspace import Workspace

NOT_FOUND = 404
_SHOWN = ("text", "value", "style", "placeholder", "confirm", "url")


@dataclass(frozen=True)
class Found:
    block: dict[str, Any]
    element: dict[str, Any]
    picked: Any  # The state's value for what was picked; None for a button.

    @property
    def typed(self) -> dict[str, Any]:
        known = self.element["type"] in inputs.PLACES
        own = {self.element["action_id"]: {"is": self.picked}}
        return {self.block["block_id"]: own} if known else {}


async def press(here: Workspace, step: Press, base_url: str) -> Outcome:
    if step.ts:
        here.views.look(step.user, at_home=False)
    payload = _on_message(here, step, base_url) if step.ts else _on_view(here, step)
    ack = await here.deliveries.ask(Envelope("interactive", payload))
    return Outcome(ack.status, problem=problem(ack))


async def shortcut(here: Workspace, step: Shortcut, base_url: str) -> Outcome:
    """The app's entry in the menu of a message that everybody sees."""
    channel = here.channel_for(step.user, step.channel)
    message = here.messages.find(channel.id, step.ts)
    known = any(shortcut.callback_id == step.callback_id for shortcut in SHORTCUTS)
    if message is None or message.only_for or not known:
        raise PersonError(
            NOT_FOUND, f"There is no {step.callback_id} on {step.ts} in {channel.id}."
        )
    here.views.look(step.user, at_home=False)
    payload = {
        **bodies.interaction("message_action", here.human(step.user)),
        "callback_id": step.callback_id,
        "trigger_id": here.triggers.issue(step.user),
        "channel": {"id": channel.id, "name": bodies.channel_name(channel)},
        "message": drawn.message(message),
        "message_ts": message.ts,
        "action_ts": here.clock.tick(),
        "response_url": responses.address(here, base_url, channel.id, step.user, message.ts),
    }
    ack = await here.deliveries.ask(Envelope("interactive", payload))
    return Outcome(ack.status, problem=problem(ack))


def problem(ack: Ack) -> str | None:
    if ack.ok:
        return None
    late = ack.status == TIMEOUT
    return "The app did not answer in time." if late else "The app could not do that."


def _on_message(here: Workspace, step: Press, base_url: str) -> dict[str, Any]:
    channel = here.channel_for(step.user, step.channel or "")
    message = here.messages.find(channel.id, step.ts)
    if message is None or message.only_for not in {None, step.user}:
        raise PersonError(NOT_FOUND, f"There is no message {step.ts} in {channel.id}.")
    found = find(message.blocks, step)
    shown = {} if message.only_for else {"message": drawn.message(message)}
    return {
        **bodies.interaction("block_actions", here.human(step.user)),
        "container": _container(message),
        "trigger_id": here.triggers.issue(step.user),
        "channel": {"id": channel.id, "name": bodies.channel_name(channel)},
        **shown,
        "state": {"values": inputs.values(message.blocks, found.typed)},
        "response_url": responses.address(here, base_url, channel.id, step.user, message.ts),
        "actions": [_action(here, found)],
    }


def _container(message: Message) -> dict[str, Any]:
    thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
    return {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.only_for is not None,
        **thread,
    }


def _on_view(here: Workspace, step: Press) -> dict[str, Any]:
    view = open_view(here, step.user, step.view_id)
    fields.type_in(view, step.values)
    found = find(view.body["blocks"], step)
    for block_id, typed in found.typed.items():
        view.typed.setdefault(block_id, {}).update(typed)
    here.views.save(view)
    modal = view.id if view.body["type"] == "modal" else None
    return {
        **bodies.interaction("block_actions", here.human(step.user)),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": here.triggers.issue(step.user, modal),
        "view": view.drawn(),
        "actions": [_action(here, found)],
    }


def open_view(here: Workspace, user: str, view_id: str | None) -> View:
    """The topmost modal or the Home tab; only these can be touched."""
    shown = [view for view in (here.views.modal(user), here.views.home(user)) if view]
    wanted = [view for view in shown if view_id in {None, view.id}]
    if not wanted:
        raise PersonError(NOT_FOUND, f"{user} has no such view open: {view_id or 'none at all'}.")
    return wanted[0]


def find(blocks: list[dict[str, Any]], step: Press) -> Found:
    """The one element that is meant; a person can press nothing that is not there."""
    found = [
        (block, element)
        for block in blocks
        for element in inputs.elements(block)
        if element["action_id"] == step.action_id and _matches(element, step.value)
    ]
    if not found:
        named = f" with the value {step.value!r}" if step.value is not None else ""
        raise PersonError(NOT_FOUND, f"There is no {step.action_id}{named} here to press.")
    block, element = found[0]
    takes_value = element["type"] in inputs.PLACES or element["type"] == "overflow"
    return Found(block, element, fields.slack_value(element, step.value) if takes_value else None)


def _matches(element: dict[str, Any], value: Any) -> bool:
    if element["type"] == "button":
        return value is None or element.get("value") == value
    return True


def _action(here: Workspace, found: Found) -> dict[str, Any]:
    element = found.element
    action: dict[str, Any] = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": found.block["block_id"],
        "action_ts": here.clock.tick(),
    }
    if element["type"] == "overflow":
        action["selected_option"] = found.picked
    elif element["type"] in inputs.PLACES:
        action[inputs.PLACES[element["type"]][0]] = found.picked
    return action | {key: element[key] for key in _SHOWN if key in element}
