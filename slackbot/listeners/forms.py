"""
Modals: the only listeners that call Slack.

A skeleton is opened within the trigger's three seconds whatever the database does, which is read
meanwhile; then the skeleton becomes the form, or the sentence that says why not. All of it shares
one budget of time, for the acknowledgement waits until the listener ends.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from http.client import HTTPException
from time import monotonic
from typing import Any
from uuid import uuid4

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from models import casefile
from models.errors import DisputeError, Refused
from models.members import Permission
from models.words import FALLBACK, say
from slackbot import sending
from slackbot.desk import Desk
from slackbot.listeners.verb_forms import FORMS
from slackbot.requests import Request, Turn, look
from slackbot.spoken import seen
from slackbot.views import about, forms, reply
from slackbot.views.blocks import escape

log = structlog.get_logger()

BUDGET = 2.5  # Seconds from the press to the acknowledgement; Slack gives up after three.
AFTER = 1.5  # Seconds for showing what came of a move, which took some of the three.
CALL = 1  # Seconds of it for one call to Slack.
# No answer, half an answer, an answer that is no JSON: nobody knows whether it happened.
LOST = (OSError, HTTPException, ValueError)

View = dict[str, Any]
Draw = Callable[[Turn], View]


class Forms:
    """
    Opens and changes modals.

    Args:
        client: With a timeout of `CALL` seconds.

    """

    def __init__(self, desk: Desk, client: WebClient) -> None:
        self._desk = desk
        self._client = client
        self._readers = ThreadPoolExecutor(thread_name_prefix="form")
        self._spoken: dict[str, str] = {}  # With each person, as it was last read.

    def open(self, request: Request, verb: str, target: str) -> None:
        """The form of a verb; raises as `show` does."""
        permission, draw = FORMS[verb]
        self.show(request, lambda turn: draw(turn, seen(turn, target, verb, permission)))

    def show(self, request: Request, draw: Draw) -> None:
        """
        Raises:
            Refused: Slack did not show the form, nor a sentence in its place.

        """
        ends = monotonic() + BUDGET
        language = request.language or self._spoken.get(request.user, FALLBACK)
        busy = forms.refusal(say("busy", language), language)
        # By a name of ours it is found even when Slack's answer with its id was lost.
        name = {"external_id": uuid4().hex}
        reading = self._readers.submit(copy_context().run, self._drawn, request, draw)
        self._skeleton(request, forms.waiting(language) | name)
        view = _in_time(reading, ends) or busy
        if self._shown(view | name, **name):
            return
        if monotonic() + CALL > ends or not self._shown(busy | name, **name):
            raise Refused("busy")

    def tell(self, request: Request, sentence: str, language: str) -> None:
        """A sentence where the person looks: over the modal or the Home that they pressed in."""
        try:
            self._skeleton(request, forms.refusal(sentence, language))
        except Refused:
            # Slack shows nothing more on top; the press had no effect, as they see.
            log.warning("refusal_not_shown")

    def _skeleton(self, request: Request, view: View) -> None:
        show = self._client.views_push if request.in_modal else self._client.views_open
        try:
            show(trigger_id=request.trigger or "", view=view)
        except SlackApiError as error:
            log.warning("form_not_opened", error=_word(error))
            raise Refused("busy") from error
        except LOST as error:
            # It may stand there all the same: the update will tell.
            log.warning("form_perhaps_opened", error=type(error).__name__)

    def _drawn(self, request: Request, draw: Draw) -> View:
        with look(self._desk, request) as turn:
            self._spoken[request.user] = turn.language
            try:
                return draw(turn)
            except DisputeError as refused:
                return forms.refusal(refused.said_safely(turn.language, escape), turn.language)

    def _shown(self, view: View, **which: str) -> bool:
        try:
            self._client.views_update(view=view, **which)
        except SlackApiError as error:
            log.warning("form_not_shown", error=_word(error))
            return False
        except LOST as error:
            log.warning("form_not_shown", error=type(error).__name__)
            return False
        return True

    def after(self, request: Request, view: View, draw: Draw) -> None:
        """What came of a move, in the place of its form; the move stands, shown or not."""
        try:
            self.change(request, view, draw, budget=AFTER)
        except Refused:
            log.warning("outcome_not_shown")

    def change(self, request: Request, view: View, draw: Draw, budget: float = BUDGET) -> None:
        """Another form in the place of the one that is open."""
        reading = self._readers.submit(copy_context().run, self._drawn, request, draw)
        drawn = _in_time(reading, monotonic() + budget)
        if drawn is None or not self._shown(drawn, view_id=view["id"], hash=view["hash"]):
            raise Refused("busy")

    def switch(self, request: Request, view: View, picked: str | None = None) -> None:
        """In the reply modal another suggestion was chosen, or what it asked for was said."""
        picked = picked or about.told(view).get("picked")
        refund = reply.refund_in(view)

        def switched(turn: Turn) -> View:
            dispute = seen(turn, str(about.dispute_of(view)), "reply", Permission.REPLY)
            return reply.modal(casefile.load(turn.session, dispute), turn.language, picked, refund)

        self.change(request, view, switched)

    def send(self, request: Request, view: View) -> None:
        """From the reply modal: its text goes along."""

        def form(turn: Turn) -> View:
            dispute = seen(turn, str(about.dispute_of(view)), "send", Permission.SEE)
            told = reply.Reply.read(view)
            return sending.form(turn, dispute, told.text, told.picked)

        self.change(request, view, form)


def _in_time(reading: Future[View], ends: float) -> View | None:
    """The view, unless the database leaves no time for showing it."""
    try:
        return reading.result(timeout=max(0.0, ends - CALL - monotonic()))
    except (TimeoutError, SQLAlchemyError) as error:
        # The person looks at the skeleton: they are told, and may press again.
        log.warning("form_not_read", error=type(error).__name__)
        return None


def _word(error: SlackApiError) -> str:
    """Slack's own word for it; an answer that is no JSON has none."""
    data = error.response.data
    return str(data.get("error")) if isinstance(data, dict) else str(error.response.status_code)
