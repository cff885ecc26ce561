"""Whether each step of the ladder was said, once, where nobody has the dispute."""

import time
from collections import Counter

from tests.chaos import ladder
from tests.chaos.ladder import seconds_of

LATEST = 300  # Seconds that a step may be due before it is missed.
SKEW = 300  # Seconds that it may come too early, by a clock that is off.


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


def _lost(verdict, reading, one, card, told):
    limit = seconds_of(one["due_at"])
    step = ladder.due(limit, time.time() - LATEST)
    if step is None or (step.is_owners and reading.ledger.of(card.number, "claim")):
        return  # Whoever had it then was told by direct message.
    verdict.looked_at["nudges due"] += 1
    if not any(_says(nudge, limit, step) for nudge in told):
        verdict.add("nudges lost", (card.number, str(step)))


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
