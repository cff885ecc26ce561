"""`disputes doctor --blocks`: does Slack's own validator take what we would show?"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlmodel import Session, col, func, select

from jobs.checks import Finding, found
from jobs.commands.opening import terminal
from models.complaints import Complaint
from models.disputes import Dispute
from models.errors import DisputeError
from models.messages import Message
from models.words import LANGUAGES
from slackbot import drawing
from slackbot.desk import Desk
from slackbot.listeners.verb_forms import FORMS
from slackbot.requests import Request, Turn


def validated(desk: Desk) -> Iterator[Finding]:
    """The newest message of each kind, and every form of the newest open dispute; nothing shows."""
    with desk.database.read() as session:
        drawn = {**_messages(desk, session), **_forms(desk, session)}
    if not drawn:
        yield Finding("blocks", False, "Nothing was ever shown: try again when there is a card.")
    for name, shown in drawn.items():
        yield found(f"blocks of {name}", partial(_taken, desk, shown))


def _taken(desk: Desk, shown: dict[str, Any]) -> str:
    if complaints := desk.slack.validate(**shown):
        raise Complaint("; ".join(complaints))
    return "Slack takes them."


def _messages(desk: Desk, session: Session) -> dict[str, Any]:
    newest = select(func.max(col(Message.id))).group_by(col(Message.kind))
    found = session.exec(select(Message).where(col(Message.id).in_(newest)))
    return {
        f"the {one.kind}": {
            "blocks": drawing.draw(session, desk.settings, one, desk.now()).content.blocks
        }
        for one in found
    }


def _forms(desk: Desk, session: Session) -> dict[str, Any]:
    newest = (
        select(Dispute).where(col(Dispute.closed_at).is_(None)).order_by(col(Dispute.id).desc())
    )
    dispute = session.exec(newest.limit(1)).first()
    if dispute is None:
        return {}
    request, actor = Request("doctor", "", None, desk.now()), terminal()
    drawn = {}
    for language in LANGUAGES:
        turn = Turn(session, request, actor, language, desk.settings)
        for verb, (_permission, draw) in FORMS.items():
            try:
                drawn[f"the form of {verb} ({language})"] = {"view": draw(turn, dispute)}
            except DisputeError:
                continue  # It does not fit this dispute: nobody would see it.
    return drawn
