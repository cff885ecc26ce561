"""Snooze: a menu of the usual spans, a form for any other, and the line on the card."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from models.disputes import Dispute
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, when

USUAL = ("1h", "4h", "tomorrow", "monday")  # As people would write them.
OFF = "off"


def rests(dispute: Dispute, now: datetime) -> bool:
    return dispute.is_open and dispute.snoozed_until is not None and dispute.snoozed_until > now


def menu(dispute: Dispute, language: str) -> Block:
    choices = [(say(f"rest-{one}", language), f"{one}:{dispute.id}") for one in USUAL]
    placeholder = {"type": "plain_text", "text": say("snooze", language)}
    return blocks.select(ids.SNOOZE, choices) | {"placeholder": placeholder}


def line(dispute: Dispute, now: datetime, language: str) -> str | None:
    """What the card says while somebody is left alone."""
    if not rests(dispute, now) or dispute.snoozed_until is None:
        return None
    person = f"<@{dispute.snoozed_by}>"
    return say("snoozed", language, until=when(dispute.snoozed_until), person=person)


def modal(dispute: Dispute, now: datetime, language: str) -> dict[str, Any]:
    usual = (*USUAL, OFF) if rests(dispute, now) else USUAL
    choices = [(say(f"rest-{one}", language), one) for one in usual]
    text = {"type": "plain_text_input", "action_id": ids.VALUE, "max_length": 60}
    fields = [
        blocks.field(
            ids.SNOOZE_PICK,
            say("snooze-pick", language),
            blocks.select(ids.VALUE, choices),
            optional=True,
        ),
        blocks.field(
            ids.SNOOZE_TEXT,
            say("snooze-text", language),
            text,
            hint=say("snooze-hint", language),
            optional=True,
        ),
    ]
    return blocks.modal(
        ids.SNOOZE_MODAL,
        say("snooze-title", language, number=str(dispute.id)),
        fields,
        submit=say("save", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language),
    )


def said(view: Mapping[str, Any]) -> str:
    """What was written, else what was picked."""
    values = view["state"]["values"]
    picked = values[ids.SNOOZE_PICK][ids.VALUE].get("selected_option") or {}
    written = values[ids.SNOOZE_TEXT][ids.VALUE].get("value") or ""
    return str(written.strip() or picked.get("value") or "")
