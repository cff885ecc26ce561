"""Slack misbehaves in every way that the sandbox knows, but for files and charts."""

from tests.chaos.books import CHANNELS, newest_cards
from tests.chaos.striking import NOTHING, if_met
from tests.support.workspace import Refused

DEAD = 140  # Seconds: after two minutes of silence the desk proves its connection by another.
DELIVERY = "delivery"


def loses_answers(stage):
    methods = ("chat.postMessage", "chat.update", "chat.postEphemeral")
    return _for_a_while(stage, "lost_answer", *methods, share=0.4)


def duplicates(stage):
    return _for_a_while(stage, "duplicate", DELIVERY, share=0.7)


def loses_acks(stage):
    """The desk has done it, and Slack does not know: it delivers again."""
    return _for_a_while(stage, "lost_answer", DELIVERY, share=0.4)


def storms(stage):
    return _for_a_while(stage, "429", share=0.6)


def answers_500(stage):
    return _for_a_while(stage, "500", share=0.4)


def answers_502(stage):
    return _for_a_while(stage, "502_html", share=0.4)


def crawls(stage):
    """Ten seconds are the longest that the desk waits."""
    return _for_a_while(stage, "slow", share=0.2, seconds=11)


def disconnects(stage):
    if not stage.slack.about()["connections"]:
        return NOTHING
    stage.slack.fault("disconnect")
    return None


def goes_dead(stage):
    if not stage.slack.about()["connections"]:
        return NOTHING
    stage.slack.fault("dead_socket", for_seconds=DEAD)
    return None


def archives(stage):
    channel = stage.dice.choice(CHANNELS)
    stage.slack.control("channel", channel=channel, is_archived=True)
    return lambda: stage.slack.control("channel", channel=channel, is_archived=False)


def deletes_card(stage):
    """By an administrator; whoever misses it asks for it again before the end."""
    cards = newest_cards(stage.slack)
    if not cards:
        return NOTHING
    card = stage.dice.choice(cards)
    try:
        stage.slack.api("chat.delete", channel=card.channel, ts=card.ts)
    except Refused:
        return NOTHING  # Slack misbehaves towards administrators, too.
    stage.deleted[card.number].append((card.channel, card.ts))
    return None


def _for_a_while(stage, kind, *methods, **more):
    methods = methods or ("*",)

    def met():
        struck = stage.slack.struck()
        return sum(struck.get(f"{kind} {method}", 0) for method in methods)

    over = if_met(met, lambda: None)  # It ends by itself.
    for method in methods:
        stage.slack.fault(kind, method, for_seconds=_moments(stage), **more)
    return over


def _moments(stage):
    return stage.dice.uniform(3, 20)
