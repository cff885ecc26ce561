"""A person writes a message, or opens the app's Home tab."""

from typing import Any

from slackbot.sandbox import names, scopes
from slackbot.sandbox.envelopes import Envelope
from slackbot.sandbox.errors import PersonError
from slackbot.sandbox.messages import Message
from slackbot.sandbox.people import bodies
from slackbot.sandbox.people.presses import problem
from slackbot.sandbox.people.seen import Outcome
from slackbot.sandbox.people.steps import Saying, Visit
from slackbot.sandbox.seed import Channel
from slackbot.sandbox.workspace import Workspace

TYPES = {"im": "im", "channels": "channel", "groups": "group"}


async def say(here: Workspace, step: Saying) -> Outcome:
    channel = here.channel_for(step.user, step.channel)
    here.views.look(step.user, at_home=False)
    thread_ts = _thread(here, channel, step.thread_ts)
    message = here.post(
        Message(channel.id, here.clock.tick(), step.user, step.text, thread_ts=thread_ts)
    )
    family = scopes.scope_family(channel)
    if names.BOT_USER not in channel.members or f"{family}:history" not in here.scopes:
        return Outcome(200)
    return await _tell(here, _event(message, TYPES[family]))


def _thread(here: Workspace, channel: Channel, thread_ts: str | None) -> str | None:
    if thread_ts is None:
        return None
    parent = here.messages.find(channel.id, thread_ts)
    if parent is None or parent.only_for:
        raise PersonError(404, f"There is no thread {thread_ts} in {channel.id}.")
    return parent.thread_ts or parent.ts


def _event(message: Message, channel_type: str) -> dict[str, Any]:
    thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
    return {
        "type": "message",
        "channel": message.channel,
        "channel_type": channel_type,
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "client_msg_id": names.new_id("m"),
        "team": names.TEAM,
        **thread,
    }


async def visit_home(here: Workspace, step: Visit) -> Outcome:
    here.views.look(step.user, at_home=True)
    home = here.views.home(step.user)
    shown = {"view": home.drawn()} if home else {}
    happened = {
        "type": "app_home_opened",
        "user": step.user,
        "channel": here.direct(step.user).id,
        "tab": "home",
        "event_ts": here.clock.tick(),
        **shown,
    }
    return await _tell(here, happened)


async def _tell(here: Workspace, happened: dict[str, Any]) -> Outcome:
    ack = await here.deliveries.tell(Envelope("events_api", bodies.event(here, happened)))
    return Outcome(ack.status, problem=problem(ack))
