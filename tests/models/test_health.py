"""The health of stores over a generated year, counted a second time by hand."""

import math
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import nbinom

from models.disputes import Dispute
from models.figures import health, pace, platform
from models.figures.health import Standing
from models.orders import Order
from models.records import Outcome, Turn
from models.rules.leading import Health, Level
from tests.builders import DAY, NOON, STORE, a_store, an_order_record
from tests.models.test_rates import a_dispute

LOST = {Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE}
DECIDED = {Outcome.ARBITRATED_LOST, Outcome.WON}
MONTH, WEEK, PACE = 30 * DAY, 7 * DAY, 28 * DAY
NONE = Health()


def fill(ground):
    """What happened in the last seventy days of a year; the rest no window holds."""
    dice = random.Random(1)
    with ground.database.write() as session:
        a_store(session, "iberia")
    every = [a_dispute(n, dice, dice.choice([STORE, STORE, "iberia"])) for n in range(1500)]
    ground.add(*(one for one in every if one.opened_at >= NOON - 70 * DAY))
    for n in range(40):
        changed = NOON - dice.uniform(0, 60) * DAY
        status = dice.choice(["FINISH", "FINISH", "WAIT_BUYER_ACCEPT_GOODS"])
        order = an_order_record(order_id=f"o{n}", status=status, modified_at=changed)
        ground.take_in(order, changed)
    return ground


@pytest.fixture
def year(ground):
    return fill(ground)


@pytest.fixture
def quick_year(quick_ground):
    return fill(quick_ground)


def of(ground, levels=NONE):
    with ground.database.read() as session:
        return health.of(session, STORE, levels, NOON).rates


def by_hand(ground, since, until):
    """Disputes, decided, lost, and orders, of a span."""
    rows = [o for o in ground.all(Dispute) if o.store == STORE and o.outcome != Outcome.WITHDRAWN]
    ended = [o for o in rows if o.closed_at and since <= o.closed_at < until]
    orders = [o for o in ground.all(Order) if o.status == "FINISH"]
    return (
        sum(since <= one.opened_at < until for one in rows),
        sum(one.outcome in DECIDED for one in ended),
        sum(one.outcome in LOST for one in ended),
        sum(since <= one.modified_at < until for one in orders),
    )


def test_today_it_says_what_the_figures_say(year):
    with year.database.read() as session:
        told = platform.of(session, [STORE], NOON - MONTH, NOON)

    shares = [told[name] for name in ("disputed", "arbitrated", "liable")]
    assert [(one.part, one.whole) for one in of(year)] == [(s.part, s.whole) for s in shares]


def test_in_a_week_is_what_is_left_and_what_comes_in(year):
    today = by_hand(year, NOON - MONTH, NOON)
    falls = by_hand(year, NOON - MONTH, NOON - MONTH + WEEK)
    recent = by_hand(year, NOON - PACE, NOON)
    before_it = sum(
        one.store == STORE and one.turn is Turn.PLATFORM and one.closed_at is None
        for one in year.all(Dispute)
    )
    assert all([before_it, *falls, *recent])

    for number, one in enumerate(of(year)):
        kept = today[number] - falls[number] + (before_it if one.rate == "arbitration" else 0)
        assert one.later == pytest.approx(kept + recent[number] / 4)
        traded = sum(today[at] - falls[at] + recent[at] / 4 for at in (0, 3))
        assert one.later_whole == pytest.approx(traded)
        low, high = (int(nbinom.ppf(q, recent[number] + 0.5, 0.8)) for q in (0.05, 0.95))
        assert (one.least, one.most) == (kept + low, kept + high)
        assert one.later_between[0] < one.later_percent < one.later_between[1]


@pytest.mark.parametrize("finished", [(), (29,)])
def test_without_a_confirmed_order_there_is_no_rate(quick_ground, finished):
    """Neither today nor, where the last one falls out of the days, in a week."""
    rows = (a_dispute(n, random.Random(n)) for n in range(2000))
    quick_ground.add(*(one for one in rows if one.opened_at >= NOON - 20 * DAY))
    for ago in finished:
        order = an_order_record(order_id="o", status="FINISH", modified_at=NOON - ago * DAY)
        quick_ground.take_in(order, NOON - ago * DAY)

    [disputed, *_] = rates = of(quick_ground, Health(dispute=[{"name": "warning", "percent": 5}]))

    assert disputed.part > 20
    assert [one.later_percent for one in rates] == [None] * 3
    assert [one.percent is None for one in rates] == [not finished] * 3
    assert disputed.near is bool(finished)


@pytest.mark.parametrize("seen", [0, 1, 3, 12, 100, 2000, 40_000])
@pytest.mark.parametrize(("days", "ahead"), [(28, 7), (28, 1), (14, 30)])
def test_the_interval_is_that_of_the_library(seen, days, ahead):
    follows = nbinom(seen + 0.5, days / (days + ahead))

    low, high = pace.between(seen, days, ahead)

    assert (low, high) == (follows.ppf(0.05), follows.ppf(0.95))


