"""What each course costs: a store's own past, drawn towards a belief while it is short."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.case import courses, evidence
from models.case.history import NONE, History, Share
from models.case.points import COURSES
from models.rules import DEFAULT, read
from models.tagging import Cause
from models.tagging.causes import guides

RULES = read(DEFAULT).of("nordic")
NEW = History(0, 0, NONE, NONE, NONE, NONE, NONE, NONE, None)
SHARES = st.integers(0, 300).flatmap(lambda of: st.builds(Share, st.integers(0, of), st.just(of)))
AMOUNTS = st.decimals("0.01", "9999", places=2)


@given(share=SHARES, belief=st.floats(0, 1))
def test_a_chance_lies_between_what_was_seen_and_what_is_believed(share, belief):
    chance = courses.shrunk(share, belief)
    seen = share.part if share.of else belief

    assert min(seen, belief) - 1e-9 <= chance <= max(seen, belief) + 1e-9


def test_few_cases_change_a_belief_little_and_many_replace_it():
    assert courses.shrunk(NONE, 0.8) == 0.8
    assert courses.shrunk(Share(0, 1), 0.8) == pytest.approx(0.667, abs=0.001)
    assert courses.shrunk(Share(0, 100), 0.8) < 0.04


@given(cause=st.sampled_from(Cause), amount=AMOUNTS, refused=SHARES, offered=SHARES)
def test_no_course_costs_more_than_all_but_a_return_and_the_cheapest_comes_first(
    cause, amount, refused, offered
):
    past = replace(NEW, refused=refused, offered=offered)
    found = courses.courses(cause, amount, past, RULES)

    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert {one.name for one in found} <= COURSES
    assert all(0 <= one.cost <= amount + courses.CENT for one in found if one.name != "return")
    assert [one.cost for one in found if one.name == "accept"] == [amount]


def test_who_loses_every_refusal_is_not_told_to_refuse():
    def first(refused):
        past = replace(NEW, refused=refused)
        return courses.courses(Cause.P7, Decimal(40), past, RULES)[0].name

    assert first(Share(0, 20)) == "refuse"
    assert first(Share(20, 20)) == "partial"


def test_what_was_taken_before_says_how_much_to_offer():
    def offer(part):
        past = replace(NEW, offered=Share(18, 20), part=part)
        found = courses.courses(Cause.P1, Decimal(40), past, RULES)
        return next(one.offer for one in found if one.name == "partial")

    assert offer(0.5) > offer(0.2)


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_a_belief_and_its_evidence_is_told_piece_by_piece(cause):
    guide = guides()[cause]

    assert 0 < courses.beliefs()[cause].lost < 1
    for advice in (guide.en, guide.zh):
        assert len(advice.evidence) == len(evidence.ticked(cause, frozenset()))
