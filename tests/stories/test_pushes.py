"""A push from the platform: what it hints at is read at once, whatever its topic."""

import pytest
from sqlmodel import select

from models import disputes, orders
from models.disputes import Dispute
from models.reading import rounds
from models.reading.access import Access
from models.reading.rounds import Round
from tests.support.running import until


@pytest.fixture
def pushing(story):
    """The gateway pushes to this desk from now on."""
    story.gateway.control("pushes", url=f"{story.web.url}/aliexpress/push")
    return story


def sent(story):
    return story.gateway.http.get("/control/pushes").json()["sent"]


def followed(story, count=1):
    """Let the pushes arrive, and what they hint at be read."""
    assert until(lambda: len(sent(story)) >= count, 5, 0.02)
    assert {push["status"] for push in sent(story)} == {200}
    until(lambda: False, 0.7, 0.7)  # They are gathered for half a second.
    story.settle()


def known(story, told, store="nordic"):
    with story.desk.database.read() as session:
        return (
            orders.find(session, store, told["order_id"]),
            disputes.find(session, store, told["issue_id"]),
        )


def test_a_dispute_is_known_by_the_push_about_its_order(pushing):
    told = pushing.gateway.open("P1", "nordic")
    followed(pushing)

    order, dispute = known(pushing, told)
    assert order is not None
    assert dispute.is_open
    with pushing.desk.database.read() as session:
        assert [one.issue_id for one in session.exec(select(Dispute))] == [told["issue_id"]]


def test_duplicates_and_disorder_do_no_harm_and_an_end_is_seen(pushing):
    told = pushing.gateway.open("P1", "nordic")
    followed(pushing)
    pushing.gateway.close(told["issue_id"])
    for _again in range(3):
        pushing.gateway.control("push", store="nordic", order_id=int(told["order_id"]))
    followed(pushing, 5)

    _, dispute = known(pushing, told)
    assert not dispute.is_open
    assert dispute.outcome == "agreed_refund"


def test_a_topic_without_an_order_has_the_store_read(pushing):
    pushing.gateway.control("pushes", url=None)
    told = pushing.gateway.open("P1", "toys")
    url = f"{pushing.web.url}/aliexpress/push"
    pushing.gateway.control("push", store="toys", message_type=21, url=url)
    followed(pushing)

    assert known(pushing, told, "toys")[1].is_open


def test_pushes_keep_no_dead_readers_hold_on_the_store_alive(pushing):
    with pushing.desk.database.write() as session:
        rounds.hold(session, "nordic", pushing.desk.now())  # Whoever took it died.
        over = session.get_one(Round, "nordic").busy_until

    told = pushing.gateway.open("P1", "nordic")
    followed(pushing)

    assert known(pushing, told)[1].is_open
    with pushing.desk.database.read() as session:
        assert session.get_one(Round, "nordic").busy_until == over


def test_a_seller_whom_nobody_knows_is_nobodys_concern(pushing):
    with pushing.desk.database.write() as session:
        session.get_one(Access, "nordic").seller_id = None

    told = pushing.gateway.open("P1", "nordic")
    followed(pushing)

    assert known(pushing, told) == (None, None)
