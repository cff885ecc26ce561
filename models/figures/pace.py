"""How many come in a time to come, at the pace of the time before."""

import math
from itertools import count

TAIL = 0.05  # On either side of nine times of ten.
FAR = 8  # Standard deviations below the mean: nothing that counts lies there.


def expected(seen: int, days: float, ahead: float) -> float:
    return seen * ahead / days


def between(seen: int, days: float, ahead: float) -> tuple[int, int]:
    """
    Nine times of ten so many come, at the least and at the most.

    What comes by chance at a steady pace, of which one knows what `days` have shown, follows a
    negative binomial distribution (a Poisson process, Jeffreys' prior of its pace).
    """
    shape, kept = seen + 0.5, days / (days + ahead)
    mean = shape * (1 - kept) / kept
    first = max(0, int(mean - FAR * math.sqrt(mean / kept)))
    low, below = None, 0.0
    for number in count(first):
        below += _chance(number, shape, kept)
        if low is None and below >= TAIL:
            low = number
        if below >= 1 - TAIL:
            return low or 0, number
    raise AssertionError  # Chances add up to one.


def _chance(number: int, shape: float, kept: float) -> float:
    ways = math.lgamma(number + shape) - math.lgamma(number + 1) - math.lgamma(shape)
    return math.exp(ways + shape * math.log(kept) + number * math.log1p(-kept))
