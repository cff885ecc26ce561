"""Cures by the front door: what to change in a listing, told to its owner, fixed, and followed."""

from datetime import timedelta

import pytest

from models.hotspots.spots import Kind
from models.tagging.causes import Cause
from slackbot import ids
from tests.builders import DAY
from tests.models.hotspots.worlds import a_dispute
from tests.support.reading import direct, text_of, top_level

SAID = ("It is far too small for me.", "Куртка маломерит.", "Me queda muy pequeña.")
HOSTILE = "*Coat* <!channel> <https://evil.example|pay here>"


@pytest.fixture
def coat(shop):
    """Three buyers find it too small, each in their own language."""
    about = {"store": "nordic", "product_id": "coat", "product_name": "Coat", "cause": Cause.P5}
    with shop.story.desk.database.write() as session:
        for n, text in enumerate(SAID, 1):
            said = {"id": 900 + n, "text": text, "buyer": f"b{n}", "opened_at": shop.now - n * DAY}
            session.add(a_dispute(n, **about, **said))
    return shop


def told(shop):
    found = top_level(shop.story.workspace.messages("CLEADS"))
    return [message for message in found if "Coat" in message["text"]]


def test_three_buyers_who_say_the_same_name_the_table_to_change(coat):
    coat.morning()
    coat.morning()

    [message] = told(coat)
    said = text_of(message)
    assert "*Coat: smaller than expected*" in said
    assert "3 of the 3 buyers who complain of it say so" in said
    assert "Change the *size table*" in said
    assert "#901 · #902 · #903" in said
    assert message["text"] == "Coat: smaller than expected"


def test_whoever_answers_for_the_product_is_told(coat):
    coat.owned_by("UBEN", product="coat")
    coat.morning()

    [message] = direct(coat.story, "UBEN")
    assert "*Coat: smaller than expected*" in text_of(message)
    assert told(coat) == []


def test_changed_today_it_is_fixed_and_counted_on(coat):
    coat.morning()
    [message] = told(coat)
    coat.fixed(ago=0, message=message)

    [spot] = coat.spots()
    assert (spot.kind, spot.ended_at) == (Kind.MISMATCH, None)
    assert "*Fixed on" in text_of(told(coat)[0])


def test_what_buyers_said_before_its_fix_is_no_news_once_that_is_over(coat):
    coat.morning()
    coat.fixed(ago=0, message=told(coat)[0])
    with coat.story.desk.database.write() as session:
        [spot] = coat.spots()
        spot.ended_at = coat.now + timedelta(minutes=1)
        session.add(spot)
    coat.morning()

    assert len(coat.spots()) == 1


def test_it_can_be_called_none(coat):
    coat.morning()
    [message] = told(coat)
    coat.story.workspace.press("ULEA", ids.HOT_SPOT_NONE, message=message)
    coat.story.settle()

    assert "Not a hot spot, says <@ULEA>" in text_of(told(coat)[0])


def test_a_hostile_name_has_no_power(coat):
    coat.owned_by("UBEN", product="coat", name=HOSTILE)
    coat.morning()

    [message] = direct(coat.story, "UBEN")
    assert "<!channel>" not in text_of(message) + message["text"]
    assert "<https://evil.example" not in text_of(message) + message["text"]
