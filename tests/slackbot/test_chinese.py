"""A store that speaks Chinese reads Chinese; only what others wrote stays in their words."""

import re

import pytest

from models import casefile, disputes, orders
from models.case import weigh
from models.database import Database
from models.hours.targets import Standing, Target
from models.members import Role
from models.messages import Kind, Message
from models.settings import Settings
from models.tagging import Cause
from slackbot import order_look
from slackbot.drawing import draw
from slackbot.requests import Request, Turn
from slackbot.views import brief, card
from slackbot.views.targets import targets
from tests.builders import (
    DAY,
    HOUR,
    ISSUE,
    NOON,
    ORDER,
    STORE,
    a_dispute_record,
    a_store,
    an_actor,
    an_order_record,
)
from tests.support.ground import Ground
from tests.support.reading import text_of

LATE = {"days_since_ship": 46, "promised_days": 30}
ENGLISH = re.compile(r"[A-Za-z]{2,}")
KNOWN_IN_CHINESE = {"POD", "SKU"}


@pytest.fixture
def ground(sqlite_url):
    database = Database(sqlite_url)
    with database.write() as session:
        a_store(session, language="zh")
    yield Ground(database)
    database.close()


@pytest.fixture
def settings(tmp_path):
    return Settings.load(tmp_path, {})


def drawn(ground, view, *about):
    with ground.database.read() as session:
        case = casefile.load(session, disputes.find(session, STORE, ISSUE))
        content = view(case, *about, "zh")
    return text_of({"text": content.text, "blocks": content.blocks})


def looked_up(ground, settings, asked):
    request = Request("command:1", "UANA", None, NOON)
    with ground.database.read() as session:
        turn = Turn(session, request, an_actor(Role.VIEWER), "zh", settings)
        return text_of(order_look.look_up(turn, asked)[0].plain())


@pytest.mark.parametrize("cause", Cause)
def test_the_case_is_all_chinese(ground, cause):
    ground.take_in(a_dispute_record(text=None, reason=None, facts=LATE))
    with ground.database.write() as session:
        disputes.find(session, STORE, ISSUE).cause = cause

    with ground.database.read() as session:
        weighed = weigh(session, casefile.load(session, disputes.find(session, STORE, ISSUE)), NOON)

    told = drawn(ground, brief.brief, weighed).replace("USD", "")
    assert set(ENGLISH.findall(told)) <= KNOWN_IN_CHINESE


@pytest.mark.parametrize(
    ("due", "met", "said"),
    [
        (NOON, None, "首次回复须在 <!date^1795521600^{date_short_pretty} {time}|"),
        (NOON, NOON, "首次回复已按时完成"),
        (NOON, NOON + HOUR, "首次回复已超时完成"),
        (None, None, "首次回复暂停计时，剩余工作时间 2:30 小时"),
    ],
)
def test_how_a_target_stands_is_said_in_chinese(due, met, said):
    left = 2.5 * HOUR

    assert said in targets([Standing(Target.FIRST_RESPONSE, NOON, due, met, left)], "zh")


def test_the_card_tells_what_decided_and_quotes_the_buyer(ground):
    ground.take_in(a_dispute_record(facts=LATE))

    said = drawn(ground, card.card, NOON)

    assert "发货已 46 天，承诺 30 天 · “Nothing arrived” · " in said
    assert "超出承诺 16 天_ (摘要)" in said


def test_a_buyer_who_wrote_nothing_is_told_so_in_chinese(ground):
    ground.take_in(a_dispute_record(text=None, reason=None))

    assert "> 买家未留言。" in drawn(ground, card.card, NOON)


@pytest.mark.parametrize(("buyers", "shown"), [("ru", True), ("en", True), ("zh", False)])
def test_a_reply_is_translated_unless_the_team_reads_it(ground, buyers, shown):
    ground.take_in(a_dispute_record(language=buyers, facts=LATE))

    [suggested] = re.findall("建议回复 · .*：(.*)\n> .", drawn(ground, card.card, NOON))
    assert bool(suggested) == shown


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("WAIT_BUYER_ACCEPT_GOODS", "等待买家收货"),
        ("ON_THE_MOON", "ON_\u2060THE_\u2060MOON"),
        ("<!channel>", "&lt;!channel&gt;"),
    ],
)
def test_the_state_of_an_order_is_told_or_shown_as_it_came(ground, settings, status, shown):
    ground.take_in(an_order_record(status=status))

    assert f"*订单 {ORDER}* · {shown} · " in looked_up(ground, settings, ORDER)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (2, "有 2 个订单符合："),
        (5, "有 5 个订单符合，显示其中 3 个："),
        (orders.MOST_FOUND + 1, "有 10+ 个订单符合，显示其中 3 个："),
    ],
)
def test_several_orders_are_counted_and_three_are_drawn(ground, settings, found, said):
    for place in range(found):
        ground.take_in(an_order_record(order_id=f"{place}-{ORDER}", paid_at=NOON - place * DAY))

    answer = looked_up(ground, settings, ORDER[-6:])

    assert said in answer
    assert answer.count("更新") == min(found, order_look.MOST_DRAWN)


def test_a_message_that_may_repeat_says_so_in_the_stores_language(ground, settings):
    ground.take_in(a_dispute_record())
    [message] = ground.cards()
    about = {"dispute_id": message.dispute_id, "payload": {"repeat": True, "by": "UANA"}}
    again = Message(key="x", kind=Kind.ESCALATION, channel="C1", token="x", priority=0, **about)

    with ground.database.read() as session:
        content = draw(session, settings, again, NOON).content

    assert "这条消息可能重复" in text_of({"blocks": content.blocks})
