"""Reminders about orders and parcels: what to do, what to write, and when it is over."""

import pytest

from jobs import nudges as job
from models import intake
from tests.builders import DAY, HOUR, an_order_record
from tests.support.reading import has_button, text_of, top_level

STALLED = {"code": "LH_ARRIVE", "text": "Arrived in the country"}


@pytest.fixture
def shop(story):
    return Shop(story)


class Shop:
    """The nordic store's orders, told by a partner."""

    def __init__(self, story):
        self.story = story

    @property
    def now(self):
        return self.story.desk.now()

    def told(self, *records):
        with self.story.desk.database.write() as session:
            intake.take_in_orders(session, records, self.now)
        job.fire()
        self.story.settle()

    def to_ship(self, n=1, left=20 * HOUR, **changes):
        plain = {"order_id": f"819400000000{n:04d}", "ship_by": self.now + left}
        return an_order_record(**plain | {"modified_at": self.now, "events": []} | changes)

    def parcel(self, n=1, ago=11 * DAY, **changes):
        plain = {
            "status": "WAIT_BUYER_ACCEPT_GOODS",
            "shipped_at": self.now - 25 * DAY,
            "ship_by": None,
            "carrier": "AliExpress Standard",
            "tracking_number": "LP0012",
            "events": [STALLED | {"at": self.now - ago}],
        }
        return self.to_ship(n, **plain | changes)

    def happened(self, n, code, text=""):
        return self.parcel(n, events=[{"at": self.now, "code": code, "text": text}])

    def reminders(self, mark="📦"):
        return [m for m in top_level(self.story.workspace.messages()) if mark in text_of(m)]


def texts_for_buyers(message):
    return [
        leaf["text"]
        for block in message["blocks"]
        if block["type"] == "rich_text"
        for part in block["elements"]
        for leaf in part["elements"]
    ]


def test_an_order_that_must_ship_says_so_and_what_to_do(shop):
    shop.told(shop.to_ship())

    [reminder] = shop.reminders()
    said = text_of(reminder)
    assert "One order must ship" in said
    assert "USD 42.65" in said
    assert "8194…0001 · Bluetooth speaker X3" in said
    assert "enter the tracking number" in said
    [text] = texts_for_buyers(reminder)
    assert text.startswith("Здравствуйте! Спасибо за заказ.")
    assert "Meaning: Hello, thank you for your order." in said


def test_shipped_it_is_done(shop):
    order = shop.to_ship()
    shop.told(order)

    shop.told(
        order.model_copy(update={"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": shop.now})
    )

    assert shop.reminders() == []
    [message] = shop.reminders("✔ Reminder to ship")
    assert "1 shipped" in text_of(message)


def test_eighty_orders_are_one_message_that_shrinks(shop):
    orders = [shop.to_ship(n) for n in range(80)]
    shop.told(*orders)
    [reminder] = shop.reminders()
    assert "80 orders must ship" in text_of(reminder)
    assert "… and 68 more" in text_of(reminder)
    assert "USD 3,412.00" in text_of(reminder)

    shipped = {"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": shop.now}
    shop.told(*(order.model_copy(update=shipped) for order in orders[:78]))

    [reminder] = shop.reminders()
    assert "2 orders must ship" in text_of(reminder)
    assert "✔ So far: 78 shipped" in text_of(reminder)


def test_a_parcel_that_stalls_comes_with_a_text_for_its_buyer(shop):
    shop.told(shop.parcel(buyer_country="BR"))

    [reminder] = shop.reminders()
    assert "One parcel has not moved for 10 days" in text_of(reminder)
    assert "11 days ago: Arrived in the country" in text_of(reminder)
    assert "too few to say (parcels so far: 0)" in text_of(reminder)
    assert "To send to the buyer, Portuguese:" in text_of(reminder)
    [text] = texts_for_buyers(reminder)
    assert text.startswith("Olá, acompanhamos o seu pacote")


