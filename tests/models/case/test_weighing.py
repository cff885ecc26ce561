"""Both sides of a case, the buyer's wish, and what is advised: by facts that the desk has."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models import casefile, disputes
from models.case import weigh
from models.disputes import Dispute
from models.records import Outcome
from models.shipping.lanes import Delivery
from models.tagging import Cause
from tests.builders import DAY, HOUR, ISSUE, NOON, STORE, a_dispute_record, an_order_record

SHIPPED = {"shipped_at": NOON - 40 * DAY, "promised_by": NOON - 10 * DAY, "carrier": "Cainiao"}
MOVED = [{"at": NOON - 3 * DAY, "code": "SC_OUTBOUND", "text": "Left the sorting centre"}]


def weighed(ground, issue_id=ISSUE, now=NOON):
    with ground.database.read() as session:
        return weigh(session, casefile.load(session, disputes.find(session, STORE, issue_id)), now)


def names(points):
    return {point.name: point.values for point in points}


def caused(ground, cause, issue_id=ISSUE, **more):
    with ground.database.write() as session:
        dispute = disputes.find(session, STORE, issue_id)
        dispute.cause = cause
        for name, value in more.items():
            setattr(dispute, name, value)


def test_a_late_parcel_that_moves_speaks_for_both_sides(ground):
    ground.take_in(an_order_record(**SHIPPED, events=MOVED))
    ground.take_in(a_dispute_record())

    found = weighed(ground)

    assert names(found.for_us)["moving"] == {"days": 3}
    assert names(found.against_us)["past-promise"] == {"days": 10}


def test_days_go_on_while_the_dispute_waits(ground):
    ground.take_in(an_order_record(**SHIPPED, events=MOVED))
    ground.take_in(a_dispute_record())

    later = weighed(ground, now=NOON + 9 * DAY)

    assert names(later.against_us)["past-promise"] == {"days": 19}
    assert names(later.against_us)["stands-still"] == {"days": 12}


def test_what_came_within_the_promise_speaks_for_us(ground):
    signed = [{"at": NOON - 15 * DAY, "code": "GTMS_SIGNED", "text": "Signed"}]
    ground.take_in(an_order_record(**SHIPPED, events=signed))
    ground.take_in(a_dispute_record())
    caused(ground, Cause.L1)

    found = weighed(ground)

    assert names(found.for_us)["delivered-in-time"] == {"days": 25, "promised": 30}
    assert names(found.for_us)["delivered"] == {"days": 15}
    assert found.ticked == (True, False, True)  # The promise, the carrier's word, the signature.


def test_parcels_of_the_lane_that_were_late_too_speak_against_us(ground):
    ground.take_in(an_order_record(**SHIPPED, events=MOVED))
    for number in range(4):
        ground.take_in(an_order_record(order_id=f"7{number}"))
    with ground.database.write() as session:
        for number, days in enumerate((20, 33, 41, 29)):
            key = session.exec(
                select(casefile.Order.id).where(casefile.Order.order_id == f"7{number}")
            ).one()
            arrived = NOON - number * DAY
            lane = {"store": STORE, "carrier": "Cainiao", "country": "RU", "order_key": key}
            shipped = arrived - timedelta(days=days)
            session.add(Delivery(**lane, shipped_at=shipped, delivered_at=arrived))
    ground.take_in(a_dispute_record())

    assert names(weighed(ground).against_us)["lane-late"] == {"count": 2, "of": 4}


def test_a_buyer_who_disputed_before_is_known(ground):
    for number in range(3):
        about = {"issue_id": f"{number}", "order_id": f"8{number}", "buyer": "marina1987"}
        ground.take_in(a_dispute_record(**about, opened_at=NOON - (9 - number) * DAY))

    assert names(weighed(ground, "2").for_us)["earlier-disputes"] == {"count": 2}
    assert "earlier-disputes" not in names(weighed(ground, "0").for_us)


def test_a_product_that_is_disputed_far_more_often_than_others_is_named(ground):
    for number in range(60):
        item = {"product_id": "P1" if number < 12 else "P2", "name": "Thing", "price": "1.00"}
        ground.take_in(an_order_record(order_id=f"9{number:02}", items=[item]))
    for number in (*range(5), 15):
        product = {"product_id": "P1" if number < 12 else "P2"}
        ground.take_in(a_dispute_record(issue_id=f"{number}", order_id=f"9{number:02}", **product))

    told = names(weighed(ground, "4").against_us)["product-disputed"]
    assert told == {"count": 5, "of": 12, "usual": 10}
    assert "product-disputed" not in names(weighed(ground, "15").against_us)


def test_a_carrier_whose_parcels_are_disputed_far_more_often_is_named(ground):
    for number in range(60):
        way = {"carrier": "Slow boat" if number < 12 else "Cainiao", "shipped_at": NOON - 9 * DAY}
        ground.take_in(an_order_record(order_id=f"9{number:02}", **way))
    for number in (*range(5), 15):
        ground.take_in(a_dispute_record(issue_id=f"{number}", order_id=f"9{number:02}"))

    told = names(weighed(ground, "4").against_us)["carrier-disputed"]
    assert told == {"count": 5, "of": 12, "usual": 10}
    assert "carrier-disputed" not in names(weighed(ground, "15").against_us)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Broken. Please send me a new one.", "resend"),
        ("Пришлите новый чехол, этот треснул", "resend"),
        ("我不想要了", "change-of-mind"),
        ("Devolvam uma parte do dinheiro", "part"),
        ("I would take a partial refund", "part"),
        ("Niemand antwortet nicht mal auf meine Nachrichten", "attention"),
        ("Where is it?", "attention"),
        ("It never came.", None),
    ],
)
def test_the_buyers_words_tell_what_they_want(ground, text, wish):
    ground.take_in(a_dispute_record(text=text))

    found = weighed(ground).wish

    assert (found and found.kind) == wish


def test_the_stores_own_past_decides_what_is_advised(ground):
    for number in range(12):
        ground.take_in(a_dispute_record(issue_id=f"1{number:02}", order_id=f"8{number:02}"))
        caused(
            ground, Cause.P7, f"1{number:02}",
            outcome=Outcome.WON, closed_at=NOON - number * HOUR,
        )  # fmt: skip
    ground.take_in(a_dispute_record())
    caused(ground, Cause.P7)

    found = weighed(ground)

    assert found.past.refused == (0, 12)
    assert found.courses[0].name == "refuse"
    assert found.missing == "image"
    assert found.advised.name == "partial"  # Nothing of ours shows it yet.


def test_nobody_knows_the_amount_and_no_course_is_told(ground):
    ground.take_in(a_dispute_record(amount=None, currency=None))

    assert (weighed(ground).courses, weighed(ground).advised) == ([], None)


def test_it_asks_the_database_as_often_however_much_there_is(ground):
    ground.take_in(an_order_record(**SHIPPED, events=MOVED))
    ground.take_in(a_dispute_record())
    few = ground.statements(lambda: weighed(ground))
    for number in range(30):
        ground.take_in(a_dispute_record(issue_id=f"1{number:02}", order_id=f"8{number:02}"))
    with ground.database.write() as session:
        for row in session.exec(select(Dispute).where(Dispute.issue_id != ISSUE)):
            row.outcome, row.closed_at = Outcome.WON, NOON

    assert ground.statements(lambda: weighed(ground)) <= few + 1
