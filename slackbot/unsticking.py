"""What is stuck on its way to Slack, for leads: seen, tried again, or left."""

from typing import Any

from sqlmodel import Session

from models import stuck
from models.members import Actor, Permission
from slackbot import ids
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words
from slackbot.views import stuck as views
from slackbot.views.stuck import MOST, Shelf


def listed(turn: Turn, _words: Words) -> Answer:
    return Answer.of(views.listing(shelf(turn.session, turn.actor), turn.language))


def form(turn: Turn) -> dict[str, Any]:
    return views.modal(shelf(turn.session, turn.actor), turn.language)


def shelf(session: Session, actor: Actor) -> Shelf:
    actor.require_somewhere(Permission.DIGEST)
    found, count = stuck.of(session, actor, MOST)
    return Shelf(found, count, stuck.channels(session, actor))


def decide(turn: Turn, action_id: str, value: str) -> None:
    """
    What a lead pressed.

    Raises:
        NotAllowed
        Refused: it is not stuck any more.

    """
    if action_id == ids.STUCK_CHANNEL:
        stuck.channel_again(turn.session, turn.actor, value)
    elif action_id == ids.STUCK_AGAIN:
        stuck.again(turn.session, turn.actor, int(value), turn.now)
    else:
        stuck.leave(turn.session, turn.actor, int(value), turn.now)
