"""Snooze by command, by menu and by form: the person's words in the person's own zone."""

from typing import Any

from models import disputes, rules, stores
from models.disputes import Dispute
from models.errors import Mistakes, NotUnderstood
from models.hours import presence, shifts
from models.hours.business_time import WorkingTime
from models.nudging import snooze_times, snoozing
from models.words import say
from slackbot import ids
from slackbot.requests import Turn
from slackbot.views import about, snooze
from slackbot.views.blocks import when


def form(turn: Turn, dispute: Dispute) -> dict[str, Any]:
    return snooze.modal(dispute, turn.now, turn.language)


def submit(turn: Turn, view: dict[str, Any]) -> None:
    dispute = disputes.get(turn.session, about.dispute_of(view))
    try:
        move(turn, dispute, snooze.said(view))
    except NotUnderstood as error:
        raise Mistakes({ids.SNOOZE_TEXT: error.said(turn.language)}) from error


def move(turn: Turn, dispute: Dispute, words: str) -> str:
    """Do what the words say; the sentence that answers them."""
    number = f"#{dispute.id}"
    if snooze_times.is_off(words):
        snoozing.wake(turn.session, turn.actor, dispute, turn.now)
        return say("you-woke", turn.language, number=number)
    shift = _shift(turn, dispute)
    asked = snooze_times.until(words, turn.now, shift.zone, shift.hours.start)
    until = snoozing.snooze(turn.session, turn.actor, dispute, asked, turn.now)
    if until == asked or dispute.due_at is None:
        return say("you-snoozed", turn.language, number=number, until=when(until))
    hours = str(round((dispute.due_at - until).total_seconds() / 3600))
    told = {"until": when(until), "hours": hours, "due": when(dispute.due_at)}
    return say("you-snoozed-no-longer", turn.language, number=number, **told)


def _shift(turn: Turn, dispute: Dispute) -> WorkingTime:
    user = turn.actor.user_id
    home = stores.get(turn.session, dispute.store)
    slack_zone = presence.of(turn.session, [user])[user].timezone
    return shifts.of_person(rules.current(turn.session), user, home, slack_zone)
