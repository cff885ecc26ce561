"""Shipping reminders as they are drawn: whole in Chinese, and within Slack's limits."""

import re
from dataclasses import replace

import pytest

from models.database import Database
from models.messages import Kind
from models.nudging.nudges import Rule
from models.orders import Item, Order, ParcelEvent
from models.settings import Settings
from models.shipping.conditions import OF_PARCELS, Condition, Facts
from models.shipping.lanes import Lane
from models.shipping.standing import Held, Standing
from slackbot.drawing import draw
from slackbot.sandbox.blockkit.surfaces import lint_message, lint_view
from slackbot.views import shipping
from slackbot.views.blocks import LONGEST_SECTION
from slackbot.views.shipping import Reminder
from tests.builders import DAY, HOUR, NOON, a_store, an_order_record
from tests.support.ground import Ground
from tests.support.reading import text_of

ENGLISH = re.compile(r"[A-Za-z]{2,}")
DATES = re.compile(r"<!date[^>]*>")
RULES = (Rule.SHIP_BY, *OF_PARCELS)


def a_reminder(rule, many=1, word="包裹", country="CN"):
    held = []
    for key in range(1, many + 1):
        order = Order(
            id=key,
            store="nordic",
            order_id=f"81940000{key:08d}",
            last_digits="",
            read_at=NOON,
            buyer_country=country,
            carrier=word,
            shipped_at=NOON - 9 * DAY,
            ship_by=NOON + DAY,
            promised_by=NOON + DAY,
            protection_ends_at=NOON + DAY,
        )
        event = ParcelEvent(order_key=key, at=NOON - DAY, code="X", text=word)
        held.append(Held(Facts(order, [event]), Condition(NOON + DAY, ((0, NOON),))))
    items = {one.facts.order.id: [Item(order_key=1, product_id="1", name=word)] for one in held}
    lanes = {one.facts.order.id: Lane(25, 34, 52) for one in held}
    standing = Standing("nordic", rule, held, {"moved": 2}, {"UANA": 1})
    return Reminder(1, standing, items, lanes, 10, is_list=many > 2, may_extend=True)


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("rule", RULES)
def test_a_reminder_is_all_chinese(rule, many):
    shown = a_reminder(rule, many)
    message = shipping.reminder(shown, NOON, "zh")
    modal = shipping.modal(shown, 1, NOON, "zh")

    for said in ({"text": message.text, "blocks": message.blocks}, modal):
        words = DATES.sub("", text_of(said)).replace("<@UANA>", "")
        assert ENGLISH.findall(words) == []


def test_a_list_says_of_its_lanes_how_long_they_take_or_that_nobody_can_tell():
    shown = a_reminder(Rule.NO_MOVEMENT, 4, word="Post", country="NL")
    shown = replace(shown, lanes=dict.fromkeys(shown.lanes, Lane(19)))
    told = text_of({"blocks": shipping.reminder(shown, NOON, "en").blocks})

    assert told.count("Post to Netherlands") == 1
    assert "too few to say (parcels so far: 19)" in told


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("rule", RULES)
def test_however_long_its_words_it_fits_into_slack(rule, language):
    shown = a_reminder(rule, 200, word="&<>*" * 200, country="RU")
    message = shipping.reminder(shown, NOON, language)

    assert lint_message(message.text, message.blocks) == []
    assert lint_view(shipping.modal(shown, 14, NOON, language)) == []
    for block in (one for one in message.blocks if one["type"] == "section"):
        assert len(block["text"]["text"]) < LONGEST_SECTION  # Nothing was cut off.


def test_time_alone_ends_it(sqlite_url, tmp_path):
    database, limit = Database(sqlite_url), NOON + 20 * HOUR
    ground, settings = Ground(database), Settings.load(tmp_path, {})
    with database.write() as session:
        a_store(session)
    ground.take_in(an_order_record(ship_by=limit))
    ground.fire(NOON)
    [message] = ground.messages(Kind.SHIPPING)

    with database.read() as session:
        before = draw(session, settings, message, NOON)
        after = draw(session, settings, message, limit)

    assert before.redraw_at == limit
    assert after.content.text == "✔ Reminder to ship: 1 past the limit."
    database.close()