def test_what_goes_back_is_told_so(shop):
    shop.told(shop.parcel(events=[{"at": shop.now - HOUR, "code": "RT_INBOUND"}]))

    [reminder] = shop.reminders()
    [text] = texts_for_buyers(reminder)
    assert "on its way back to us" in text_of(reminder)
    assert not text.startswith("Hello")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CUS_TAX", "One parcel is held by customs"),
        ("GTMS_DEL_FAILURE", "One parcel could not be delivered"),
    ],
)
def test_what_stops_it_is_said_at_once(shop, code, said):
    shop.told(shop.parcel(events=[{"at": shop.now - HOUR, "code": code}]))

    [reminder] = shop.reminders()
    assert said in text_of(reminder)


def test_a_parcel_to_pick_up_is_spoken_of_until_it_is_collected(shop):
    shop.told(shop.parcel(events=[{"at": shop.now - 8.5 * DAY, "code": "GSTA_INBOUND"}]))
    [reminder] = shop.reminders()
    assert "One parcel waits to be picked up" in text_of(reminder)
    assert "36 h left" in text_of(reminder) or "35 h left" in text_of(reminder)

    shop.told(shop.happened(1, "GSTA_BUYER_SIGN"))

    assert shop.reminders() == []
    assert "1 delivered" in text_of(shop.reminders("✔")[0])


def test_the_lane_says_how_long_it_takes(shop, story):
    arrived = [{"at": shop.now - 6 * DAY, "code": "GTMS_SIGNED"}]
    shop.told(*(shop.parcel(n, events=arrived, status="FINISH") for n in range(1, 21)))
    shop.told(shop.parcel(30))

    usual = "Usually 19 days on this lane (median of 20 parcels; 1 in 10 takes 19)"
    [reminder] = shop.reminders()
    assert usual in text_of(reminder)
    [answer] = story.workspace.command("UANA", "/order 8194000000000030")["ephemeral"]
    assert usual in text_of(answer)


def test_marked_as_handled_it_says_by_whom(shop, story):
    shop.told(*(shop.to_ship(n) for n in range(3)))
    [reminder] = shop.reminders()

    story.workspace.press("UANA", "reminder_handled", message=reminder)
    story.settle()

    assert shop.reminders() == []
    assert "3 handled by <@UANA>" in text_of(shop.reminders("✔")[0])


def test_who_may_only_look_is_refused(shop, story):
    shop.told(shop.to_ship())
    [reminder] = shop.reminders()

    [refusal] = story.workspace.press("UVIC", "reminder_handled", message=reminder)["ephemeral"]

    assert "agent" in text_of(refusal)
    assert len(shop.reminders()) == 1


def test_show_opens_all_of_them_a_page_at_a_time(shop, story):
    shop.told(*(shop.parcel(n) for n in range(20)))
    [reminder] = shop.reminders()
    assert texts_for_buyers(reminder) == []

    view = story.workspace.press("UVIC", "reminder_show", message=reminder)["view"]

    assert "20 parcels have not moved" in text_of(view)
    assert len(texts_for_buyers(view)) == 15
    turned = story.workspace.press("UVIC", "reminder_next")["view"]
    assert len(texts_for_buyers(turned)) == 5
    assert has_button(turned, "reminder_previous")


def test_what_others_wrote_has_no_power(shop, story):
    bad = "<!channel> *boo* <https://evil.example|x>"
    items = [{"product_id": "1", "name": bad}]
    event = {"at": shop.now - 11 * DAY, "code": "LH_ARRIVE", "text": bad}
    shop.told(shop.parcel(items=items, events=[event], carrier=bad, order_id="*<!here>*"))

    [reminder] = shop.reminders()
    view = story.workspace.press("UANA", "reminder_show", message=reminder)["view"]
    for said in (text_of(reminder), text_of(view)):
        assert "<!" not in said.replace("<!date", "")
        assert "<http" not in said
        assert "*boo*" not in said
