"""After the time that is set, buyers' words and who they are go; the figures stay."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import select

from models import messages, moves, retention
from models.acting.actions import Act, ActionState, Evidence, PlatformAction
from models.disputes import Dispute, ProcessEntry, Solution
from models.events import AuditEntry
from models.intake import Verdict, take_in_parcel
from models.messages import Kind
from models.orders import Item, Order, ParcelEvent
from models.records import Outcome
from tests.builders import (
    DAY,
    HOUR,
    ISSUE,
    NOON,
    STORE,
    a_dispute_record,
    an_actor,
    an_order_record,
)

LONG_AGO = NOON - 500 * DAY
SECRETS = ("It never came", "marina1987", "Signed by Marina", "proof.jpg", "LP0012")
SAID = "It never came, says marina1987"
PLAN = {"solution_id": "1", "owner": "buyer", "content": SAID, "amount": "12.50"}
LINE = {"at": LONG_AGO, "action": "initiate", "actor": "buyer", "content": SAID}
SIGNED = {"at": LONG_AGO, "code": "GTMS_SIGNED", "text": "Signed by Marina"}
TALKATIVE = {
    "opened_at": LONG_AGO - 3 * DAY,
    "modified_at": LONG_AGO,
    "text": SAID,
    "solutions": [PLAN],
    "process": [LINE | {"attachments": ["proof.jpg"]}],
    "facts": {"promised_days": 15, "tracking_status": "Signed by Marina"},
}
ENDED = TALKATIVE | {"status": "finish", "outcome": "won", "closed_at": LONG_AGO, "refunded": "0"}
SOLD = {"modified_at": LONG_AGO, "tracking_number": "LP0012", "events": [SIGNED]}


def forget(ground, most=100):
    with ground.database.write() as session:
        return retention.forget(session, 400, NOON, most)


def kept(ground):
    """All that the database holds, as text."""
    with ground.database.read() as session:
        tables = sa.inspect(session.connection()).get_table_names()
        every = [sa.select(sa.text("*")).select_from(sa.table(name)) for name in tables]
        return "\n".join(str(row) for one in every for row in session.execute(one))


@pytest.fixture
def talkative(ground):
    """A dispute that was worked on with many words, and ended long ago."""
    ground.take_in(an_order_record(**SOLD), LONG_AGO)
    ground.take_in(a_dispute_record(**TALKATIVE), LONG_AGO)
    ground.move(moves.claim, an_actor(), now=LONG_AGO)
    ground.move(moves.escalate, an_actor(), SAID, now=LONG_AGO)
    ground.move(moves.settle_reply, an_actor(), SAID, now=LONG_AGO)
    proof = {"name": "proof.jpg", "extension": "jpg", "digest": "1", "size": 1}
    image = Evidence(content=b"It never came", added_by="UANA", added_at=LONG_AGO, **proof)
    sent = {"act": Act.REFUSE, "lane": "answer", "target": "", "state": ActionState.SENT}
    by_ana = {"approved_by": "UANA", "approved_at": LONG_AGO, "try_at": LONG_AGO}
    action = PlatformAction(store=STORE, text=SAID, **sent, **by_ana)
    image.dispute_id = action.dispute_id = ground.dispute().id
    ground.add(image, action)
    ground.take_in(a_dispute_record(**ENDED), LONG_AGO)
    return ground


def test_no_word_of_the_buyers_is_left_anywhere(talkative):
    assert all(secret in kept(talkative) for secret in SECRETS)

    assert forget(talkative) == 1

    assert [secret for secret in SECRETS if secret in kept(talkative)] == []


def test_the_figures_stay(talkative):
    before = talkative.dispute()
    forget(talkative)

    after = talkative.dispute()
    for name in ("cause", "confidence", "amount", "outcome", "refunded", "closed_at", "product_id"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.facts == {"promised_days": 15}
    assert [plan.amount for plan in talkative.all(Solution)] == [Decimal("12.50")]
    assert [line.action for line in talkative.all(ProcessEntry)] == ["initiate"]
    assert [event.code for event in talkative.all(ParcelEvent)] == ["GTMS_SIGNED"]
    assert len(talkative.all(Item)) == 1
    assert "ReplySettled" in [entry.action for entry in talkative.all(AuditEntry)]


def test_what_stands_in_slack_is_drawn_anew(talkative):
    before = {m.id: m.wanted for m in talkative.all(messages.Message)}
    forget(talkative)

    [card] = talkative.cards()
    assert card.wanted == before[card.id] + 1
    [escalation] = talkative.messages(Kind.ESCALATION)
    assert escalation.wanted == before[escalation.id] + 1


@pytest.mark.parametrize(("days_ago", "forgotten"), [(399, 0), (401, 1)])
def test_it_is_the_end_that_counts(ground, days_ago, forgotten):
    ended = NOON - days_ago * DAY
    ground.take_in(a_dispute_record(status="finish", closed_at=ended, modified_at=ended))

    assert forget(ground) == forgotten
    assert (ground.dispute().text is None) is bool(forgotten)


def test_an_open_dispute_keeps_its_words_however_old(ground):
    ground.take_in(an_order_record(**SOLD), LONG_AGO)
    ground.take_in(a_dispute_record(**TALKATIVE), LONG_AGO)

    assert forget(ground) == 0
    assert (ground.dispute().text, ground.order().buyer) == (SAID, "marina1987")


def test_an_order_of_which_nobody_complained_is_forgotten_too(ground):
    ground.take_in(an_order_record(**SOLD), LONG_AGO)
    ground.take_in(an_order_record(order_id="2", modified_at=None), LONG_AGO)
    ground.take_in(an_order_record(order_id="3", modified_at=NOON - 300 * DAY), LONG_AGO)

    assert forget(ground) == 2
    assert [order.buyer for order in ground.all(Order)] == [None, None, "marina1987"]
    assert [event.text for event in ground.all(ParcelEvent)][:1] == [""]


def test_a_parcels_events_may_become_one_when_their_words_go(ground):
    twice = [SIGNED, SIGNED | {"text": "Signed by his neighbour"}]
    ground.take_in(an_order_record(**SOLD | {"events": twice}), LONG_AGO)

    forget(ground)

    assert [(event.code, event.text) for event in ground.all(ParcelEvent)] == [("GTMS_SIGNED", "")]


# It does not come back.


def test_told_again_nothing_comes_back_and_nothing_is_posted(talkative):
    forget(talkative)
    before = [(m.key, m.wanted) for m in talkative.all(messages.Message)]

    again = [
        talkative.take_in(a_dispute_record(**ENDED), NOON + HOUR),
        talkative.take_in(a_dispute_record(**ENDED | {"modified_at": NOON}), NOON + HOUR),
        talkative.take_in(an_order_record(**SOLD), NOON + HOUR),
    ]
    with talkative.database.write() as session:
        assert not take_in_parcel(session, talkative.order(), an_order_record(**SOLD).events)

    assert again == [Verdict.UNCHANGED] * 3
    assert [secret for secret in SECRETS if secret in kept(talkative)] == []
    assert [(m.key, m.wanted) for m in talkative.all(messages.Message)] == before


def test_what_a_person_resolved_is_not_stirred_by_its_own_old_words(ground):
    ground.take_in(a_dispute_record(**TALKATIVE), LONG_AGO)
    ground.move(moves.resolve, an_actor(), Outcome.WON, refunded=Decimal(0), now=LONG_AGO)
    forget(ground)

    assert ground.take_in(a_dispute_record(**TALKATIVE), NOON) is Verdict.UNCHANGED
    assert (ground.dispute().is_open, ground.dispute().text) == (False, None)


def test_what_the_platform_takes_up_again_has_its_words_again(talkative):
    forget(talkative)

    talkative.take_in(a_dispute_record(**TALKATIVE | {"modified_at": NOON}), NOON)

    dispute = talkative.dispute()
    assert (dispute.is_open, dispute.text, dispute.buyer) == (True, SAID, "marina1987")
    assert forget(talkative) == 0


# In slices.


def test_it_goes_on_slice_by_slice_and_ends(ground):
    for n in range(5):
        ground.take_in(a_dispute_record(issue_id=str(n), order_id=str(n), **ENDED), LONG_AGO)
        ground.take_in(an_order_record(order_id=f"alone-{n}", modified_at=LONG_AGO), LONG_AGO)

    assert [forget(ground, 2) for _ in range(7)] == [2, 2, 1, 2, 2, 1, 0]


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (select(Dispute.id).where(Dispute.closed_at < NOON), "ix_disputes_forget"),
        (select(Order.id).where(Order.modified_at < NOON), "ix_orders_forget"),
    ],
    ids=["disputes", "orders"],
)
def test_looking_for_them_costs_what_is_due(lasting_sqlite, asked, index):
    table = Dispute if "disputes" in index else Order
    due = asked.where(table.forgotten_at.is_(None)).compile(lasting_sqlite.engine)
    with lasting_sqlite.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {due}", ("2020",)).all()
    assert index in str(plan)


def test_the_dispute_is_known_by_its_numbers(talkative):
    forget(talkative)

    assert talkative.dispute(ISSUE).order_id == talkative.order().order_id
