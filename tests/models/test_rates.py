"""The figures of thirty days over a generated year, counted a second time by hand."""

import random
from collections import Counter
from decimal import Decimal

import pytest

from models.disputes import Dispute
from models.events import DESK, AuditEntry
from models.figures import behind, rates
from models.figures.behind import Behind
from models.figures.samples import ENOUGH, Share, Spread
from models.nudging.nudges import Nudge, Rule
from models.orders import Order
from models.records import Outcome, Status, Turn
from models.tagging.causes import Cause
from tests.builders import DAY, HOUR, NOON, STORE, a_store, an_order_record

SINCE = NOON - 30 * DAY
OUTCOMES = [None, *Outcome]


def a_dispute(number, dice, store=STORE):
    """Opened at some moment of the year; most are answered and over by now."""
    opened = NOON - dice.uniform(0, 365) * DAY
    answered = opened + dice.uniform(0.1, 6) * DAY if dice.random() < 0.8 else None
    closed = opened + dice.uniform(1, 40) * DAY if dice.random() < 0.9 else None
    answered, closed = (at if at is None or at < NOON else None for at in (answered, closed))
    outcome = dice.choice(OUTCOMES) if closed else None
    return Dispute(
        store=store,
        issue_id=str(number),
        order_id=str(number),
        opened_at=opened,
        turn_since=opened,
        seen_at=opened,
        answered_at=answered,
        first_answered_at=answered and answered - dice.uniform(0, 0.1) * DAY,
        closed_at=closed,
        outcome=outcome,
        status=Status.FINISH if closed else Status.PROCESSING,
        turn=Turn.CLOSED if closed else dice.choice([Turn.OURS, Turn.BUYER, Turn.PLATFORM]),
        platform_handled=dice.random() < 0.15,
        amount=Decimal(dice.randint(5, 90)),
        currency=dice.choice(["USD", "EUR"]),
        refunded=dice.choice([None, Decimal(0), Decimal(3)]) if closed else None,
        cause=Cause.L1,
        confidence=1.0,
    )


@pytest.fixture(params=range(1))
def year(ground, request):
    dice = random.Random(request.param)
    with ground.database.write() as session:
        a_store(session, "iberia")
    ground.add(*(a_dispute(n, dice, dice.choice([STORE, STORE, "iberia"])) for n in range(1500)))
    for n in range(60):
        changed = NOON - dice.uniform(0, 60) * DAY
        status = dice.choice(["FINISH", "WAIT_BUYER_ACCEPT_GOODS"])
        ground.take_in(
            an_order_record(order_id=f"o{n}", status=status, modified_at=changed), changed
        )
    return ground


def counted(ground, within=(STORE,)):
    with ground.database.read() as session:
        return rates.of(session, list(within), NOON)


def near(spans):
    """To the millisecond: PostgreSQL reckons it itself, and rounds in its own way."""
    spread = Spread.of(spans)
    median, p90 = (pytest.approx(one, abs=HOUR / 3_600_000) for one in (spread.median, spread.p90))
    return Spread(median, p90, spread.count)


def within(moment):
    return moment is not None and SINCE <= moment < NOON


def test_each_figure_is_what_a_person_would_count(year):
    rows = [one for one in year.all(Dispute) if one.store == STORE]
    ours = [one for one in rows if not one.platform_handled]
    closed = [one for one in ours if within(one.closed_at)]
    answered = [one for one in ours if within(one.first_answered_at)]
    fought = {Outcome.WON, Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE}

    told = counted(year)

    assert told.first_response == near(o.first_answered_at - o.opened_at for o in answered)
    assert told.resolution == near(one.closed_at - one.opened_at for one in closed)
    assert told.won == Share(
        sum(one.outcome is Outcome.WON for one in closed),
        sum(one.outcome in fought for one in closed),
    )
    silent = [one for one in closed if one.outcome is Outcome.LOST_BY_SILENCE]
    assert told.silent == Share(len(silent), len(closed))
    for currency, (paid, asked, number) in told.refunded.items():
        known = [o for o in closed if o.currency == currency and o.refunded is not None]
        assert (paid, asked) == (sum(o.refunded for o in known), sum(o.amount for o in known))
        assert number == len(known)


def test_the_platforms_rates_leave_the_withdrawn_ones_out(year):
    rows = [o for o in year.all(Dispute) if o.store == STORE and o.outcome != Outcome.WITHDRAWN]
    opened = sum(within(one.opened_at) for one in rows)
    lost = {Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE}
    decided = {Outcome.ARBITRATED_LOST, Outcome.WON}

    told = counted(year).platforms

    confirmed = told["disputed"].whole - opened
    finished = [o for o in year.all(Order) if o.status == "FINISH" and within(o.modified_at)]
    assert confirmed == len(finished) > 0
    assert told["disputed"].part == opened
    assert told["liable"].part == sum(within(o.closed_at) and o.outcome in lost for o in rows)
    before_it = sum(o.closed_at is None and o.turn is Turn.PLATFORM for o in rows)
    ended = sum(within(o.closed_at) and o.outcome in decided for o in rows)
    assert told["arbitrated"] == Share(before_it + ended, told["disputed"].whole)


