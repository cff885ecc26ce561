"""Who holds what, and in which order: so nobody waits for somebody who waits for them."""

import time
from threading import Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlmodel import col, update

from models import attempts, disputes, duplicates, facts, messages, moves, outbox
from models.database import clock
from models.disputes import Dispute
from models.guarding import guarded
from models.messages import Kind
from models.nudging import holding
from models.nudging.nudges import Nudge
from models.tagging import Cause
from tests.builders import (
    HOUR,
    NOON,
    STORE,
    a_dispute_record,
    an_actor,
    an_order_news,
    an_order_record,
)

pytestmark = pytest.mark.parametrize("ground", ["postgresql"], indirect=True)

MAIN, DUPLICATE = "8000000000000001", "8000000000000002"


@pytest.fixture
def merged(ground):
    """The numbers of a dispute that stands for another, and of that other."""
    for issue_id in (MAIN, DUPLICATE):
        ground.take_in(a_dispute_record(issue_id=issue_id))
    with ground.database.write() as session:
        main, other = (disputes.find(session, STORE, one) for one in (MAIN, DUPLICATE))
        duplicates.merge(session, an_actor(), other, main, NOON)
        return main.id, other.id


def is_moved(session, number):
    return guarded(session, session.get_one(Dispute, number), snoozed_by="UANA")


def test_a_round_takes_nothing_of_a_duplicate_whose_main_is_just_moved(ground, merged):
    main, duplicate = merged

    with ground.database.write() as mover, ground.database.write() as round_:
        assert is_moved(mover, main)

        assert holding.free(round_, {duplicate}) == set()
        assert is_moved(mover, duplicate)


def test_a_round_leaves_what_stands_for_a_dispute_that_is_just_moved(ground, merged):
    main, duplicate = merged

    with ground.database.write() as mover, ground.database.write() as round_:
        assert is_moved(mover, duplicate)

        assert holding.free(round_, {main}) == set()

    with ground.database.write() as round_:
        assert holding.free(round_, {main, duplicate}) == {main, duplicate}


def test_a_change_of_an_order_has_no_reminder_before_it_has_the_orders_disputes(ground):
    ground.take_in(an_order_record())
    ground.take_in(a_dispute_record())
    news = an_order_news(modified_at=NOON + HOUR, ship_by=NOON + 60 * HOUR)

    with ground.database.write() as round_:
        assert holding.free(round_, {ground.dispute().id})
        change = Thread(target=ground.take_in, args=[news])
        change.start()
        change.join(1)
        of_orders = update(Nudge).where(col(Nudge.order_key).is_not(None))
        assert round_.exec(of_orders.values(why="somebody was here")).rowcount
    change.join()

    assert ground.order().ship_by == NOON + 60 * HOUR


def test_what_a_correction_teaches_undoes_no_correction_of_somebody_else(ground):
    """Two people go through disputes that say the same, at the same moment."""
    for issue_id in ("1", "2", "3"):
        ground.take_in(a_dispute_record(issue_id=issue_id, text="The zorble came without its lid."))
    for issue_id in ("1", "2"):
        ground.move(moves.correct_cause, an_actor(), Cause.P6, issue_id=issue_id)

    with ground.database.write() as other:
        third = disputes.find(other, STORE, "3")
        moves.correct_cause(other, an_actor(user_id="UBEN"), third, Cause.B1, NOON)
        teaching = Thread(target=pass_on, args=[ground])
        teaching.start()
        teaching.join(1)
    teaching.join()

    third = ground.dispute("3")
    assert (third.cause, third.cause_by) == (Cause.B1, "UBEN")


def pass_on(ground):
    with ground.database.write() as session:
        facts.retag_alike(session, disputes.find(session, STORE, "1"))


def test_a_sender_waits_for_no_message_that_is_just_changed_but_takes_the_next(ground):
    with ground.database.write() as session:
        first, second = (
            messages.want(session, Kind.CARD, name, "CNORDIC").id for name in ("1", "2")
        )

    with ground.database.write() as change, ground.database.write() as sender:
        messages.bump_one(change, first)
        sender.execute(sa.text("SET LOCAL lock_timeout = '2s'"))

        due = outbox.next_due(sender, "CNORDIC", clock(sender), new=True)
        attempts.claim(sender, due, clock(sender))

        assert due.id == second


def test_who_stood_still_in_a_transaction_has_lost_the_database(ground):
    def stands_still():
        with ground.database.write() as session:
            session.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = 100"))
            time.sleep(0.5)
            session.execute(sa.select(1))

    with pytest.raises(OperationalError):
        stands_still()

    with ground.database.read() as session:
        assert session.execute(sa.select(1)).scalar_one() == 1
