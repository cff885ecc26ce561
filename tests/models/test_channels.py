"""One sender a channel at a time, under a fence; the workspace's budgets."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select, update

from models import attempts, channels
from models.channels import EDITS, POSTS, Channel
from models.database import clock
from slackbot.calling import TIMEOUT
from slackbot.client import PAGES
from slackbot.holding import FRESH
from tests.builders import DAY, HOUR, NOON
from tests.support.ground import at_once

SECOND = timedelta(seconds=1)


def lease(ground, channel="CNORDIC"):
    with ground.database.write() as session:
        return channels.lease(session, channel)


def troubles(session):
    return session.exec(select(Channel.trouble).where(Channel.trouble.is_not(None))).all()


def changed(ground, **values):
    with ground.database.write() as session:
        session.exec(update(Channel).values(**values))


def test_the_first_has_the_lease_and_a_second_goes_away(ground):
    assert lease(ground) is not None
    assert lease(ground) is None
    assert lease(ground, "CIBERIA") is not None


def test_of_several_at_once_one_has_the_lease(ground):
    fences = at_once(*(lambda: lease(ground) for _ in range(8)))

    assert sorted(map(str, fences)) == ["1", *["None"] * 7]


def test_given_back_it_is_anothers_under_a_new_fence(ground):
    first = lease(ground)
    with ground.database.write() as session:
        channels.release(session, "CNORDIC", first)

    assert lease(ground) > first


def test_a_holder_that_died_is_followed_and_its_word_no_longer_counts(ground):
    first = lease(ground)
    changed(ground, lease_until=NOON - 900 * DAY)

    second = lease(ground)

    with ground.database.write() as session:
        channels.release(session, "CNORDIC", first)  # Gives back what is no longer its own.
    assert second > first
    assert lease(ground) is None


def test_a_channel_is_nobody_elses_while_one_call_may_last():
    """However old the hold was that needed no renewal."""
    assert timedelta(seconds=FRESH + 3 * TIMEOUT) < channels.LEASE
    assert channels.LEASE == attempts.HELD


def test_what_was_posted_too_late_stays_while_another_turn_may_last():
    """A conversation opened, all pages read, a post, its fallback and its words alone."""
    calls = 1 + PAGES + 3

    assert timedelta(seconds=calls * 2 * TIMEOUT) < attempts.LONGEST_TURN


def test_a_sender_goes_on_until_another_one_has_the_channel(ground):
    first = lease(ground)
    changed(ground, lease_until=NOON - 900 * DAY)

    with ground.database.write() as session:
        assert channels.renew(session, "CNORDIC", first)
    assert lease(ground) is None

    changed(ground, lease_until=NOON - 900 * DAY)
    lease(ground)
    with ground.database.write() as session:
        assert not channels.renew(session, "CNORDIC", first)


def test_a_lease_lasts_by_the_databases_clock(ground):
    lease(ground)

    with ground.database.read() as session:
        until, now = session.get(Channel, "CNORDIC").lease_until, clock(session)
    assert timedelta() < until - now <= channels.LEASE
    assert abs(now - datetime.now(UTC)) < 10 * SECOND


def test_a_channel_that_slack_refuses_rests_and_recovers(ground):
    fence = lease(ground)
    with ground.database.write() as session:
        channels.refused(session, "CNORDIC", clock(session) + HOUR, "is_archived")
        channels.release(session, "CNORDIC", fence)
        assert troubles(session) == ["is_archived"]

    assert lease(ground) is None
    changed(ground, retry_at=NOON - 900 * DAY)
    assert lease(ground) is not None
    with ground.database.write() as session:
        channels.recovered(session, "CNORDIC")
        assert troubles(session) == []


def test_patience_is_no_trouble(ground):
    fence = lease(ground)
    with ground.database.write() as session:
        channels.set_back(session, "CNORDIC", clock(session) + HOUR)
        channels.release(session, "CNORDIC", fence)
        assert troubles(session) == []

    assert lease(ground) is not None  # Its edits may go on.


def test_of_two_waits_the_longer_counts(ground):
    fence = lease(ground)
    spend(ground, NOON)
    with ground.database.write() as session:
        now = clock(session)
        for wait in (HOUR, SECOND):
            channels.set_back(session, "CNORDIC", now + wait)
            channels.drain(session, POSTS, 60, NOON + wait)
        channels.release(session, "CNORDIC", fence)
        assert session.get(Channel, "CNORDIC").next_post_at == now + HOUR
        assert channels.pause(session, POSTS, 60, NOON) > HOUR


# Budgets.


def spend(ground, now, budget=POSTS, per_minute=60):
    with ground.database.write() as session:
        return channels.take(session, budget, per_minute, now)


def test_a_few_go_at_once_and_then_it_trickles(ground):
    assert [spend(ground, NOON, per_minute=120) for _ in range(3)] == [timedelta()] * 3

    pause = spend(ground, NOON, per_minute=120)
    assert pause == timedelta(minutes=1) / (120 * channels.STEADY)
    assert spend(ground, NOON + pause, per_minute=120) == timedelta()
    assert spend(ground, NOON + pause, per_minute=120) == pause


def test_each_budget_is_its_own(ground):
    while spend(ground, NOON) == timedelta():
        pass

    assert spend(ground, NOON, EDITS) == timedelta()


def test_a_budget_that_rested_is_whole_again_and_no_more(ground):
    for later in (timedelta(), DAY):
        spent = [spend(ground, NOON + later, per_minute=120) for _ in range(7)]
        assert spent.count(timedelta()) == 3


def test_several_at_once_spend_no_more_than_there_is(ground):
    spend(ground, NOON - DAY, per_minute=240)

    pauses = at_once(*(lambda: spend(ground, NOON, per_minute=240) for _ in range(12)))

    assert pauses.count(timedelta()) == 6


@pytest.mark.parametrize("per_minute", [1, 7, 50, 240])
def test_a_budget_that_slack_calls_spent_is_not_touched_before(ground, per_minute):
    spend(ground, NOON, per_minute=per_minute)
    until = NOON + 30 * SECOND
    with ground.database.write() as session:
        channels.drain(session, POSTS, per_minute, until)

    assert spend(ground, until - SECOND, per_minute=per_minute) > timedelta()
    pause = spend(ground, until, per_minute=per_minute)
    assert spend(ground, until + pause, per_minute=per_minute) == timedelta()