def behind_each(ground, span=30 * DAY):
    with ground.database.read() as session:
        return {one: behind.of(session, one, [STORE], NOON, 2000, span) for one in Behind}


def test_behind_each_figure_stand_the_disputes_that_it_counted(year):
    told, found = counted(year), behind_each(year)
    numbers = {one: len(disputes) for one, disputes in found.items()}

    assert numbers[Behind.FIRST_RESPONSE] == told.first_response.count > 0
    assert numbers[Behind.RESOLUTION] == told.resolution.count > 0
    assert numbers[Behind.WON] == told.won.part > 0
    assert numbers[Behind.SILENT] == told.silent.part > 0
    assert numbers[Behind.REOPENED] == told.reopened.part
    assert {one: numbers[one] for one in (Behind.DISPUTED, Behind.ARBITRATED, Behind.LIABLE)} == {
        one: share.part for one, share in told.platforms.items()
    }
    assert sum(one.refunded for one in found[Behind.REFUNDED]) == sum(
        paid for paid, _, _ in told.refunded.values()
    )
    outcomes = {Outcome.ARBITRATED_LOST: Behind.LOST, Outcome.LOST_BY_SILENCE: Behind.SILENT}
    assert dict(told.endings) == {
        name: numbers[outcomes.get(name, Behind(name) if name in list(Behind) else None)]
        for name, _ in told.endings
    }
    ends = [one.closed_at for one in found[Behind.SILENT]]
    assert ends == sorted(ends, reverse=True)
    spans = [one.closed_at - one.opened_at for one in found[Behind.RESOLUTION]]
    assert spans == sorted(spans, reverse=True)
    there = [o for o in year.all(Dispute) if o.store == STORE and within(o.closed_at)]
    true = Counter(
        "platform_handled" if o.platform_handled else (o.outcome or "unknown") for o in there
    )
    assert dict(told.endings) == true
    assert set(true) == {*Outcome, "platform_handled", "unknown"}


def test_another_span_counts_other_disputes(year):
    since = NOON - 300 * DAY
    with year.database.read() as session:
        long = rates.of(session, [STORE], NOON, 300 * DAY)

    ours = [o for o in year.all(Dispute) if o.store == STORE and not o.platform_handled]
    lost = [o for o in ours if o.outcome is Outcome.LOST_BY_SILENCE and o.closed_at >= since]
    assert long.silent.part == len(lost) > counted(year).silent.part
    assert len(behind_each(year, 300 * DAY)[Behind.SILENT]) == len(lost)


def test_what_came_back_after_a_person_closed_it(ground):
    ground.add(*(a_dispute(n, random.Random(1)) for n in range(12)))
    numbers = [one.id for one in ground.all(Dispute)]
    lines = [("DisputeResolved", n, 5) for n in numbers] + [("DisputeResolved", numbers[0], 1)]
    lines += [("DisputeReopened", n, 3) for n in numbers[:4]]
    lines += [("DisputeReopened", numbers[5], 9)]  # Before it was closed.
    ground.add(
        *(AuditEntry(at=NOON - d * DAY, actor=DESK, action=a, dispute_id=n) for a, n, d in lines)
    )

    assert counted(ground).reopened == Share(4, 12)
    assert {one.id for one in behind_each(ground)[Behind.REOPENED]} == set(numbers[:4])


def test_from_the_first_nudge_to_the_answer(ground):
    for n in range(ENOUGH + 1):
        ground.add(
            Dispute(
                **a_dispute(n, random.Random(n)).model_dump(exclude={"id"})
                | {"answered_at": NOON - DAY, "platform_handled": False}
            )
        )
    for one in ground.all(Dispute):
        # What comes after the answer was no reason for it; the last dispute had only that.
        for hours in (9, 4, -1) if one.issue_id != str(ENOUGH) else (-1,):
            told = {"store": STORE, "rule": Rule.DEADLINE, "step": 9 + hours, "limit_at": NOON}
            at = NOON - DAY - hours * HOUR
            ground.add(Nudge(**told, dispute_id=one.id, due_at=at, sent_at=at))

    assert counted(ground).nudge_to_answer == Spread(9 * HOUR, 9 * HOUR, ENOUGH)
    assert len(behind_each(ground)[Behind.NUDGE]) == ENOUGH


def test_of_few_nothing_is_said():
    assert Spread.of([HOUR] * (ENOUGH - 1)) == Spread(None, None, ENOUGH - 1)
    assert Share(1, ENOUGH - 1).of_one is None
    assert Share(1, ENOUGH).of_one == 1 / ENOUGH


def test_the_median_and_nine_of_ten():
    spread = Spread.of(HOUR * n for n in range(1, 12))

    assert (spread.median, spread.p90, spread.count) == (6 * HOUR, 10 * HOUR, 11)
