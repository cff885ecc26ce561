"""An order that was read a while ago is answered at once, and then as it stands now."""

from datetime import timedelta

import pytest

from models import orders
from models.stores import Store
from tests.support.reading import text_of


@pytest.fixture
def old(story, dispute):
    """The order of a dispute, last read an hour ago; meanwhile its parcel moved."""
    with story.desk.database.write() as session:
        order = orders.find(session, "nordic", dispute.order_id)
        order.read_at = story.desk.now() - timedelta(hours=1)
        session.add(order)
    return dispute.order_id


def asks(story, order_id, user="UANA"):
    """What the person reads at once, and in the end."""
    before = len(story.workspace.inbox(user))
    at_once = story.workspace.command(user, f"/order {order_id}")["ephemeral"]
    story.settle()
    return [text_of(m) for m in at_once], [text_of(m) for m in story.workspace.inbox(user)[before:]]


def test_the_known_answer_comes_at_once_and_the_fresh_one_after_it(story, old):
    [first], shown = asks(story, old)

    assert "as of 1 h ago" in first
    assert "Asking AliExpress what is new" in first
    assert "as of just now" in shown[-1]
    assert "Asking" not in shown[-1]
    assert len(shown) <= 2


def test_what_is_fresh_is_not_asked_for_again(story, dispute):
    [first], shown = asks(story, dispute.order_id)

    assert "Asking" not in first
    assert shown == [first]


def test_the_fresh_answer_has_what_moved(story, old):
    with story.desk.database.read() as session:
        before = len(orders.parcel_of(session, orders.find(session, "nordic", old)))

    asks(story, old)

    with story.desk.database.read() as session:
        assert len(orders.parcel_of(session, orders.find(session, "nordic", old))) > before


def test_where_the_platform_is_silent_the_known_answer_stands_and_says_so(story, old):
    story.gateway.control("fault", kind="500", count=9)

    _, shown = asks(story, old)

    assert "AliExpress could not be asked again" in shown[-1]
    assert "as of 1 h ago" in shown[-1]


def test_a_viewer_reads_no_buyers_name_in_either(story, old):
    _, shown = asks(story, old, "UVIC")
    with story.desk.database.read() as session:
        buyer = orders.find(session, "nordic", old).buyer

    assert len(shown) >= 1
    assert not any(buyer in text for text in shown)


def test_a_partners_order_is_nobodys_to_ask_again(story, old):
    with story.desk.database.write() as session:
        session.get_one(Store, "nordic").access_token = None

    [first], shown = asks(story, old)

    assert "Asking" not in first
    assert shown == [first]
