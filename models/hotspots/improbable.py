"""
What chance would hardly bring: the statistics of hot spots, all of them scipy's.

Only a job that is loaded lazily may import this, for scipy weighs on every process.
"""

from collections.abc import Callable, Sequence

from scipy.stats import binomtest, false_discovery_control

from models.hotspots.counting import Counted, Counts, Tally
from models.hotspots.spots import Subject, Verdict
from models.hotspots.subjects import Key
from models.rules.leading import HotSpots

CLEAR = 0.01  # How improbable what a verdict rules out must be; it is looked at each day.
HALF = 0.5
MOST = 20  # Of one look; where there is more, something else is wrong.
BREADTH = list(Subject).index  # Of two that are equally improbable, the first.


def one_by_one(count: Callable[[Sequence[Key]], Counts], policy: HotSpots) -> list[Key]:
    """
    The hot spots themselves, the most improbable first, without what they explain.

    A bad product makes its supplier, its warehouse and the lanes it goes by look bad as well. So
    once one is found, all is counted again without it, and what it explained is found no more.

    Args:
        count: Counts all subjects without what is of these.

    """
    taken: list[Key] = []
    while len(taken) < MOST and (chances := found(count(taken), policy)):
        taken.append(min(chances, key=lambda one: (chances[one], BREADTH(one.subject), one.name)))
    return taken


def found(counts: Counts, policy: HotSpots) -> dict[Key, float]:
    """
    The subjects whose rate is improbable, each with how probable it is.

    All that had orders are tested together, so that of those found only the share that the
    policy allows is expected to be chance's doing (Benjamini and Hochberg).
    """
    chances = {key: chance(one, counts.rest(key), policy) for key, one in counts.of.items()}
    if not chances:
        return {}
    adjusted = false_discovery_control(list(chances.values()), method="bh")
    pairs = zip(chances.items(), adjusted, strict=True)
    return dict(one for one, p in pairs if p <= policy.false_discoveries)


def chance(mine: Counted, rest: Tally, policy: HotSpots) -> float:
    """
    How probable so many disputes were if the rate was no higher than before, or in the store.

    The greater of both, for it has to be improbable against each. A past of fewer orders than
    the window has says nothing; without one the store's rate is taken several times.
    """
    if mine.now.disputed < policy.disputes_from:
        return 1.0
    if mine.before.orders < mine.now.orders:
        return more(mine.now, rest, times=policy.newcomer_times)
    return max(more(mine.now, mine.before), more(mine.now, rest))


def more(one: Tally, other: Tally, times: float = 1.0) -> float:
    """
    The probability of a share of disputes as great as this, if both rates were the same.

    Given how many there were in both together, those of the one are binomial: the conditional
    comparison of two Poisson rates.

    Args:
        times: The other's rate, so many times.

    """
    if not one.orders or not other.orders:
        return 1.0
    share = times * one.orders / (times * one.orders + other.orders)
    together = one.disputed + other.disputed
    if not together:
        return 1.0
    return float(binomtest(one.disputed, together, share, alternative="greater").pvalue)


def verdict(before: Tally, after: Tally) -> Verdict | None:
    """What the orders since a fix say; None: too few to say."""
    if more(before, after) <= CLEAR:
        return Verdict.BETTER
    if more(after, before, times=HALF) <= CLEAR:
        return Verdict.SAME
    return None
