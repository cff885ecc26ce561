"""The one place where a listener's errors are caught, and answered where the person looks."""

from typing import Any

import structlog
from slack_bolt import App, BoltResponse, Respond
from sqlalchemy.exc import SQLAlchemyError

from models.errors import DisputeError, Mistakes, RepeatedRequest
from models.words import FALLBACK
from slackbot import threads
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.requests import Request, spoken_with
from slackbot.views import about
from slackbot.views import forms as views
from slackbot.views.blocks import escape

log = structlog.get_logger()


def register(app: App, desk: Desk, forms: Forms) -> None:
    def answer(error: Exception, body: dict[str, Any], respond: Respond) -> BoltResponse:
        if isinstance(error, RepeatedRequest):
            return BoltResponse(status=200, body=error.answer or "")
        if isinstance(error, Mistakes):
            return _at_fields(error.by_field)
        if not isinstance(error, DisputeError):
            # Nothing was saved: Slack says so, and sends an event again.
            log.error("listener_failed", exc_info=error)
            desk.errors.note("listener", error)
            return BoltResponse(status=500, body="")
        log.info("request_refused", refusal=error.key, user=_user(body))
        language = _language(desk, body)
        if "event" in body:
            threads.refuse(desk, body["event"], error.said_safely(language, escape))
            return BoltResponse(status=200, body="")
        if body.get("type") == "block_actions" and body.get("view"):
            forms.tell(
                Request.read(body, desk.now()), error.said_safely(language, escape), language
            )
            return BoltResponse(status=200, body="")
        return _refused(error, language, body, respond)

    app.error(answer)


def _refused(
    error: DisputeError, language: str, body: dict[str, Any], respond: Respond
) -> BoltResponse:
    if body.get("type") == "view_submission":
        # At a field it is plain text: marks have no power there.
        sentence, field = error.said(language), first_field(body["view"])
        if field:
            return _at_fields({field: sentence})
        return _on_top(error.said_safely(language, escape), language)
    sentence = error.said_safely(language, escape)
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": sentence})
    if respond.response_url:
        respond(text=sentence, response_type="ephemeral", replace_original=False)
    return BoltResponse(status=200, body="")


def _at_fields(sentences: dict[str, str]) -> BoltResponse:
    return BoltResponse(status=200, body={"response_action": "errors", "errors": sentences})


def _on_top(sentence: str, language: str) -> BoltResponse:
    """A last look has no field: the sentence comes over it, and nothing of it is lost."""
    body = {"response_action": "push", "view": views.refusal(sentence, language)}
    return BoltResponse(status=200, body=body)


def first_field(view: dict[str, Any]) -> str | None:
    """Where the person looks: the modal keeps what was typed and says it at its first field."""
    fields = (block["block_id"] for block in view["blocks"] if block["type"] == "input")
    return next(fields, None)


def _user(body: dict[str, Any]) -> str | None:
    said = body.get("event") or {}
    return body.get("user_id") or (body.get("user") or {}).get("id") or said.get("user")


def _language(desk: Desk, body: dict[str, Any]) -> str:
    if language := about.language_of(body.get("view")):
        return language
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id")
    channel = channel or (body.get("event") or {}).get("channel")
    try:
        with desk.database.read() as session:
            return spoken_with(session, _user(body), channel)
    except SQLAlchemyError:
        return FALLBACK  # A refusal in English is better than none.
