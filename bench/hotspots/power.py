"""
How often hot spots are found that are there, and some that are not, with the rules' defaults.

    PYTHONPATH=. .venv/bin/python bench/hotspots/power.py [quiet|planted|weaker] [STORES] [EVERY]

Generated stores of 10 to 80 orders a day (`tests/support/trade.py`), looked at every so many
days; the desk's own statistics decide.
"""

import sys
import time
from collections import defaultdict
from statistics import median

import numpy as np

from tests.support import trade
from tests.support.spotting import false_ones, found_after

FIRST = 1000  # Seeds; other ones than the suite's.


def quiet(stores: int, every: int) -> None:
    days = range(trade.WARM_UP, trade.DAYS, every)
    found = [
        false_ones(trade.a_store(np.random.default_rng(FIRST + n)), days) for n in range(stores)
    ]
    wrong = [sorted(one) for one in found if one]
    print(f"quiet: {len(wrong)} of {stores} stores with a false one in a year: {wrong}")


def planted(stores: int, every: int, low: float = 4, high: float = 8, monthly: int = 80) -> None:
    after = defaultdict(list)
    for n in range(stores):
        dice = np.random.default_rng(FIRST + n)
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


def weaker(stores: int, every: int) -> None:
    for times in (2, 3, 4, 6):
        planted(stores, every, times, times)
    planted(stores, every, monthly=40)
    planted(stores, every, monthly=20)


if __name__ == "__main__":
    which, stores, every = (*sys.argv[1:], *("quiet", "100", "1")[len(sys.argv) - 1 :])
    began = time.perf_counter()
    {"quiet": quiet, "planted": planted, "weaker": weaker}[which](int(stores), int(every))
    print(f"{time.perf_counter() - began:.0f} s")
