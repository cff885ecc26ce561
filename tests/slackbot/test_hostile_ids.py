"""A partner may call an order anything; drawn, its id is text."""

import pytest

from models import casefile, disputes, intake, orders
from models.members import Role
from models.nudging.nudges import Rule
from models.shipping.conditions import Condition, Facts
from models.shipping.standing import Held, Standing
from slackbot import order_look
from slackbot.requests import Request, Turn
from slackbot.views import card, notices, shipping
from slackbot.views.shipping import Reminder
from tests.builders import (
    DAY,
    ISSUE,
    NOON,
    STORE,
    a_dispute_record,
    an_actor,
    an_order_record,
)
from tests.support.reading import text_of

PING = "<!channel>"  # Ten characters: short enough to be drawn whole.


@pytest.fixture
def pinging(desk):
    """A desk with one order called `<!channel>`, and a dispute of it."""
    from_partner = {"order_id": PING}
    with desk.database.write() as session:
        intake.take_in_order(session, an_order_record(**from_partner), NOON)
        intake.take_in_dispute(session, a_dispute_record(**from_partner), NOON)
    with desk.database.read() as session:
        yield session


def is_text(content):
    said = text_of({"text": content.text, "blocks": content.blocks})
    return "&lt;!channel&gt;" in said and PING not in said


def test_on_the_card(pinging):
    case = casefile.load(pinging, disputes.find(pinging, STORE, ISSUE))

    assert is_text(card.card(case, NOON, "en"))


def test_in_the_shipping_reminder(pinging):
    order = orders.find(pinging, STORE, PING)

    held = Held(Facts(order), Condition(NOON + DAY, ((0, NOON),)))
    standing = Standing(STORE, Rule.SHIP_BY, [held], {}, {})
    shown = Reminder(1, standing, {order.id: []}, {}, 10, is_list=True, may_extend=False)

    assert is_text(shipping.reminder(shown, NOON, "en"))


def test_in_a_look_up(pinging, desk):
    request = Request("command:1", "UANA", None, NOON)
    turn = Turn(pinging, request, an_actor(Role.VIEWER), "en", desk.settings)

    assert is_text(order_look.look_up(turn, PING)[0])


def test_a_reason_that_grows_when_it_is_escaped_is_still_told():
    said = notices.source_trouble(STORE, NOON, "&" * 5_000, "en")

    assert "&amp;&amp;" in said.text
