"""What each chart shows, counted a second time over generated histories."""

import random
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import messages, reviews, stores
from models.charts import causes, charts, deadlines, products, won
from models.charts.charts import About, Name, State
from models.charts.windows import DAY, Window
from models.digests import Wish
from models.disputes import Dispute
from models.messages import Kind
from models.periods import Period, Stretch
from models.records import Outcome, Turn
from models.tagging.causes import Cause, Family
from slackbot.views.native_charts import date_of
from tests.builders import HOUR, a_store
from tests.support.charted import a_dispute, ended

NINE = datetime(2026, 10, 27, 8, tzinfo=UTC)  # The week in which Europe's clocks change.
BERLIN = ZoneInfo("Europe/Berlin")
WITHIN = ("nordic", "solar")
FOUGHT = (Outcome.WON, Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE)


def moments(chance, span, count):
    """Spread out, and on the very edges of hours and days."""
    yield from (NINE - timedelta(seconds=chance.randrange(span)) for _n in range(count))
    yield from (NINE - n * 12 * HOUR for n in range(60))


def generated(seed):
    chance = random.Random(seed)
    for at in moments(chance, 80 * 86400, 240):
        about = {
            "cause": chance.choice(list(Cause)),
            "store": chance.choice(["nordic", "solar", "toys"]),
            "buyer_country": chance.choice(["BR", "BR", "RU", None]),
            "platform_handled": chance.random() < 0.2,
            "product_id": chance.choice([None, *"abcdefgh"]),
            "product_name": chance.choice(["A lamp", "A speaker"]),
        }
        if chance.random() < 0.4:
            yield ended(at, chance.choice([*Outcome, *FOUGHT, *FOUGHT]), **about)
        else:
            due = NINE + timedelta(seconds=chance.randrange(-2 * 86400, 9 * 86400))
            edge = NINE + chance.choice([0, 12, 16, 24, 40, 160, 161]) * HOUR
            turn = chance.choice([Turn.OURS, Turn.OURS, Turn.BUYER, Turn.UNMAPPED])
            limit = chance.choice([due, edge, None])
            yield a_dispute(at, due_at=limit, **about | {"turn": turn})


@pytest.fixture(params=range(1))
def history(ground, request):
    ground.add(*generated(request.param))
    return ground


@pytest.fixture
def ground(ground):
    with ground.database.write() as session:
        for name in ("solar", "toys"):
            a_store(session, name)
    return ground


def rows(ground):
    return [one for one in ground.all(Dispute) if one.store in WITHIN]


def counted(ground, count, *about):
    with ground.database.read() as session:
        return count(session, WITHIN, *about)


def steps_ago(at, window):
    """Which step of the window a moment lies in, the last being 1; 0: in none."""
    age = window.until - at
    behind = int(age / window.step) + (1 if age % window.step else 0)
    return behind if age > timedelta() and behind <= window.steps else 0


@pytest.mark.parametrize("window", [Window.of_days(NINE), Window.of_weeks(NINE, 8, 1)])
def test_causes_over_time(history, window):
    told = counted(history, causes.count, window)

    expected = {family: [0] * window.steps for family in Family}
    recent, before = Counter(), Counter()
    countries = defaultdict(Counter)
    for one in rows(history):
        if back := steps_ago(one.opened_at, window):
            expected[one.cause.family][-back] += 1
            half = recent if back <= window.recent else before
            half[one.cause] += int(back <= 2 * window.recent)
            if back <= window.recent:
                countries[one.cause][one.buyer_country] += 1
    assert told["families"] == expected
    found = told["finding"]
    rises = {cause: recent[cause] - before[cause] for cause in Cause}
    assert found["cause"] is None or rises[found["cause"]] == max(rises.values()) > 0
    if found["cause"] is None:
        assert (found["now"], found["before"]) == (recent.total(), before.total())
        assert found["of_most"] == max(recent.values())
    else:
        cause = found["cause"]
        assert (found["now"], found["before"]) == (recent[cause], before[cause])
        place, most = countries[cause].most_common(1)[0]
        assert found["country"] == (place if 2 * most > recent[cause] else None)


def test_deadlines_ahead(history):
    told = counted(history, deadlines.count, NINE, BERLIN)

    risk, later, late = [0] * 7, [0] * 7, 0
    today = NINE.astimezone(BERLIN).date()
    for one in rows(history):
        if one.platform_handled or one.turn not in {Turn.OURS, Turn.UNMAPPED}:
            continue
        if one.closed_at is not None or one.due_at is None:
            continue
        ahead = (one.due_at.astimezone(BERLIN).date() - today).days
        if one.due_at < NINE:
            late += 1
        elif ahead < 7:
            (risk if one.due_at < NINE + DAY else later)[ahead] += 1
    assert (told["risk"], told["later"], told["overdue"]) == (risk, later, late)
    assert told["days"][0] == "2026-10-27"


def test_products_that_bring_most(history):
    told = counted(history, products.count, NINE)

    number = Counter(
        one.product_id
        for one in rows(history)
        if one.product_id and NINE - 30 * DAY <= one.opened_at < NINE
    )
    ordered = sorted(number, key=lambda product: (-number[product], product))
    assert [[key, n] for key, _name, n in told["products"]] == [
        [key, number[key]] for key in ordered[:6]
    ]
    assert told["total"] == sum(number.values())
    assert told["others"] == [2, sum(number[key] for key in ordered[6:])]
    reached = [sum(number[key] for key in ordered[: n + 1]) for n in range(6)]
    few = [n for n, sum_ in enumerate(reached, 1) if sum_ >= 0.8 * told["total"]]
    assert told["few"] == (few[0] if few else 0)


