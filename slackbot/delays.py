"""Where people look, they see how far Slack lets the desk lag behind."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session

from models import disputes, lag, messages, routing, stores
from models.database import clock
from models.disputes import Dispute
from models.errors import DisputeError
from models.lag import Lag
from models.members import Actor, Permission
from models.messages import Kind
from models.settings import Settings
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words
from slackbot.views import board, delays, phrases
from slackbot.views.blocks import context

MOST = 3  # Lines.


def seen_by(session: Session, actor: Actor, settings: Settings) -> list[Lag]:
    """Of the channels with which this person has to do, the most delayed first."""
    delayed = lag.delayed(session, settings, clock(session))
    if not delayed:
        return []
    mine, leads = actor.stores(session), actor.stores(session, Permission.DIGEST)
    active = stores.active(session)
    theirs: set[str | None] = {actor.user_id}
    theirs |= {store.channel for store in active if store.name in mine}
    theirs |= {channel for name, channel in routing.everywhere(session) if name in mine}
    everywhere = settings.leads_channel
    theirs |= {store.leads_read(everywhere) for store in active if store.name in leads}
    return [one for one in delayed.values() if one.channel in theirs]


def lines(turn: Turn) -> list[str]:
    found = seen_by(turn.session, turn.actor, turn.settings)
    return [delays.line(one, turn.language) for one in found[:MOST]]


def under(turn: Turn, answer: Answer) -> Answer:
    """A list, with what is late in Slack beneath it."""
    late = lines(turn)
    return replace(answer, blocks=[*answer.blocks, context(*late)]) if late else answer


def of_card(turn: Turn, dispute: Dispute) -> str:
    """Why the card of a dispute is not there yet; empty where it is, or soon will be."""
    card = messages.named(turn.session, Kind.CARD, str(dispute.id))
    if card is None or card.ts is not None:
        return ""
    late = lag.delayed(turn.session, turn.settings, clock(turn.session)).get(card.channel)
    return delays.of_card(late, turn.language) if late else ""


def said_of(turn: Turn, words: Words, answer: Answer) -> Answer:
    """What a move answers, and that its card will show it later."""
    try:
        dispute = disputes.named(turn.session, words.target)
    except DisputeError:
        return answer  # It is about no dispute.
    late = of_card(turn, dispute)
    if not late or not answer.text:
        return answer
    more = [context(late)] if answer.blocks else []
    return replace(answer, text=f"{answer.text}\n{late}", blocks=[*answer.blocks, *more])


def board_of(turn: Turn, dispute: Dispute) -> dict[str, Any]:
    """All that can be done with a dispute, and why its card is late."""
    summary = phrases.summary(dispute, turn.now, turn.language)
    late = of_card(turn, dispute)
    return board.modal(dispute, f"{summary}\n{late}" if late else summary, turn.language)
