"""
A storm of seconds, where CHAOS_DATABASE names a database; `make chaos` is the one of ten minutes.

When the books agree they are forged, one page at a time, to see that the judge would have told.
"""

import os
from collections import Counter
from random import Random

import pytest

from tests.chaos.chaos import Storm, chaos
from tests.chaos.faults import BOTH, UnknownFault, drawn, faults_on
from tests.chaos.forging import unseen
from tests.chaos.people import DONE
from tests.chaos.reading import shown
from tests.chaos.table import lines

DATABASE = os.environ.get("CHAOS_DATABASE")
SHORT = {"seconds": 12, "seed": 20261127, "pace": 1.2, "disputes": 9, "quiet": 12}
TAKEN = 12  # Disputes that somebody has in peace: the storm leaves one of them be.
LOOKED_AT = (
    "cards",
    "disputes named while open",
    "nudges",
    "nudges due",
    "nudges due to leads",
    "escalations",
    "answers approved",
    "platform actions",
    "actions in the platform's book",
)


def work_in_peace(run):
    """Something of every kind that the judge counts: a short storm alone may bring none of it."""
    lea, gateway = run.people[-1], run.stage.gateway
    issue = next(i for i, one in gateway.disputes("nordic").items() if one["turn"] == "ours")
    ends = shown(run.stage.slack, issue).number
    gateway.close(issue)
    cards = [card for card in lea.cards if card.due and card.number != ends]
    lea.escalates(cards[0])
    for card in cards[:TAKEN]:
        lea.claims(card)
    for card in cards[1:]:
        lea.sends(card)
        if any(move.answer == DONE for move in run.ledger.all("send")):
            return


@pytest.mark.drill
@pytest.mark.timeout(1200)
@pytest.mark.skipif(DATABASE is None, reason="CHAOS_DATABASE names none: it takes three minutes")
def test_after_a_storm_the_books_agree_and_forged_ones_would_not(tmp_path):
    told = {}

    def watch(run, moment):
        if moment == "calm":
            work_in_peace(run)
        if moment == "settled":
            told["overlooked"], told["nothing to forge"] = unseen(run.read())

    report = chaos(Storm(database=DATABASE, watch=watch, **SHORT), tmp_path, say=lambda *_: None)

    assert report.verdict.is_clean, "\n".join(lines(report))
    assert sum(report.struck.values()) > 10
    assert [what for what in LOOKED_AT if not report.verdict.looked_at[what]] == []
    assert report.verdict.looked_at["cards"] > 50
    assert told == {"overlooked": [], "nothing to forge": []}


def test_a_word_that_is_in_no_faults_name_is_no_storm():
    with pytest.raises(UnknownFault, match='No fault on sqlite has "no such thing"'):
        faults_on("sqlite", ("Redis", "no such thing"))

    assert {fault.ground for fault in faults_on("sqlite", ("Redis",))} == {"redis"}


@pytest.mark.parametrize("database", BOTH)
def test_every_fault_strikes_in_ten_minutes(database):
    """Where every other one is felt."""
    faults, struck, tried = faults_on(database), Counter(), Counter()
    dice = Random(7)
    for _ in range(int(Storm.seconds / Storm.pace)):
        fault = drawn(faults, struck, tried, dice)
        tried[fault.name] += 1
        struck[fault.name] += dice.random() < 0.5

    assert [fault.name for fault in faults if not struck[fault.name]] == []


def test_what_nobody_ever_feels_does_not_push_the_others_aside():
    faults, tried, dice = faults_on("sqlite"), Counter(), Random(7)
    unfelt = faults[0].name
    for _ in range(2000):
        struck = tried - Counter({unfelt: tried[unfelt]})
        tried[drawn(faults, struck, tried, dice).name] += 1

    due = 2000 * faults[0].weight / sum(fault.weight for fault in faults)
    assert due * 0.7 < tried[unfelt] < due * 1.3