def test_the_win_rate_over_the_weeks(history):
    window = Window.of_weeks(NINE)
    told = counted(history, won.count, window)

    wins, whole = [0] * 12, [0] * 12
    for one in rows(history):
        if one.platform_handled or one.closed_at is None or one.outcome not in FOUGHT:
            continue
        if back := steps_ago(one.closed_at, window):
            wins[-back] += one.outcome is Outcome.WON
            whole[-back] += 1
    assert (told["won"], told["whole"]) == (wins, whole)


@pytest.mark.parametrize("period", ["week", "month"])
def test_a_reviews_steps_are_days_by_the_channels_clock(ground, period):
    """On 25 October Berlin's day has 25 hours."""
    stretch = Stretch.holding(Period(period), date(2026, 10, 19), BERLIN)
    stretch = stretch.next if period == "week" else stretch
    ground.add(*(a_dispute(stretch.until - HOUR) for _n in range(5)))
    with ground.database.read() as session:
        wish = Wish("CLEADS", [stores.get(session, "nordic")], stretch)
        shown = reviews.prepare(session, wish, stretch.until).above.shown[Name.CAUSES]

    nights = [datetime.fromisoformat(end).astimezone(BERLIN) for end in shown["ends"]]
    assert {night.time() for night in nights} == {time()}
    named = [date_of(end, BERLIN, "en") for end in shown["ends"]]
    assert named[-1] == {"week": "Nov 1", "month": "Oct 31"}[period]
    assert named[-2] == {"week": "Oct 31", "month": "Oct 24"}[period]


def test_whatever_there_is_a_chart_costs_few_questions(history):
    about = About.daily(WITHIN, NINE, BERLIN, "en")

    def count():
        with history.database.read() as session:
            for name in Name:
                charts.COUNTED[name](session, about)

    assert history.statements(count) <= 11


def a_digest(session, name="CLEADS:today"):
    return messages.want(session, Kind.DIGEST, name, "CLEADS", payload={})


def want(ground, *names, now=NINE, language="en"):
    about = About.daily(WITHIN, now, BERLIN, language)
    with ground.database.write() as session:
        charts.want(session, a_digest(session), charts.count(session, names, about))
        return charts.of(session, a_digest(session).id)


@pytest.mark.parametrize("count", [0, 1])
def test_of_nothing_and_of_one_dispute_there_is_no_picture(ground, count):
    for _n in range(count):
        ground.add(a_dispute(NINE - DAY, due_at=NINE + HOUR, product_id="a"))

    assert want(ground, *Name) == []


@pytest.fixture
def won_only(ground):
    """Enough of each week for one chart."""
    ground.add(*(ended(NINE - n * DAY - HOUR, Outcome.WON) for n in range(30)))
    want(ground, Name.WON)
    return ground


def test_wanted_again_at_the_same_moment_it_stays_as_it_is(won_only):
    [before] = want(won_only, Name.WON)
    with won_only.database.write() as session:
        charts.claim(session, charts.due(session, NINE), NINE)
    [after] = want(won_only, Name.WON)

    assert (after.version, after.attempts) == (before.version, 1)


def test_what_is_not_wanted_any_more_goes(won_only):
    won_only.add(*(a_dispute(NINE - HOUR) for _n in range(5)))
    assert [one.name for one in want(won_only, Name.OVERVIEW, Name.WON)] == ["overview", "won"]

    assert [one.name for one in want(won_only, Name.WON)] == ["won"]
    assert want(won_only) == []


def test_in_another_language_it_is_drawn_anew(won_only):
    [chart] = want(won_only, Name.WON, language="zh")

    assert (chart.language, chart.version, chart.state) == ("zh", 2, State.WANTED)


def test_what_one_drawer_holds_another_does_not_get(won_only):
    with won_only.database.read() as session:
        seen = charts.due(session, NINE)
    with won_only.database.write() as session:
        assert charts.claim(session, charts.due(session, NINE), NINE)
        assert charts.due(session, NINE) is None
    with won_only.database.write() as session:
        session.add(seen)
        assert not charts.claim(session, seen, NINE)


def test_whoever_died_over_it_holds_it_for_a_while_only(won_only):
    with won_only.database.write() as session:
        charts.claim(session, charts.due(session, NINE), NINE)
        assert charts.due(session, NINE + charts.HELD) is not None


def test_what_is_out_of_date_is_not_shown(won_only):
    """The chart was counted again while the old one was on its way."""
    with won_only.database.write() as session:
        drawn = charts.due(session, NINE)
        charts.claim(session, drawn, NINE)
    want(won_only, Name.WON, now=NINE + HOUR)
    with won_only.database.write() as session:
        assert not charts.stands(session, drawn, "F1", "old", coded=False)
    with won_only.database.read() as session:
        [chart] = charts.of(session, drawn.message_id)
    assert (chart.state, chart.file_id) == (State.WANTED, None)
