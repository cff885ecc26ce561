"""The figures of weeks and months over a generated year, counted a second time by hand."""

import json
import random
import statistics
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.disputes import Dispute
from models.figures import review
from models.figures.review import Review
from models.figures.samples import ENOUGH
from models.periods import Period, Stretch
from models.records import Outcome
from tests.builders import DAY, NOON, STORE, an_order_record
from tests.models.test_rates import a_dispute

ZONE = ZoneInfo("Asia/Shanghai")
CONTESTED = {Outcome.WON, Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE}


@pytest.fixture
def year(ground):
    dice = random.Random(5)
    ground.add(*(a_dispute(n, dice) for n in range(1200)))
    for n in range(40):
        changed = NOON - dice.uniform(0, 80) * DAY
        ground.take_in(an_order_record(order_id=f"o{n}", status="FINISH", modified_at=changed))
    return ground


def told(ground, stretch, now=NOON):
    with ground.database.read() as session:
        return review.of(session, [STORE], stretch, now)


def starts(period):
    """The periods before the one in which it is noon, the last one first: when each begins."""
    today = NOON.astimezone(ZONE)
    if period is Period.WEEK:
        monday = today.date() - timedelta(days=today.weekday())
        days = [monday - n * timedelta(days=7) for n in range(9)]
    else:
        days = [datetime(2026, month, 1).date() for month in range(11, 4, -1)]  # noqa: DTZ001
    return [datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(UTC) for day in days]


@pytest.mark.parametrize("period", [Period.WEEK, Period.MONTH])
def test_each_column_is_what_a_person_would_count(year, period):
    rows = year.all(Dispute)
    before = Stretch.holding(period, NOON.astimezone(ZONE).date(), ZONE).before

    counted = told(year, before)

    columns = [counted.now, *counted.earlier]
    bounds = starts(period)
    assert len(columns) == len(bounds) - 1 == review.BACK[period]
    for column, until, since in zip(columns, bounds, bounds[1:], strict=False):
        by_hand(column, rows, since, until)


def by_hand(column, rows, since, until):
    def within(moment):
        return moment is not None and since <= moment < until

    ours = [one for one in rows if not one.platform_handled]
    closed = [one for one in ours if within(one.closed_at)]
    assert column.opened == sum(within(one.opened_at) for one in rows)
    assert column.closed == sum(within(one.closed_at) for one in rows)
    responses = [o.first_answered_at - o.opened_at for o in ours if within(o.first_answered_at)]
    assert column.first_response == spread(responses)
    assert column.resolution == spread([one.closed_at - one.opened_at for one in closed])
    won = sum(one.outcome is Outcome.WON for one in closed)
    assert column.won == [won, sum(one.outcome in CONTESTED for one in closed)]
    silent = sum(one.outcome is Outcome.LOST_BY_SILENCE for one in closed)
    assert column.silent == [silent, len(closed)]
    for currency, paid, asked, number in column.refunded:
        known = [o for o in closed if o.currency == currency and o.refunded is not None]
        assert float(paid) == sum(o.refunded for o in known)
        assert float(asked) == sum(o.amount for o in known)
        assert number == len(known)
    kept = sum(within(o.opened_at) and o.outcome is not Outcome.WITHDRAWN for o in rows)
    if column.disputed[1]:
        assert column.disputed[0] == kept


def spread(spans):
    seconds = sorted(span.total_seconds() for span in spans)
    if len(seconds) < ENOUGH:
        return [None, None, len(seconds)]
    place = 0.9 * (len(seconds) - 1)
    low = int(place)
    p90 = seconds[low] + (place - low) * (seconds[min(low + 1, len(seconds) - 1)] - seconds[low])
    near = pytest.approx(p90, abs=1e-3)
    return [pytest.approx(statistics.median(seconds), abs=1e-3), near, len(seconds)]


def test_a_week_that_still_runs_tells_what_happened_so_far(year):
    running = Stretch.holding(Period.WEEK, NOON.date(), ZONE)

    counted = told(year, running)

    assert counted.until == NOON.isoformat()
    since = running.since
    assert counted.now.opened == sum(since <= o.opened_at < NOON for o in year.all(Dispute))


def test_a_median_of_nothing_at_all_is_not_too_few(ground):
    """All of them were answered at once."""
    at_once = [a_dispute(n, random.Random(n)) for n in range(ENOUGH)]
    since = Stretch.holding(Period.WEEK, NOON.date(), ZONE).since
    for one in at_once:
        one.opened_at = one.first_answered_at = since
        one.platform_handled = False
    ground.add(*at_once)

    counted = told(ground, Stretch.holding(Period.WEEK, NOON.date(), ZONE))

    assert counted.now.first_response == [0, 0, ENOUGH]


def test_periods_before_anything_was_known_are_no_trend(ground):
    ground.add(a_dispute(1, random.Random(1)))
    [only] = ground.all(Dispute)
    stretch = Stretch.holding(Period.WEEK, only.opened_at.date(), ZONE)

    assert told(ground, stretch, stretch.until).earlier == []


def test_a_week_without_anything_is_quiet(ground):
    stretch = Stretch.holding(Period.WEEK, NOON.date(), ZONE)

    assert told(ground, stretch.before).is_quiet


def test_it_survives_being_kept_as_json(year):
    counted = told(year, Stretch.holding(Period.MONTH, NOON.date(), ZONE))

    assert Review.read(json.loads(json.dumps(counted.plain()))) == counted
    assert Review.read(asdict(counted) | {"later": 1}) == counted
