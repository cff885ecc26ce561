"""Shipping reminders: planned from what is known, said once, together, and gone when over."""

from threading import Thread

import pytest
from sqlmodel import update

from models import events, rules
from models.errors import NotAllowed, Refused
from models.events import AuditEntry
from models.members import Role
from models.messages import Kind, Message
from models.nudging import reminders as nudging
from models.nudging.nudges import Nudge, Rule
from models.shipping import handling, lanes
from models.shipping.conditions import End
from models.shipping.standing import standing
from tests.builders import (
    DAY,
    HOUR,
    NOON,
    a_dispute_record,
    a_store,
    an_actor,
    an_order_news,
    an_order_record,
)
from tests.support.ground import at_once

STALLED = {"at": NOON - 11 * DAY, "code": "LH_ARRIVE", "text": "Arrived in the country"}
TRAVELLING = {
    "status": "WAIT_BUYER_ACCEPT_GOODS",
    "shipped_at": NOON - 20 * DAY,
    "ship_by": None,
    "tracking_number": "LP0012",
    "carrier": "AliExpress Standard",
    "events": [STALLED],
}


def a_parcel(n=1, **changes):
    return an_order_record(order_id=f"{n}", **TRAVELLING | changes)


def news(n=1, after=HOUR, **changes):
    return an_order_news(order_id=f"{n}", modified_at=NOON + after, **changes)


def reminders(ground):
    return ground.messages(Kind.SHIPPING)


def stands(ground, message, now=NOON):
    with ground.database.read() as session:
        return standing(session, message, now)


def ahead(ground):
    return {n.rule: n.due_at for n in ground.nudges() if not (n.sent_at or n.cancelled_at)}


def test_a_parcel_that_stalls_is_spoken_of_once(ground):
    ground.take_in(a_parcel())

    assert [ground.fire(NOON + n * HOUR) for n in range(3)] == [1, 0, 0]
    [message] = reminders(ground)
    assert (message.channel, message.payload["rule"]) == ("CNORDIC", "no_movement")
    assert [one.facts.order.order_id for one in stands(ground, message).held] == ["1"]


def test_a_movement_plans_the_reminder_anew(ground):
    moved = {"at": NOON - 2 * DAY, "code": "GTMS_ACCEPT", "text": ""}
    ground.take_in(a_parcel(events=[STALLED | {"at": NOON - 9 * DAY}]))
    assert ahead(ground) == {Rule.NO_MOVEMENT: NOON + DAY}

    ground.take_in(news(events=[moved]))

    assert ahead(ground) == {Rule.NO_MOVEMENT: NOON + 8 * DAY}
    assert len(ground.nudges()) == 1
    assert ground.fire(NOON + 7 * DAY) == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"events": [{"at": NOON, "code": "GTMS_SIGNED"}]}, "delivered"),
        ({"events": [{"at": NOON, "code": "GTMS_ACCEPT"}]}, "moved"),
        ({"status": "FINISH"}, "ended"),
    ],
    ids=str,
)
def test_what_ends_it_is_said_in_its_message(ground, change, why):
    ground.take_in(a_parcel())
    ground.fire(NOON)
    [before] = reminders(ground)

    ground.take_in(news(**change), NOON + HOUR)

    [after] = reminders(ground)
    assert after.wanted > before.wanted
    now = stands(ground, after, NOON + HOUR)
    assert (now.held, dict(now.over)) == ([], {why: 1})


def test_a_dispute_takes_the_word_and_gives_it_back(ground):
    ground.take_in(a_parcel(events=[STALLED | {"at": NOON - 9 * DAY}]))

    ground.take_in(a_dispute_record(order_id="1"))
    assert ahead(ground).keys() == {Rule.DEADLINE, Rule.TARGET}
    assert {n.why for n in ground.nudges() if n.rule is Rule.NO_MOVEMENT} == {"disputed"}

    ended = {"status": "finish", "modified_at": NOON + HOUR, "order_id": "1"}
    ground.take_in(a_dispute_record(**ended), NOON + HOUR)
    assert ahead(ground) == {Rule.NO_MOVEMENT: NOON + DAY}


def test_when_it_fires_the_parcel_is_looked_at_again(ground):
    ground.take_in(a_parcel())
    ground.take_in(a_dispute_record(order_id="1"))
    with ground.database.write() as session:  # And nobody planned anew.
        session.exec(update(Nudge).values(cancelled_at=None, why=None))

    ground.fire(NOON)

    assert reminders(ground) == []
    assert {n.why for n in ground.nudges() if n.rule is Rule.NO_MOVEMENT} == {"disputed"}


def test_eighty_at_once_are_one_message(ground):
    ground.take_in_all(*(a_parcel(n) for n in range(80)))

    assert ground.fire(NOON) == 1
    [message] = reminders(ground)
    assert len(stands(ground, message).held) == 80


def test_fewer_have_a_message_each_until_there_are_many(ground):
    for n in range(5):
        limit = NOON - (10 - n / 24) * DAY
        ground.take_in(a_parcel(n, events=[STALLED | {"at": limit}]))

    wanted = [ground.fire(NOON + n * HOUR) for n in range(6)]

    assert wanted == [1, 1, 1, 1, 1, 0]
    assert [(len(stands(ground, m).held), m.payload["list"]) for m in reminders(ground)] == [
        (1, False),
        (1, False),
        (3, True),
    ]


def test_a_list_that_is_done_takes_nothing_in(ground):
    ground.take_in_all(*(a_parcel(n) for n in range(3)))
    ground.fire(NOON)
    ground.take_in_all(*(news(n, status="FINISH") for n in range(3)))

    ground.take_in(a_parcel(9))

    assert ground.fire(NOON + HOUR) == 1
    assert len(reminders(ground)) == 2