def test_nine_of_ten_weeks_lie_in_it():
    """At a steady pace that nobody knows."""
    dice, inside = random.Random(7), 0
    for _ in range(2000):
        a_day = dice.uniform(0.5, 6)
        low, high = pace.between(poisson(dice, a_day * 28), 28, 7)
        inside += low <= poisson(dice, a_day * 7) <= high
    assert 0.88 <= inside / 2000 <= 0.95


def poisson(dice, mean):
    """How many arrivals before the time is up."""
    number, left = 0, mean - dice.expovariate(1)
    while left > 0:
        number, left = number + 1, left - dice.expovariate(1)
    return number


def a_standing(rate, part, whole):
    return Standing(rate, part, whole, float(part), part, part, float(whole))


parts = st.integers(0, 400)
percents = st.integers(1, 10_000).map(lambda n: Decimal(n) / 100)


@given(st.sampled_from(["dispute", "arbitration", "liability"]), parts, parts, percents)
def test_the_room_is_found_by_adding_one_at_a_time(rate, part, confirmed, percent):
    whole = part + confirmed
    assume(whole >= 10)
    level = Level(name="warning", percent=percent)

    def reaches(more):
        of_all = whole + (more if rate == "dispute" else 0)
        return Fraction(100 * (part + more), of_all) >= Fraction(percent)

    told = health.levelled(a_standing(rate, part, whole), [level], 0.8)

    if reaches(0):
        assert (told.level, told.next, told.room) == ("warning", None, None)
    elif rate == "dispute" and percent == 100:
        assert told.room is None
    else:
        assert told.level is None
        most = math.ceil(10_000 * whole / 100) if rate != "dispute" else 10**9
        assert 0 <= told.room <= most
        assert not reaches(told.room)
        assert reaches(told.room + 1)


def test_each_level_begins_at_its_rate_and_the_next_one_is_named():
    levels = Health(liability=[{"name": "b", "percent": 3}, {"name": "a", "percent": 1}]).liability

    def told(part):
        one = health.levelled(a_standing("liability", part, 1000), levels, 0.8)
        return one.level, one.next, one.room, one.near

    assert told(7) == (None, "a", 2, False)
    assert told(8) == (None, "a", 1, True)
    assert told(9) == (None, "a", 0, True)
    assert told(10) == ("a", "b", 19, True)
    assert told(30) == ("b", None, None, True)


def test_of_few_and_of_unset_levels_nothing_is_said():
    level = Level(name="a", percent=1)
    few = health.levelled(a_standing("liability", 9, 9), [level], 0.8)
    unset = health.levelled(a_standing("liability", 9, 90), [], 0.8)

    assert (few.percent, few.level, few.near) == (None, None, False)
    assert (unset.percent, unset.level, unset.near) == (10, None, False)


def test_what_will_be_reached_in_a_week_is_near():
    later = Standing("liability", 1, 1000, 20.0, 15, 25, 1000.0)
    told = health.levelled(later, [Level(name="a", percent=2)], 0.8)

    assert (told.level, told.later_level, told.near) == (None, "a", True)


def test_if_these_are_lost(quick_year):
    levels = Health(liability=[{"name": "frozen", "percent": 1}])
    open_ = [one for one in quick_year.all(Dispute) if one.store == STORE and one.closed_at is None]
    lost = open_[:5] + [one for one in open_[5:] if one.turn is Turn.PLATFORM][:2]
    at_platform = sum(one.turn is Turn.PLATFORM for one in lost)
    before = of(quick_year)

    after = [health.if_lost(one, lost, getattr(levels, one.rate)) for one in before]

    grown = [b.part - a.part for a, b in zip(before, after, strict=True)]
    assert grown == [0, len(lost) - at_platform, len(lost)]
    assert 0 < at_platform < len(lost)
    assert [one.whole for one in after] == [one.whole for one in before]
    assert after[2].level == "frozen"


def test_lost_indeed_they_count_as_was_said(quick_year):
    """What the figures say afterwards is what was foretold."""
    with quick_year.database.write() as session:
        lost = health.nearest(session, STORE)
        assert len(lost) == 5
        foretold = [
            health.if_lost(one, lost, ()).part
            for one in health.of(session, STORE, NONE, NOON).rates
        ]
        for dispute in lost:
            dispute.closed_at, dispute.outcome = NOON - DAY / 24, Outcome.ARBITRATED_LOST
            dispute.turn = Turn.CLOSED
            session.add(dispute)

    assert [one.part for one in of(quick_year)] == foretold


def test_it_is_kept_and_read_as_plain_values(quick_year):
    with quick_year.database.read() as session:
        told = health.of(session, STORE, NONE, NOON)

    assert health.Health.read(told.plain()) == told
