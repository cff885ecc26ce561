"""Looks at a generated trade as the job does: the desk's statistics over counts of our own."""

import numpy as np

from models.hotspots import improbable
from models.hotspots.counting import Counted, Counts, Tally
from models.hotspots.spots import Subject
from models.hotspots.subjects import Key
from models.rules.leading import HotSpots

POLICY = HotSpots()


class Looks:
    def __init__(self, trade, policy=POLICY):
        self.trade, self.policy = trade, policy
        self.window = policy.window.days
        self.back = self.window * (policy.past // policy.window + 1)

    def at(self, now):
        """What a look on this day finds, as `(subject, number)`."""
        found = improbable.one_by_one(lambda taken: self._counts(now, taken), self.policy)
        return [(str(key.subject), int(key.name)) for key in found]

    def _counts(self, now, taken):
        trade = self.trade
        age = now - trade.day
        # A window's last moment belongs to the one that begins with it.
        window = np.ceil(age / self.window).astype(int) - 1
        there = (age > 0) & (age <= self.back)
        for key in taken:
            there &= trade.of[key.subject] != int(key.name)
        disputed = there & (trade.disputed < now - self.window * window)
        latest = window == 0
        counted = {}
        for subject in Subject:
            numbers = trade.of[subject]
            most = numbers.max() + 1
            tallies = (
                np.bincount(numbers[there & latest], minlength=most),
                np.bincount(numbers[disputed & latest], minlength=most),
                np.bincount(numbers[there & ~latest], minlength=most),
                np.bincount(numbers[disputed & ~latest], minlength=most),
            )
            for number, four in enumerate(zip(*tallies, strict=True)):
                n, d, before, disputed_before = (int(one) for one in four)
                if n or before:
                    key = Key(subject, str(number))
                    counted[key] = Counted(Tally(n, d), Tally(before, disputed_before))
        whole = Counted(
            Tally(int((there & latest).sum()), int((disputed & latest).sum())),
            Tally(int((there & ~latest).sum()), int((disputed & ~latest).sum())),
        )
        return Counts(counted, whole, whole)


def found_after(trade, every):
    """Days from the plant's start until it was found; None: not while it lasted."""
    plant, looks = trade.plant, Looks(trade)
    day = np.ceil(plant.start) + every
    while day <= plant.start + plant.lasts:
        if (plant.subject, plant.number) in looks.at(day):
            return day - plant.start
        day += every
    return None


def false_ones(trade, days):
    """What is found in a store in which nothing is wrong."""
    looks = Looks(trade)
    return {one for day in days for one in looks.at(day)}
