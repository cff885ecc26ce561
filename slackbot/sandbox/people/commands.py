"""A person types a slash command."""

from typing import Any

from slackbot.sandbox import names, responses
from slackbot.sandbox.envelopes import TIMEOUT, Ack, Envelope
from slackbot.sandbox.errors import ApiError, PersonError
from slackbot.sandbox.messages import Message
from slackbot.sandbox.people import bodies
from slackbot.sandbox.people.seen import Outcome
from slackbot.sandbox.people.steps import Command
from slackbot.sandbox.seed import COMMANDS
from slackbot.sandbox.workspace import Workspace

KNOWN = frozenset(known.command for known in COMMANDS)
NOT_FOUND = 404


async def command(here: Workspace, step: Command, base_url: str) -> Outcome:
    if not step.text.startswith("/"):
        raise PersonError(422, "A slash command begins with a slash.")
    here.channel_for(step.user, step.channel)
    word, _, rest = step.text.partition(" ")
    if word not in KNOWN or "commands" not in here.scopes:
        _note(here, step, f"`{word}` is not a valid command.")
        return Outcome(NOT_FOUND)
    fields = _fields(here, step, word, rest.strip())
    fields["response_url"] = responses.address(here, base_url, step.channel, step.user)
    ack = await here.deliveries.ask(Envelope("slash_commands", fields))
    return _show(here, step, word, ack)


def _fields(here: Workspace, step: Command, word: str, rest: str) -> dict[str, Any]:
    person, channel = here.human(step.user), here.channel_for(step.user, step.channel)
    return {
        "token": bodies.TOKEN,
        "team_id": names.TEAM,
        "team_domain": names.ENTERPRISE_DOMAIN,
        "channel_id": channel.id,
        "channel_name": bodies.channel_name(channel),
        "user_id": person.id,
        "user_name": person.name.lower(),
        "command": word,
        "text": rest,
        "api_app_id": names.APP,
        "is_enterprise_install": "false",
        "trigger_id": here.triggers.issue(person.id),
    }


def _show(here: Workspace, step: Command, word: str, ack: Ack) -> Outcome:
    """The answer in the acknowledgement, or Slack's own word when there is none."""
    failure = None
    if not ack.ok:
        failure = "operation_timeout" if ack.status == TIMEOUT else "dispatch_failed"
    elif ack.payload:
        try:
            responses.say(here, step.channel, step.user, ack.payload)
        except ApiError as error:
            failure = error.error
    if failure:
        _note(here, step, f'{word} failed with the error "{failure}"')
    return Outcome(ack.status, problem=failure)


def _note(here: Workspace, step: Command, text: str) -> None:
    """A word from Slack itself, to this person alone."""
    here.post(
        Message(
            channel=step.channel,
            ts=here.clock.tick(),
            user=names.SLACKBOT,
            text=text,
            only_for=step.user,
        )
    )
