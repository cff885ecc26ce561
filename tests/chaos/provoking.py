"""
What sets an alert off, each with what ends it, and what a person then does about it.

Each is a function of the stage, and gives back what ends it again, as the storm's faults do.
"""

from itertools import chain

from slackbot import ids
from slackbot.sandbox.scopes import BOT_SCOPES
from tests.chaos import at_database, at_redis
from tests.chaos.books import newest_cards
from tests.chaos.hosts import LAYOUT
from tests.support.reading import has_button
from tests.support.running import until
from tests.support.sending import SAVE, fill

CHANNEL, STORE = "CNORDIC", "nordic"
LEAD, LEADS = "ULEA", "CLEADS"
OPENS = 30  # Seconds for a form, a card, or a message to come.
SLOW = 20  # Seconds that Slack wants between two posts.
AHEAD = 12  # Hours in which some deadline comes near enough for a nudge.


class Unprovoked(Exception):
    """A step towards it could not be taken."""


# Processes, and what they lean on.


def web_gone(stage):
    return _gone(stage, "web")


def default_gone(stage):
    """Nobody decides on nudges; the bulk worker reads on, and sees deadlines come near."""
    back = _gone(stage, "default")
    stage.gateway.forward(AHEAD)
    return back


def _gone(stage, part):
    names = stage.hosts.names(part)
    for name in names:
        stage.hosts.remove(name)

    def back():
        for name in names:
            queue, _, host = name.partition("@")
            stage.hosts.add(name, LAYOUT[host][queue])

    return back


redis_gone = at_redis.gone
database_gone = at_database.restarted


def database_locked(stage):
    """Whoever writes waits until their patience ends: jobs fail in the middle."""
    if stage.database.there is None:
        return at_database.file_locked(stage)
    return stage.database.lock("messages").close


# Slack.


def channel_archived(stage):
    stage.slack.control("channel", channel=CHANNEL, is_archived=True)
    stage.gateway.open("L1", STORE)
    return lambda: stage.slack.control("channel", channel=CHANNEL, is_archived=False)


def slack_asks_to_wait(stage):
    stage.slack.rates(per_channel_seconds=SLOW, burst=1)
    for _ in range(6):  # Each is told to wait once.
        stage.gateway.open("L1", STORE)
    return stage.slack.unhurried


def answers_lost_unseen(stage):
    """Slack takes a card, loses the answer, and does not let the desk look."""
    unseeing = [scope for scope in BOT_SCOPES if not scope.endswith(":history")]
    stage.slack.control("scopes", scopes=unseeing)
    stage.slack.fault("lost_answer", "chat.postMessage")
    stage.gateway.open("L1", STORE)

    def mended():
        stage.slack.clear()
        stage.slack.control("scopes", scopes=list(BOT_SCOPES))
        _try_all_again(stage)

    return mended


def _try_all_again(stage):
    """A lead presses "Try again" on all that is stuck."""
    while listed := _list(stage):
        view = stage.slack.press(LEAD, ids.STUCK, message=listed)["view"]
        again = [e for e in _elements(view) if e.get("action_id") == ids.STUCK_AGAIN]
        if not again:
            return
        stage.slack.press(LEAD, ids.STUCK_AGAIN, again[0]["value"], view_id=view["id"])


def _list(stage):
    said = stage.slack.command(LEAD, "/dispute stuck", LEADS)["ephemeral"]
    return next((one for one in said if has_button(one, ids.STUCK)), None)


def _elements(view):
    return chain.from_iterable(block.get("elements", []) for block in view["blocks"])


def homes_refused(stage):
    """A person who has opened Home moves something, and Home cannot be shown anew."""
    stage.slack.home(LEAD)
    stage.slack.fault("500", "views.publish")
    card = next(card for card in _open_cards(stage) if card.owner is None)
    stage.slack.command(LEAD, f"/dispute claim #{card.number}", card.channel)
    return stage.slack.clear


def posts_refused(stage):
    """Nudges are decided, and Slack takes none of them."""
    stage.slack.fault("500", "chat.postMessage")
    stage.gateway.forward(AHEAD)
    return stage.slack.clear


# The platform.


def platform_away(stage):
    """A person has approved an answer, and the platform serves nothing."""
    _approves(stage, lambda: stage.gateway.fault("500"))
    return stage.gateway.clear


def acts_swallowed(stage):
    """The platform errs whenever it is to act, and what was asked is not found there."""
    number = _approves(stage, lambda: stage.gateway.fault("500", method=SAVE))

    def mended():
        stage.gateway.clear()
        _send_again(stage, number)

    return mended


def _approves(stage, just_before):
    """A person sends an answer; the number of its dispute."""
    for card in _open_cards(stage):
        seen = _last_look(stage, card)
        if seen and (seen["view"] or {}).get("callback_id") == ids.SEND_CONFIRM:
            just_before()
            stage.slack.submit(LEAD, {}, seen["view"]["id"])
            return card.number
    raise Unprovoked("There is no dispute that could be answered.")


def _last_look(stage, card):
    stage.slack.command(LEAD, f"/dispute send #{card.number}", card.channel)

    def form():
        view = stage.slack.view(LEAD) or {}
        return view if view.get("callback_id") == ids.SEND_MODAL else None

    view = until(form, OPENS / 10, pause=0.2)
    return view and stage.slack.submit(LEAD, fill(), view["id"])


def _send_again(stage, number):
    """Whoever looked and did not find it presses the button in the thread."""

    def asked():
        told = stage.slack.messages(_card(stage, number).channel)
        return [m for m in told if f"#{number}" in m["text"] and has_button(m, ids.SEND_AGAIN)]

    if not (messages := until(asked, OPENS)):
        raise Unprovoked(f"Nobody is asked whether #{number} is to be sent again.")
    view = stage.slack.press(LEAD, ids.SEND_AGAIN, message=messages[-1])["view"]
    stage.slack.submit(LEAD, {}, view["id"])


def _open_cards(stage):
    cards = newest_cards(stage.slack)
    return [card for card in cards if not card.is_closed and not card.is_merged and card.due]


def _card(stage, number):
    return next(card for card in newest_cards(stage.slack) if card.number == number)
