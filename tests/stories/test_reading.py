"""Many stores read in turns: side by side, each on its own, within what the platform allows."""

import os
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import pytest
from sqlmodel import select

from jobs import nights, polls
from jobs.pacing import SharedPace, pace_of
from jobs.sources.errors import CallLimit
from jobs.sources.sandbox.disputing import play
from jobs.sources.sandbox.scenes import scenes
from jobs.sources.sandbox.state import Grant, Shop, World
from jobs.sources.sandbox.stores import DEMO_STORES
from jobs.visiting import doors, order_reading
from models import intake
from models.disputes import Dispute
from models.reading import pacing, rounds, sources
from models.reading.rounds import Round
from models.reading.sources import Door
from tests.builders import a_dispute_record, an_order_record
from tests.support.gateway import Gateway
from tests.support.reading import text_of

DIED = 9
STRANGE = "wait_for_insurance_review"
STANDS = {"wait_for_seller_response": 30, STRANGE: None, "wait_for_AE_feedback": None}


@pytest.fixture
def gateway():
    """A world of three disputes a store: a round of reading is over soon."""
    epoch = datetime.now(UTC).replace(microsecond=0)
    world, ends = World(epoch=epoch), epoch + timedelta(days=300)
    told = next(scene for scene in scenes() if not scene.handled and not scene.old)
    for store in DEMO_STORES:
        shop = world.shops[store.name] = Shop(name=store.name)
        world.access[store.access_token] = Grant(store=store.name, until=ends)
        for stands, due in STANDS.items():
            play(shop, store, told.model_copy(update={"stands": stands, "due": due}), epoch)
    with Gateway(world=world) as gateway:
        yield gateway


def all_of(story, table):
    with story.desk.database.read() as session:
        return list(session.exec(select(table)))


def calls(story):
    return sum(story.gateway.control("calls")["calls"].values())


def due_again(story):
    with story.desk.database.write() as session:
        for one in session.exec(select(Round)):
            one.due_at = story.desk.now()


@pytest.fixture
def read(story):
    """All three stores are read once; what follows is about the next rounds."""
    polls.poll()
    due_again(story)
    calls(story)
    return story


def test_one_round_reads_every_store_and_the_next_is_not_due(story):
    polls.poll()

    read = {(source.store, source.door) for source in all_of(story, sources.Source)}
    assert read == {(store, door) for store in ("nordic", "solar", "toys") for door in Door}
    calls(story)
    polls.poll()
    assert calls(story) == 0


def test_a_quiet_round_asks_for_the_lists_and_for_nothing_else(read):
    polls.poll()
    counted = read.gateway.control("calls")["calls"]
    assert sum(counted.values()) == 3 * 5
    assert "aliexpress.issue.detail.get" not in counted


def a_reader_dies_at(story, door):
    """In a process of its own, as workers do; then its hold runs out."""
    reader = get_context("fork").Process(target=_dies_at, args=(door,))
    reader.start()
    reader.join(30)
    assert reader.exitcode == DIED
    with story.desk.database.write() as session:
        for one in session.exec(select(Round)):
            one.busy_until = story.desk.now()
    calls(story)


def _dies_at(door):
    doors.DOORS[door] = lambda _visit: os._exit(DIED)
    polls.poll()


@pytest.fixture
def one_store(read):
    """The others are read another time."""
    with read.desk.database.write() as session:
        for one in session.exec(select(Round)):
            if one.store != "nordic":
                one.due_at = read.desk.now() + timedelta(hours=1)
    return read


def asked(story):
    """The lists that were asked for, how often."""
    called = story.gateway.control("calls")["calls"]
    orders = sum(count for name, count in called.items() if "order" in name)
    return orders, called.get("aliexpress.issue.issuelist.get", 0)


def test_a_door_at_which_readers_die_does_not_keep_the_others_shut(one_store):
    a_reader_dies_at(one_store, Door.ORDERS)
    due_at = one_store.desk.now()

    a_reader_dies_at(one_store, Door.ORDERS)

    read_since = {
        source.door
        for source in all_of(one_store, sources.Source)
        if source.store == "nordic" and source.read_at > due_at
    }
    assert read_since == {Door.DISPUTES, Door.PARCELS}


def test_a_round_goes_on_where_its_reader_died(one_store):
    a_reader_dies_at(one_store, Door.DISPUTES)

    polls.poll()

    assert asked(one_store) == (0, 3)
    due_again(one_store)
    polls.poll()
    assert asked(one_store) == (3 * 2, 3 * 3)  # The next round knocks at all doors.


def test_what_a_dead_reader_read_long_ago_is_read_again(one_store):
    a_reader_dies_at(one_store, Door.DISPUTES)
    with one_store.desk.database.write() as session:
        for source in session.exec(select(sources.Source)):
            source.read_at -= polls.STILL_NEW

    polls.poll()

    assert asked(one_store) == (2, 3)