def test_two_clocks_say_it_once(ground):
    ground.take_in_all(*(a_parcel(n) for n in range(30)))

    at_once(*(lambda: ground.fire(NOON) for _ in range(4)))
    ground.fire(NOON)  # What one of them left to another.

    assert len(reminders(ground)) == 1
    assert [one for one in ground.all(Nudge) if one.sent_at is None] == []


def test_two_clocks_that_share_what_is_due_make_one_list_of_it(ground):
    ground.take_in_all(*(a_parcel(n) for n in range(30)))

    with ground.database.write() as session:
        nudging.fire(session, NOON, most=10)
        other = Thread(target=lambda: ground.fire(NOON))
        other.start()
        other.join(1)
    other.join()
    ground.fire(NOON)

    assert len(reminders(ground)) == 1
    assert [one for one in ground.all(Nudge) if one.sent_at is None] == []


def test_a_limit_that_is_told_a_little_differently_is_the_same(ground):
    limit = NOON + 20 * HOUR
    ground.take_in(an_order_record(ship_by=limit))
    ground.fire(NOON)

    jitter = an_order_news(modified_at=NOON + HOUR, ship_by=limit.replace(minute=1))
    ground.take_in(jitter, NOON + HOUR)

    assert ground.fire(NOON + HOUR) == 0
    assert ground.planned() == [6]


def test_handled_it_is_over_and_stays_so(ground):
    ground.take_in_all(
        *(an_order_record(order_id=f"{n}", ship_by=NOON + 40 * HOUR) for n in range(3))
    )
    ground.fire(NOON)
    [message] = reminders(ground)

    with ground.database.write() as session:
        handling.handle(session, an_actor(), session.get_one(Message, message.id), NOON + HOUR)
    ground.take_in(an_order_news(order_id="1", modified_at=NOON + HOUR, carrier="EMS"))

    now = stands(ground, message, NOON + HOUR)
    assert (now.held, dict(now.handled_by)) == ([], {"UANA": 3})
    assert (ground.fire(NOON + 35 * HOUR), ground.planned()) == (0, [])
    [line] = ground.all(AuditEntry, AuditEntry.action == events.OrdersHandled.__name__)
    assert (line.actor, sorted(line.details["orders"])) == ("UANA", ["0", "1", "2"])


@pytest.mark.parametrize(("role", "error"), [(Role.VIEWER, NotAllowed), (None, NotAllowed)])
def test_only_who_may_act_marks_it(quick_ground, role, error):
    quick_ground.take_in(a_parcel())
    quick_ground.fire(NOON)
    [message] = reminders(quick_ground)

    with quick_ground.database.write() as session, pytest.raises(error):
        handling.handle(session, an_actor(role), session.get_one(Message, message.id), NOON)


def test_what_is_over_cannot_be_handled(quick_ground):
    quick_ground.take_in(a_parcel())
    quick_ground.fire(NOON)
    quick_ground.take_in(news(status="FINISH"))
    [message] = reminders(quick_ground)

    with quick_ground.database.write() as session, pytest.raises(Refused):
        handling.handle(session, an_actor(), session.get_one(Message, message.id), NOON)


def test_each_store_has_its_thresholds(ground):
    with ground.database.write() as session:
        a_store(session, "iberia")
        text = f'{rules.DEFAULT}\n[stores.iberia.shipping]\nno_movement_after = "20d"\n'
        rules.apply(session, text, "UADA", NOON)

    ground.take_in(a_parcel())
    ground.take_in(a_parcel(store="iberia"))

    assert ground.fire(NOON) == 1
    assert [message.payload["store"] for message in reminders(ground)] == ["nordic"]


# How long a lane takes.


def arrived(n, days, **changes):
    shipped = NOON - (days + 5) * DAY
    delivered = {"at": shipped + days * DAY, "code": "GTMS_SIGNED", "text": ""}
    return a_parcel(n, shipped_at=shipped, events=[delivered], **changes)


def lane(ground, n="0", now=NOON):
    with ground.database.read() as session:
        return lanes.of(session, ground.order(n), now)


def test_a_lane_is_told_by_its_own_parcels(ground):
    ground.take_in_all(*(arrived(n, days=n + 11) for n in range(20)))
    ground.take_in_all(*(arrived(n, days=90, buyer_country="BR") for n in range(20, 30)))

    assert lane(ground) == lanes.Lane(20, 20, 28)
    assert lane(ground, "25") == lanes.Lane(10)


def test_a_parcel_is_counted_once_and_for_a_year(ground):
    ground.take_in_all(*(arrived(n, days=30) for n in range(19)))
    ground.take_in(news(0, events=[{"at": NOON, "code": "GTMS_SIGNED", "text": "again"}]))
    assert lane(ground) == lanes.Lane(19)

    ground.take_in(arrived(20, days=30))
    assert lane(ground) == lanes.Lane(20, 30, 30)
    assert lane(ground, now=NOON + 400 * DAY) == lanes.Lane(0)


def test_a_batch_of_orders_costs_few_statements(quick_ground):
    few = quick_ground.statements(lambda: quick_ground.take_in_all(a_parcel(0)))
    many = quick_ground.statements(
        lambda: quick_ground.take_in_all(*(a_parcel(n) for n in range(1, 26)))
    )

    assert many <= few + 2


def test_after_protection_nothing_is_asked_of_a_parcel(ground):
    ends = NOON + 3 * HOUR
    ground.take_in(a_parcel(protection_ends_at=ends, promised_by=None))
    ground.fire(NOON)
    [stalled] = [m for m in reminders(ground) if m.payload["rule"] == Rule.NO_MOVEMENT]

    assert stands(ground, stalled).changes_at == ends
    assert stands(ground, stalled, ends).over == {End.PASSED: 1}
