"""
Modals: the only listeners that call Slack.

A skeleton is opened within the trigger's three seconds whatever the database does; then the
database is read and the skeleton becomes the form, or the sentence that says why not.
"""

from collections.abc import Callable
from typing import Any

import structlog
from slack_sdk import WebClient
from sqlalchemy.exc import SQLAlchemyError

from models import casefile
from models.disputes import Dispute
from models.errors import DisputeError
from models.members import Permission
from models.words import say
from slackbot.desk import Desk
from slackbot.requests import Request, Turn, look
from slackbot.verbs import seen
from slackbot.views import forms, reply, resolve

log = structlog.get_logger()

View = dict[str, Any]

FORMS: dict[str, tuple[Permission, Callable[[Turn, Dispute], View]]] = {
    "reply": (
        Permission.REPLY,
        lambda turn, dispute: reply.modal(casefile.load(turn.session, dispute), turn.language),
    ),
    "resolve": (
        Permission.RESOLVE,
        lambda turn, dispute: resolve.modal(dispute, turn.language),
    ),
    "cause": (Permission.CORRECT, lambda turn, dispute: forms.cause(dispute, turn.language)),
    "escalate": (
        Permission.ESCALATE,
        lambda turn, dispute: forms.escalate(dispute, turn.language),
    ),
}


class Forms:
    """
    Opens and changes modals.

    Args:
        client: With a timeout that leaves time for the rest of the three seconds.

    """

    def __init__(self, desk: Desk, client: WebClient) -> None:
        self._desk = desk
        self._client = client

    def open(self, request: Request, verb: str, target: str) -> None:
        opened = self._client.views_open(trigger_id=request.trigger or "", view=forms.waiting("en"))
        view = self._drawn(request, verb, target)
        self._client.views_update(view_id=opened["view"]["id"], view=view)

    def _drawn(self, request: Request, verb: str, target: str) -> View:
        permission, draw = FORMS[verb]
        try:
            with look(self._desk, request) as turn:
                return draw(turn, seen(turn, target, verb, permission))
        except DisputeError as refused:
            return forms.refusal(str(refused), "en")
        except SQLAlchemyError:
            # The person looks at the skeleton: they are told, and may press again.
            log.exception("form_not_read")
            return forms.refusal(say("busy"), "en")

    def switch(self, request: Request, view: View, picked: str) -> None:
        """Another suggestion was chosen in the reply modal."""
        with look(self._desk, request) as turn:
            target = str(forms.dispute_of(view))
            dispute = seen(turn, target, "reply", Permission.REPLY)
            case = casefile.load(turn.session, dispute)
            drawn = reply.modal(case, turn.language, picked)
        self._client.views_update(view_id=view["id"], hash=view["hash"], view=drawn)
