"""Slack misbehaves in every way that the sandbox knows."""

from contextlib import suppress

from tests.chaos.books import standing_cards
from tests.support.workspace import Refused

ENDLESS = 60  # Seconds: whatever ends a fault early, it does not outlive this.
CHANNELS = ("CNORDIC", "CSOLAR", "CTOYS")
DELIVERY = "delivery"


def loses_answers(stage):
    for method in ("chat.postMessage", "chat.update", "chat.postEphemeral"):
        _for_a_while(stage, "lost_answer", method, share=0.4)


def duplicates(stage):
    _for_a_while(stage, "duplicate", share=0.7)


def loses_acks(stage):
    """The desk has done it, and Slack does not know: it delivers again."""
    _for_a_while(stage, "lost_answer", DELIVERY, share=0.4)


def storms(stage):
    _for_a_while(stage, "429", share=0.6)


def answers_500(stage):
    _for_a_while(stage, "500", share=0.4)


def answers_502(stage):
    _for_a_while(stage, "502_html", share=0.4)


def crawls(stage):
    """Ten seconds are the longest that the desk waits."""
    _for_a_while(stage, "slow", "chat.postMessage", share=0.3, seconds=11)
    _for_a_while(stage, "slow", "chat.update", share=0.1, seconds=11)


def disconnects(stage):
    stage.slack.fault("disconnect")


def goes_dead(stage):
    _for_a_while(stage, "dead_socket", share=1.0)


def archives(stage):
    channel = stage.dice.choice(CHANNELS)
    stage.slack.control("channel", channel=channel, is_archived=True)
    return lambda: stage.slack.control("channel", channel=channel, is_archived=False)


def deletes_card(stage):
    """By an administrator; whoever misses it asks for it again before the end."""
    cards = standing_cards(stage.slack)
    if cards:
        card = stage.dice.choice(cards)
        with suppress(Refused):  # Slack misbehaves towards administrators, too.
            stage.slack.api("chat.delete", channel=card.channel, ts=card.ts)
        stage.deleted.add(card.number)


def _for_a_while(stage, kind, method="*", **more):
    stage.slack.fault(kind, method, for_seconds=stage.dice.uniform(3, 20), **more)
