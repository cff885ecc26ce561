"""Complaints that were written to be read, not to be matched: most must be understood."""

import json
from collections import Counter
from pathlib import Path

import pytest

from models.records import Facts
from models.tagging import Cause, Complaint, language_of, tag

HELD_OUT = [
    json.loads(line)
    for line in (Path(__file__).parent / "held_out.jsonl").read_text(encoding="utf-8").splitlines()
]


def cause_of(item):
    facts = Facts.model_validate(item["facts"])
    return tag(Complaint(reason=item["reason"], text=item["text"], facts=facts)).cause.value


def macro_f1(items):
    told = [(item["cause"], cause_of(item)) for item in items]
    truths, guesses = Counter(truth for truth, _ in told), Counter(guess for _, guess in told)
    hits = Counter(truth for truth, guess in told if truth == guess)
    return sum(2 * hits[cause] / (truths[cause] + guesses[cause]) for cause in truths) / len(truths)


def test_every_cause_is_held_out_in_many_languages():
    counts = Counter(item["cause"] for item in HELD_OUT)

    assert set(counts) == set(Cause)
    assert min(counts.values()) >= 6
    assert len({item["lang"] for item in HELD_OUT}) == 16


def test_most_complaints_are_understood():
    """0.93 when they were first read by a tagger that had seen none of them."""
    assert macro_f1(HELD_OUT) >= 0.93


def test_most_complaints_that_are_not_in_english_are_understood():
    assert macro_f1([item for item in HELD_OUT if item["lang"] != "en"]) >= 0.93


def test_most_languages_are_recognised():
    known = [language_of(item["text"]) == item["lang"] for item in HELD_OUT]

    assert sum(known) / len(known) >= 0.9


@pytest.mark.parametrize("low", [0.0, 0.5, 0.9])
def test_confidence_is_a_probability(low):
    found = [tag(Complaint(text=item["text"])).confidence for item in HELD_OUT]

    assert all(0 <= confidence <= 1 for confidence in found)
    assert any(confidence >= low for confidence in found)
