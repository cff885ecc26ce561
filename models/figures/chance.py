"""
How likely chance alone makes a count so high.

By hand, for whatever draws a digest must not load a statistics library, which weighs on every
process; the hot spots, which may, use one, and `tests/models/test_rising.py` compares both.
"""

import math

NEGLIGIBLE = 1e-15


def chance_of(now: int, earlier: int, spans: int) -> float:
    """
    That of all these at least `now` fall into the last span, were it one like the others.

    Given how many there are in all, each falls into any of the spans alike (the exact test of
    two Poisson rates): unlike a test against the mean it allows for not knowing that well.
    """
    whole, share = now + earlier, 1 / (spans + 1)
    chance = 0.0
    for count in range(now, whole + 1):
        added = math.exp(
            _log_choose(whole, count) + _log(share, count) + _log(1 - share, whole - count)
        )
        chance += added
        if added < NEGLIGIBLE * chance:
            break
    return min(chance, 1.0)


def _log_choose(whole: int, part: int) -> float:
    return math.lgamma(whole + 1) - math.lgamma(part + 1) - math.lgamma(whole - part + 1)


def _log(share: float, times: int) -> float:
    return times * math.log(share)
