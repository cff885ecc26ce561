"""
Years of a store's trade whose truth is known: what it sold, and which of it was disputed.

It knows nothing of the desk. Rates differ between products and lanes, and waver from week to
week; a plant is a subject whose rate is so many times the usual for a while.
"""

from dataclasses import dataclass

import numpy as np

SUBJECTS = ("product", "variant", "supplier", "warehouse", "carrier", "lane")
YEAR = 365
WARM_UP = 360  # Days of trade before the year that is looked at.
DAYS = WARM_UP + YEAR
CARRIERS, COUNTRIES, SKUS, WAREHOUSES = 3, 15, 3, 2
SLOW = (4.0, 7.0)  # Shape and scale of the days from shipping to a dispute: 28 in the mean.


@dataclass(frozen=True)
class Plant:
    """What is bad in truth, and when; found at best while it lasts."""

    subject: str
    number: int
    times: float
    start: float
    lasts: float
    monthly: float  # Orders of it in thirty days.


@dataclass(frozen=True)
class Trade:
    day: np.ndarray  # Of shipping.
    of: dict[str, np.ndarray]  # By subject the number that each order has.
    disputed: np.ndarray  # The day of its dispute, or infinity.
    plant: Plant | None = None


def a_store(dice, times=None, lasts=90.0, monthly=80):
    """
    Args:
        times: Plant a subject with so many times its rate; each kind with the same probability.
        lasts: For so many days.
        monthly: A subject of at least so many orders in thirty days.

    """
    while True:
        trade = _a_store(dice, times, lasts, monthly)
        if trade is not None:
            return trade


def _a_store(dice, times, lasts, monthly):
    daily = dice.choice([10, 20, 40, 80])
    day = _days(dice, daily)
    products = int(8 + daily**0.8 * dice.uniform(0.8, 2))
    of = _what(dice, len(day), products)
    born = np.where(dice.random(products) < 0.3, dice.uniform(0, DAYS, products), 0)
    sold = day >= born[of["product"]]
    day, of = day[sold], {subject: numbers[sold] for subject, numbers in of.items()}
    rate = _rates(dice, day, of, products)
    plant = None
    if times is not None:
        plant = _plant(dice, day, of, times, lasts, monthly)
        if plant is None:
            return None
        hit = (of[plant.subject] == plant.number) & (day >= plant.start)
        rate = np.where(hit & (day < plant.start + plant.lasts), rate * plant.times, rate)
    is_disputed = dice.random(len(day)) < np.minimum(rate, 0.9)
    after = np.where(is_disputed, dice.gamma(*SLOW, len(day)), np.inf)
    return Trade(day, of, day + after, plant)


def _days(dice, daily):
    """A store grows or shrinks over the years, and has its seasons."""
    growth = dice.uniform(-0.5, 1.0)
    day = dice.uniform(0, DAYS, 2 * daily * DAYS)
    busy = 1 + growth * day / DAYS + 0.2 * np.sin(day / 58)
    return np.sort(day[dice.random(len(day)) < busy / 4.4])


def _what(dice, orders, products):
    popular = 1 / np.arange(1, products + 1) ** 0.9
    product = dice.choice(products, orders, p=popular / popular.sum())
    far = 1 / np.arange(1, COUNTRIES + 1)
    country = dice.choice(COUNTRIES, orders, p=far / far.sum())
    carrier = dice.choice(CARRIERS, orders, p=[0.6, 0.3, 0.1])
    return {
        "product": product,
        "variant": product * SKUS + dice.choice(SKUS, orders, p=[0.6, 0.3, 0.1]),
        "supplier": dice.integers(0, max(3, products // 6), products)[product],
        "warehouse": dice.choice(WAREHOUSES, products)[product],
        "carrier": carrier,
        "lane": carrier * COUNTRIES + country,
    }


def _rates(dice, day, of, products):
    """Around the store's own rate; all of this is no hot spot, only life."""

    def wavers(shape, count):
        return dice.gamma(shape, 1 / shape, count)

    weeks = DAYS // 7 + 1
    week = (day // 7).astype(int)
    return (
        dice.uniform(0.03, 0.06)
        * wavers(6, products)[of["product"]]  # 41 % between products.
        * wavers(20, CARRIERS * COUNTRIES)[of["lane"]]  # 22 % between lanes.
        * wavers(25, products * weeks)[of["product"] * weeks + week]  # 20 % from week to week.
        * wavers(100, weeks)[week]  # 10 % of the whole store.
    )


def _plant(dice, day, of, times, lasts, monthly):
    subject = dice.choice(SUBJECTS)
    start = dice.uniform(WARM_UP, DAYS - lasts)
    during = of[subject][(day >= start) & (day < start + lasts)]
    orders = np.bincount(during) / lasts * 30
    fit = np.flatnonzero((orders >= monthly) & (orders < 0.6 * orders.sum()))
    if not len(fit):
        return None
    number = dice.choice(fit)
    return Plant(str(subject), int(number), times, start, lasts, float(orders[number]))
