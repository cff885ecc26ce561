"""Nudges before a deadline and reminders to ship: in time, once, and gone when over."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models import intake, rules
from models import nudges as rows
from models.nudges import Nudge, Rule
from models.records import DueKind, OrderRecord
from tests.support.opening import take
from tests.support.reading import text_of, top_level
from tests.support.waiting import due_in, tick


def nudges_of(dispute):
    return [m for m in dispute.thread() if "⏳" in text_of(m) or "🔴" in text_of(m)]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ({"hours": 71, "minutes": 30}, "72 h left"),
        ({"hours": 30, "minutes": 30}, "30 h left"),
        ({"hours": 23, "minutes": 30}, "24 h left"),
        ({"hours": 3, "minutes": 30}, "3 h left"),
        ({"minutes": 50}, "Under 1 h left"),
        ({"minutes": -1}, "The deadline of"),
    ],
)
def test_each_step_stands_in_the_thread_and_earlier_ones_collapse_into_it(
    story, dispute, left, words
):
    due_in(story, dispute.number, **left)
    tick(story)

    [nudge] = nudges_of(dispute)
    assert words in text_of(nudge)


def test_a_nudge_names_its_owner_and_is_said_once(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, hours=5, minutes=30)
    tick(story)
    tick(story)

    [nudge] = nudges_of(dispute)
    assert "<@UANA>, it is yours." in text_of(nudge)


def test_answered_on_the_platform_the_nudge_says_so(story, dispute):
    due_in(story, dispute.number, hours=5, minutes=30)
    tick(story)

    story.gateway.answer(dispute.issue_id)
    take(story, dispute.issue_id)
    story.settle()

    assert nudges_of(dispute) == []
    assert any("✔ Answered" in text_of(message) for message in dispute.thread())


def test_no_nudge_for_what_was_resolved_before_it_fell_due(story, dispute):
    due_in(story, dispute.number, hours=7)
    tick(story)
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    story.workspace.submit(
        "UANA",
        {
            "resolve_outcome": {"value": "withdrawn"},
            "resolve_refunded": {"value": ""},
            "resolve_prevention": {"value": ""},
        },
    )

    with story.desk.database.read() as session:
        left = session.exec(select(Nudge).where(Nudge.dispute_id == dispute.number)).all()
    assert all(nudge.sent_at or nudge.cancelled_at for nudge in left)


def order_to_ship(story, order_id, **left):
    now = story.desk.now()
    record = OrderRecord.model_validate(
        {
            "store": "nordic",
            "order_id": order_id,
            "status": "WAIT_SELLER_SEND_GOODS",
            "paid_at": now - timedelta(days=3),
            "ship_by": now + timedelta(**left),
            "amount": "20.00",
            "currency": "USD",
            "items": [{"product_id": "1", "name": "Lamp"}],
        }
    )
    with story.desk.database.write() as session:
        intake.take_in_order(session, record, now)
    return record


def reminders(story):
    return [m for m in top_level(story.workspace.messages()) if "📦" in text_of(m)]


def test_orders_that_must_ship_are_one_message_a_store(story):
    order_to_ship(story, "8194000000000001", hours=20)
    order_to_ship(story, "8194000000000002", hours=22)
    tick(story)
    tick(story)

    [reminder] = reminders(story)
    assert "2 orders must ship" in text_of(reminder)
    assert "USD 40.00" in text_of(reminder)


def test_a_shipped_order_leaves_the_reminder(story):
    record = order_to_ship(story, "8194000000000001", hours=20)
    tick(story)

    shipped = record.model_copy(
        update={"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": story.desk.now()}
    )
    with story.desk.database.write() as session:
        intake.take_in_order(session, shipped, story.desk.now())
    story.settle()

    assert reminders(story) == []
    [message] = top_level(story.workspace.messages())
    assert "✔ All orders of this reminder were shipped" in text_of(message)


def test_the_rules_are_the_ones_that_the_docs_promise():
    ladder = rules.read(rules.DEFAULT).of("nordic").ladder(DueKind.RESPOND, None)
    assert [step.before / timedelta(hours=1) for step in ladder.steps] == [72, 24, 6, 1, 0]
    assert rows.STEPS == {Rule.SHIP_BY: (48, 24, 6)}
