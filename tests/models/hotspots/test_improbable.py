"""What chance would hardly bring, in small figures; the probabilities are told by scipy alone."""

from fractions import Fraction
from math import comb

import pytest

from models.hotspots import improbable
from models.hotspots.counting import Counted, Counts, Tally
from models.hotspots.spots import Subject, Verdict
from models.hotspots.subjects import Key
from models.rules.leading import HotSpots

POLICY = HotSpots()
LAMP, CHAIR = Key(Subject.PRODUCT, "lamp"), Key(Subject.PRODUCT, "chair")
USUAL = Tally(1000, 40)


def by_hand(disputed, together, share):
    """That so many or more of all these disputes are of the one, each with its share."""
    return float(
        sum(
            comb(together, n) * share**n * (1 - share) ** (together - n)
            for n in range(disputed, together + 1)
        )
    )


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        (Tally(60, 9), Tally(230, 4), 1),
        (Tally(60, 9), Tally(230, 4), 2),
        (Tally(10, 1), Tally(10, 5), 1),
        (Tally(48, 16), Tally(40, 12), 0.5),
    ],
)
def test_it_is_the_binomial_of_the_disputes_of_both(one, other, times):
    mine = Fraction(times) * one.orders
    share = mine / (mine + other.orders)
    together = one.disputed + other.disputed

    expected = by_hand(one.disputed, together, share)
    assert improbable.more(one, other, times) == pytest.approx(expected)


def test_it_has_to_be_improbable_against_the_past_and_against_the_store():
    bad, good = Tally(60, 15), Tally(300, 12)
    always = improbable.chance(Counted(bad, Tally(300, 75)), USUAL, POLICY)
    everywhere = improbable.chance(Counted(bad, good), Tally(1000, 250), POLICY)
    news = improbable.chance(Counted(bad, good), USUAL, POLICY)

    assert min(always, everywhere) > 0.4
    assert news < 1e-4


def test_of_a_newcomer_the_store_is_the_measure_and_twice_its_rate_is_no_news():
    twice = improbable.chance(Counted(Tally(200, 16), Tally(20, 0)), USUAL, POLICY)
    far_more = improbable.chance(Counted(Tally(200, 40), Tally(20, 0)), USUAL, POLICY)

    assert twice > 0.4
    assert far_more < 1e-4


def test_few_disputes_are_never_news():
    four = Counted(Tally(4, 4), Tally(400, 0))

    assert improbable.chance(four, USUAL, POLICY) == 1
    fewer = POLICY.model_copy(update={"disputes_from": 4})
    assert improbable.chance(four, USUAL, fewer) < 1e-4


def test_the_more_are_tested_the_more_improbable_it_has_to_be():
    """As Benjamini and Hochberg have it."""
    lamp, usual = Counted(Tally(60, 10), Tally(300, 12)), Counted(Tally(60, 2), Tally(300, 12))
    p = improbable.chance(lamp, Tally(1000, 40), POLICY)
    assert 0.0001 < p < 0.005 / 3

    def found(others):
        crowd = {Key(Subject.PRODUCT, str(n)): usual for n in range(others)}
        counts = Counts({LAMP: lamp} | crowd, lines=Counted(Tally(1060, 50), Tally()))
        return set(improbable.found(counts, POLICY))

    assert found(0) == {LAMP}
    assert found(100) == set()


def test_an_empty_store_has_none():
    assert improbable.one_by_one(lambda _taken: Counts(), POLICY) == []


def test_what_is_explained_is_not_found():
    """Without the lamp its supplier is like the others."""
    supplier = Key(Subject.SUPPLIER, "Yiwu A")
    whole = Counted(Tally(1200, 68), Tally(4000, 160))
    lamp = Counted(Tally(100, 30), Tally(500, 20))
    with_lamp = Counted(Tally(200, 34), Tally(1000, 40))

    def count(taken):
        if LAMP in taken:
            rest = Counted(Tally(100, 4), Tally(500, 20))
            return Counts({supplier: rest}, lines=Counted(Tally(1100, 38), Tally(3500, 140)))
        return Counts({LAMP: lamp, supplier: with_lamp}, lines=whole)

    assert improbable.found(count([]), POLICY).keys() == {LAMP, supplier}
    assert improbable.one_by_one(count, POLICY) == [LAMP]


def test_of_two_that_are_the_same_orders_the_product_is_named():
    lamp = Counted(Tally(100, 30), Tally(500, 20))
    red = Key(Subject.VARIANT, "lamp red")
    counts = Counts({red: lamp, LAMP: lamp}, lines=Counted(Tally(1200, 68), Tally(4000, 160)))

    [first, *_] = improbable.one_by_one(lambda taken: Counts() if taken else counts, POLICY)
    assert first == LAMP


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Tally(60, 9), Tally(48, 1), None),
        (Tally(60, 20), Tally(48, 1), Verdict.BETTER),
        (Tally(60, 20), Tally(60, 22), Verdict.SAME),
        (Tally(60, 9), Tally(4, 0), None),
        (Tally(60, 9), Tally(), None),
        (Tally(), Tally(60, 9), None),
        (Tally(2000, 400), Tally(2000, 290), Verdict.BETTER),  # More than half, yet surely less.
    ],
)
def test_a_fix_is_judged_when_it_is_clear(before, after, said):
    assert improbable.verdict(before, after) is said
