"""What follows from what: one table, and a consumer for each name in it."""

from typing import get_args

from jobs.follow_ups import CONSUMERS
from models import disputes, events, moves
from models.database import clock
from models.events import FOLLOW_UPS, AuditEntry, Event, FollowUp
from tests.builders import HOUR, ISSUE, NOON, STORE, a_dispute_record, an_actor


def test_every_event_says_what_follows_from_it():
    assert FOLLOW_UPS.keys() == {*get_args(events.Anything)} - {Event} | {*Event.__subclasses__()}


def test_whatever_follows_has_its_consumer():
    assert {name for names in FOLLOW_UPS.values() for name in names} == CONSUMERS.keys()


def test_a_move_writes_its_history_and_its_follow_ups(ground):
    ground.take_in(a_dispute_record())
    ground.move(moves.claim, an_actor())

    [opened, claimed] = ground.all(AuditEntry)
    assert (opened.actor, opened.action) == ("platform", "DisputeOpened")
    assert (claimed.actor, claimed.details) == ("UANA", {"assignee": "UANA"})
    assert [(f.event_id, f.subscriber) for f in ground.all(FollowUp)] == [
        (claimed.id, "refresh_homes")
    ]


def test_a_move_that_is_undone_leaves_nothing_behind(ground):
    ground.take_in(a_dispute_record())
    with ground.undone() as session:
        dispute = disputes.find(session, STORE, ISSUE)
        moves.claim(session, an_actor(), dispute, NOON)

    assert (len(ground.all(AuditEntry)), ground.all(FollowUp)) == (1, [])


def test_a_follow_up_waits_until_it_is_done_or_due_again(ground):
    with ground.database.read() as session:
        now = clock(session)
    ground.take_in(a_dispute_record())
    ground.move(moves.claim, an_actor(), now=now + HOUR)  # On a host whose clock runs ahead.
    [row] = ground.all(FollowUp)

    def due(now):
        with ground.database.read() as session:
            return [one.id for one in events.follow_ups_due(session, now)]

    soon = now + HOUR / 60
    assert due(soon) == [row.id]
    with ground.database.write() as session:
        events.put_off(session, row, now + HOUR)
    assert (due(soon), due(now + HOUR)) == ([], [row.id])
    with ground.database.write() as session:
        events.finish(session, row, now + HOUR)
    assert due(now + 2 * HOUR) == []
