"""
Hot spots over generated years with known truth: those that are there, and none where none is.

Looked at each day by `bench/hotspots/power.py`; here once a week, and fewer quiet ones.
"""

import numpy as np
import pytest

from tests.support import trade
from tests.support.spotting import Looks, false_ones, found_after

PLANTED, QUIET, A_WEEK = 100, 15, 7
WEEKS = range(trade.WARM_UP, trade.DAYS, A_WEEK)


def test_nine_of_ten_planted_ones_are_found_while_they_last():
    """Of all kinds of subject, with four to eight times their usual rate for ninety days."""
    found, kinds = [], set()
    for seed in range(1000, 1000 + PLANTED):  # As in the bench.
        dice = np.random.default_rng(seed)
        store = trade.a_store(dice, times=dice.uniform(4, 8))
        found.append(found_after(store, A_WEEK) is not None)
        kinds.add(store.plant.subject)

    assert sum(found) >= 0.9 * PLANTED
    assert kinds == set(trade.SUBJECTS)


def test_in_quiet_stores_hardly_one_is_found_in_a_year():
    wrong = [false_ones(trade.a_store(np.random.default_rng(500 + n)), WEEKS) for n in range(QUIET)]

    assert sum(map(bool, wrong)) <= 1


@pytest.mark.parametrize("subject", ["product", "lane"])
def test_what_a_hot_spot_explains_is_not_found_beside_it(subject):
    """Its supplier, its warehouse, its carrier and its variants look bad by it alone."""
    found = set()
    for seed in range(900, 940):
        dice = np.random.default_rng(seed)
        store = trade.a_store(dice, times=8, monthly=150)
        plant = store.plant
        if plant.subject == subject:
            found |= {one[0] for one in Looks(store).at(np.ceil(plant.start + 80))}

    assert found == {subject}
