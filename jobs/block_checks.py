"""`disputes doctor --blocks`: does Slack's own validator take what we would show?"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
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
    try:
        with desk.database.read() as session:
            shown, dispute = _newest_messages(session), _newest_dispute(session)
    except SQLAlchemyError:
        return  # The check of the database has said so.
    if not shown:
        yield Finding("blocks", False, "Nothing was ever shown: try again when there is a card.")
    for kind, number in shown:
        yield found(f"blocks of the {kind}", partial(_message, desk, number))
    for language in LANGUAGES if dispute is not None else ():
        for verb in FORMS:
            name = f"blocks of the form of {verb} ({language})"
            yield found(name, partial(_form, desk, verb, dispute, language))


def _newest_messages(session: Session) -> list[tuple[str, int]]:
    newest = select(Message.kind, func.max(col(Message.id))).group_by(col(Message.kind))
    return [(kind, number) for kind, number in session.exec(newest)]


def _newest_dispute(session: Session) -> int | None:
    still_open = select(Dispute.id).where(col(Dispute.closed_at).is_(None))
    return session.exec(still_open.order_by(col(Dispute.id).desc()).limit(1)).first()


def _message(desk: Desk, number: int) -> str:
    with desk.database.read() as session:
        message = session.get_one(Message, number)
        content = drawing.draw(session, desk.settings, message, desk.now()).content
    return _taken(desk, blocks=content.blocks)


def _form(desk: Desk, verb: str, number: int | None, language: str) -> str:
    request, draw = Request("doctor", "", None, desk.now()), FORMS[verb][1]
    with desk.database.read() as session:
        turn = Turn(session, request, terminal(), language, desk.settings)
        try:
            view = draw(turn, session.get_one(Dispute, number))
        except DisputeError:
            return "It does not fit the newest dispute: nobody would see it."
    return _taken(desk, view=view)


def _taken(desk: Desk, **shown: Any) -> str:
    if complaints := desk.slack.validate(**shown):
        raise Complaint("; ".join(complaints))
    return "Slack takes them."
