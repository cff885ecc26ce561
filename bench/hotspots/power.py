"""
How often hot spots are found that are there, and some that are not, with the rules' defaults.

    PYTHONPATH=. .venv/bin/python bench/hotspots/power.py quiet|planted|weaker STORES EVERY FIRST

Generated stores of 10 to 80 orders a day (`tests/support/trade.py`), looked at every so many
days; the desk's own statistics decide. The defaults were chosen on the seeds from 1000; others
are named by the first of them.
"""

import sys
import time
from collections import defaultdict
from statistics import median

import numpy as np

from tests.support import trade
from tests.support.spotting import false_ones, found_after


def quiet(stores: int, every: int, first: int) -> None:
    days = range(trade.WARM_UP, trade.DAYS, every)
    found = [
        false_ones(trade.a_store(np.random.default_rng(first + n)), days) for n in range(stores)
    ]
    wrong = [sorted(one) for one in found if one]
    print(f"quiet: {len(wrong)} of {stores} stores with a false one in a year: {wrong}")


def planted(
    stores: int, every: int, first: int, times: tuple[float, float] = (4, 8), monthly: int = 80
) -> None:
    low, high = times
    after = defaultdict(list)
    for n in range(stores):
        dice = np.random.default_rng(first + n)
        one = trade.a_store(dice, times=dice.uniform(low, high), monthly=monthly)
        after[one.plant.subject].append(found_after(one, every))
    whole = [day for days in after.values() for day in days]
    there = [day for day in whole if day is not None]
    print(
        f"{low:g} to {high:g} times, {monthly} orders a month or more:",
        f"{len(there)} of {len(whole)} found ({100 * len(there) / len(whole):.0f} %),",
        f"median day {median(there):.0f} of 90;" if there else "",
        ", ".join(
            f"{subject} {sum(d is not None for d in days)}/{len(days)}"
            for subject, days in sorted(after.items())
        ),
    )


def weaker(stores: int, every: int, first: int) -> None:
    for times in (2.0, 3.0, 4.0, 6.0):
        planted(stores, every, first, (times, times))
    planted(stores, every, first, monthly=40)
    planted(stores, every, first, monthly=20)


if __name__ == "__main__":
    which, *figures = (*sys.argv[1:], *("quiet", "100", "1", "1000")[len(sys.argv) - 1 :])
    began = time.perf_counter()
    {"quiet": quiet, "planted": planted, "weaker": weaker}[which](*map(int, figures))
    print(f"{time.perf_counter() - began:.0f} s")
