"""Whether each step of the ladder was said, once: in its thread, and to the leads."""

import time
from collections import Counter

from tests.chaos import ladder
from tests.chaos.books import CHANNELS, LEADS
from tests.chaos.ladder import seconds_of

LATEST = 300  # Seconds that a step may be due before it is missed.
SKEW = 300  # Seconds that it may come too early, by a clock that is off.
JOINS = 300  # Seconds that a list takes in what falls due after it.


def judge(verdict, reading):
    for one in reading.truth:
        card = reading.card(one)
        if card is None:
            continue
        told = list(reading.standing.nudges(card))
        verdict.looked_at["nudges"] += len(told)
        for limit, count in Counter(nudge.limit for nudge in told).items():
            if count > 1:
                verdict.add("nudges doubled", (card.number, limit))
        if _asks(one, card):
            _lost(verdict, reading, one, card, told)
            _untold(verdict, reading, one, card)
    for channel in reading.messages:
        _twice(verdict, reading, channel)


def _lost(verdict, reading, one, card, told):
    limit = seconds_of(one["due_at"])
    step = ladder.due(limit, time.time() - LATEST)
    if step is None or (step.is_owners and reading.ledger.of(card.number, "claim")):
        return  # Whoever had it then was told by direct message.
    verdict.looked_at["nudges due"] += 1
    if not any(_says(nudge, limit, step) for nudge in told):
        verdict.add("nudges lost", (card.number, str(step)))


def _untold(verdict, reading, one, card):
    """Leads are told apart from the thread, often of several in one list."""
    limit = seconds_of(one["due_at"])
    step = ladder.due(limit, time.time() - LATEST, ladder.FOR_LEADS)
    if step is None:
        return
    since = limit - step.before - SKEW - JOINS
    told = {asked.number for asked in reading.standing.asking(LEADS) if asked.at > since}
    verdict.looked_at["nudges due to leads"] += card.number in told or None not in told
    if not told & {card.number, None}:
        verdict.add("nudges lost", (card.number, f"{step}, to the leads"))


def _twice(verdict, reading, channel):
    """A later step takes an earlier one's place, so one message at most asks for a dispute."""
    if channel in CHANNELS:  # What stands in threads is counted by its card.
        return
    asked = [one for one in reading.standing.asking(channel) if one.number is not None]
    if channel != LEADS:  # In a person's list a deadline looks like a claim that came to nothing.
        asked = [one for one in asked if one.limit is not None]
    for number, count in Counter(one.number for one in asked).items():
        verdict.looked_at["nudges elsewhere"] += count
        if count > 1:
            verdict.add("nudges doubled", (number, channel))


def _says(nudge, limit, step):
    """A step comes when it is due: what was posted before it stands for an earlier one."""
    in_its_time = nudge.limit == limit and nudge.at > limit - step.before - SKEW
    return in_its_time and nudge.says_passed == step.is_last


def _asks(one, card):
    """Of what nobody has: whoever has one may rest, snooze, or be told elsewhere."""
    ours = one["status"] == "processing" and one["turn"] == "ours" and one["due_told"]
    plain = ours and one["due_kind"] == "respond" and not one["platform_handled"]
    quiet = card.is_closed or card.is_merged or card.owner is not None
    return plain and one["due_at"] and not quiet
