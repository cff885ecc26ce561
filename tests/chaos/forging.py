"""Somebody with the app's token meddles with Slack: what a judge must see, one by one."""

import json

from tests.chaos.books import LEADS, Standing
from tests.support.running import until

LONG = 120  # Seconds for an escalation to come to the leads.


def forge(run):
    """Falsify Slack's book once in each way; the kinds of findings that must follow."""
    standing = Standing(run.stage.slack)
    still_open = [card for card in standing.cards if not card.is_closed and card.due]
    doubled, missing, stale, needs_help = run.stage.dice.sample(still_open, 4)
    _post_again(run, doubled.message)
    _delete(run, missing.message)
    _change(run, stale.message, f"^{stale.due}^", f"^{stale.due + 60}^")
    _escalate_twice(run, needs_help)
    return {"cards doubled", "messages doubled", "cards missing", "cards stale"} | (
        {"moves applied twice"} | _nudges(run, standing)
    )


def _nudges(run, standing):
    """One is said twice, all others are gone: of some the desk still owes them."""
    told = [m for card in standing.cards for m in standing.nudging(card)]
    if not told:
        return set()
    first, *others = told
    _post_again(run, first)
    for message in others:
        _delete(run, message)
    return {"nudges doubled"}


def _escalate_twice(run, card):
    person = run.people[-1]
    person.escalates(card)
    token = run.ledger.all("escalate")[-1].token

    def told():
        return [m for m in run.stage.slack.messages(LEADS) if token in json.dumps(m)]

    _post_again(run, until(told, LONG)[0])


def _post_again(run, message):
    said = _about(message)
    del said["ts"]
    run.stage.slack.api("chat.postMessage", **said)


def _delete(run, message):
    run.stage.slack.api("chat.delete", channel=message["channel"], ts=message["ts"])


def _change(run, message, words, others):
    blocks = json.loads(json.dumps(message["blocks"]).replace(words, others))
    run.stage.slack.api("chat.update", **_about(message) | {"blocks": blocks})


def _about(message):
    kept = ("channel", "ts", "text", "blocks", "thread_ts", "metadata")
    return {key: message[key] for key in kept if message.get(key) is not None}
