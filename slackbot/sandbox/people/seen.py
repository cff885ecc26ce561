"""What a person sees after a step."""

from dataclasses import dataclass, field
from typing import Any

from slackbot.sandbox import drawn
from slackbot.sandbox.messages import Message
from slackbot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Outcome:
    """How a step went: the status of the app's answer, and what it was refused for."""

    status: int
    errors: dict[str, str] = field(default_factory=dict)
    problem: str | None = None


def ephemeral(shown: Message) -> dict[str, Any]:
    return drawn.message(shown) | {"channel": shown.channel, "ephemeral": True}


def seen(here: Workspace, user: str, since: str, outcome: Outcome) -> dict[str, Any]:
    view = here.views.open_now(user)
    return {
        "status": outcome.status,
        "ephemeral": [ephemeral(m) for m in here.messages.ephemeral(user, since)],
        "view": view.seen() if view else None,
        "errors": outcome.errors,
        "problem": outcome.problem,
    }