def test_what_was_read_between_two_rounds_counts_for_none(one_store):
    """Its reader may die as well, and the round would go on where nobody began it."""
    with one_store.desk.database.write() as session:
        session.get_one(Round, "nordic").due_at += timedelta(hours=1)

    polls.read_now("nordic")

    nordic = [one for one in all_of(one_store, sources.Source) if one.store == "nordic"]
    assert {one.round_at for one in nordic} == {None}


def test_a_readers_calls_say_that_it_lives(one_store, monkeypatch):
    def slow(visit):
        with visit.desk.database.write() as session:
            session.get_one(Round, "nordic").busy_until = visit.desk.now()  # It took so long.
        order_reading.orders(visit)
        held.extend(all_of(one_store, Round))
        return 0

    held = []
    monkeypatch.setitem(doors.DOORS, Door.ORDERS, slow)

    polls.poll()

    [until] = [one.busy_until for one in held if one.store == "nordic"]
    assert until > one_store.desk.now() + rounds.BUSY / 2


def test_while_the_platform_wants_no_calls_nobody_calls(read):
    with read.desk.database.write() as session:
        pacing.ban(session, pace_of(read.desk.settings), 300)

    polls.poll()

    assert calls(read) == 0
    assert not [one for one in all_of(read, sources.Source) if one.failing_since]


def test_a_ban_that_one_reader_hears_of_holds_for_all(read):
    read.gateway.fault("ApiCallLimit", count=1, seconds=90)

    polls.poll()

    assert calls(read) < 3 * 5  # Some were on their way; a whole round has as many.
    with pytest.raises(CallLimit, match="asks us to wait"):
        SharedPace(read.desk).before()


def test_a_short_ban_is_waited_for(story):
    waited = []
    with story.desk.database.write() as session:
        pacing.ban(session, pace_of(story.desk.settings), 5)

    SharedPace(story.desk, pause=waited.append).before()

    assert 4 < waited[0] <= 5


def test_at_night_every_open_detail_is_read_again_once(read):
    polls.poll()
    calls(read)
    with read.desk.database.write() as session:
        for one in session.exec(select(Round)):
            one.reconciled_at = read.desk.now() - timedelta(days=2)
    nights.begin()
    due_again(read)

    polls.poll()

    details = read.gateway.control("calls")["calls"]["aliexpress.issue.detail.get"]
    still_open = [one for one in all_of(read, Dispute) if one.is_open]
    assert details >= len(still_open)
    assert not [one for one in all_of(read, Round) if one.anew_from]
    due_again(read)
    polls.poll()
    assert "aliexpress.issue.detail.get" not in read.gateway.control("calls")["calls"]


def test_what_nobody_knows_stands_in_a_list_for_the_lead(story):
    polls.poll()

    [said] = story.workspace.command("ULEA", "/dispute list unmapped")["ephemeral"]

    assert "in a state that the desk does not know" in text_of(said)
    strange = [one for one in all_of(story, Dispute) if one.raw_status == STRANGE]
    assert len(strange) == 3
    assert all(f"#{one.id}" in text_of(said) for one in strange)


def details(story):
    return story.gateway.control("calls")["calls"].get("aliexpress.issue.detail.get", 0)


def test_what_only_a_partner_knows_is_asked_for_once_an_hour_and_no_fault(read, type_in):
    parcel = an_order_record(tracking_number="LP1", carrier=None)
    with read.desk.database.write() as session:
        intake.take_in_dispute(session, a_dispute_record(issue_id="P-1"), read.desk.now())
        intake.take_in_order(session, parcel, read.desk.now())

    code, _, complained = type_in("sync", "--store", "nordic")

    assert (code, details(read), "Traceback" in complained) == (0, 1, False)
    assert "dispute_in_no_list" in complained
    assert "parcel_without_carrier" in complained
    type_in("sync", "--store", "nordic")
    assert details(read) == 0


def test_a_round_is_held_by_one_reader(story):
    with story.desk.database.write() as session:
        rounds.hold(session, "nordic", story.desk.now())

    polls.poll()

    read = {source.store for source in all_of(story, sources.Source) if source.read_at}
    assert read == {"solar", "toys"}


def test_the_next_reading_begins_where_this_one_began(story, monkeypatch):
    """What changes at the platform while we read it is the next reading's."""
    visits = []
    monkeypatch.setitem(doors.DOORS, Door.ORDERS, lambda visit: visits.append(visit) or 0)

    story.poll()
    story.poll()

    assert visits[1].last == visits[0].started
    assert visits[1].since < visits[0].started
