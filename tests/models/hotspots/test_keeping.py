"""What is found is kept and told once, whoever looks how often; and found again after its end."""

from datetime import date

import pytest

from models import stores
from models.errors import NotAllowed, Refused
from models.hotspots import keeping, moves
from models.hotspots.spots import Found, HotSpot, Kind, Standing, Subject
from models.members import EVERY_STORE, Member, Role
from models.messages import Kind as MessageKind
from models.products import Product
from models.rules.leading import HotSpots
from tests.builders import DAY, NOON, STORE, an_actor
from tests.support.ground import at_once

POLICY = HotSpots()
LEAD = an_actor(Role.LEAD, "ULEA")
LAMP = Found(
    Kind.RATE,
    Subject.PRODUCT,
    "lamp",
    "Desk lamp",
    {"since": (NOON - 60 * DAY).isoformat(), "orders": 40, "disputed": 12},
)
LANE = Found(Kind.PROMISE, Subject.LANE, "Yanwen BR", "Yanwen BR", {})


def keep(ground, *found, now=NOON, leads="CLEADS"):
    with ground.database.write() as session:
        return keeping.keep(session, stores.get(session, STORE), found, now, leads)


def let_go(ground, now):
    with ground.database.write() as session:
        keeping.let_go(session, STORE, POLICY, now)


def move(ground, what, actor, *about, now=NOON):
    with ground.database.write() as session:
        what(session, actor, session.get_one(HotSpot, ground.all(HotSpot)[-1].id), *about, now)


def places(ground):
    return [message.channel for message in ground.messages(MessageKind.HOT_SPOT)]


def test_found_again_it_is_neither_kept_nor_told_again(ground):
    [spot] = keep(ground, LAMP)
    assert keep(ground, LAMP, now=NOON + DAY) == []

    [same] = ground.all(HotSpot)
    assert (same.found_at, same.seen_at) == (NOON, NOON + DAY)
    [message] = ground.messages(MessageKind.HOT_SPOT)
    assert (message.key, message.wanted) == (f"hot_spot:{spot.id}", 1)


def test_two_workers_that_find_it_at_once_tell_it_once(ground):
    ends = at_once(*[lambda: keep(ground, LAMP, LANE)] * 4)

    assert sorted(map(len, ends)) == [0, 0, 0, 2]
    assert len(ground.all(HotSpot)) == len(places(ground)) == 2


def test_a_worker_that_dies_before_the_end_leaves_nothing(ground):
    with ground.undone() as session:
        keeping.keep(session, stores.get(session, STORE), [LAMP], NOON, "CLEADS")

    assert ground.all(HotSpot) == places(ground) == []
    assert len(keep(ground, LAMP)) == 1


def test_it_is_of_whatever_kind(quick_ground):
    drop = Found(Kind.DROP, Subject.PRODUCT, "lamp", "Desk lamp", {})

    assert len(keep(quick_ground, LAMP, LANE, drop)) == 3


def test_a_name_that_cannot_be_kept_is_left_out(quick_ground):
    long = Found(Kind.RATE, Subject.CARRIER, "x" * 201, "x" * 201, {})

    assert keep(quick_ground, long) == []


@pytest.mark.parametrize(
    ("own", "leads", "place"),
    [("COWN", "CLEADS", "COWN"), (None, "CLEADS", "CLEADS"), (None, None, "CNORDIC")],
)
def test_without_an_owner_the_leads_are_told(quick_ground, own, leads, place):
    with quick_ground.database.write() as session:
        stores.get(session, STORE).leads_channel = own
    keep(quick_ground, LAMP, leads=leads)

    assert places(quick_ground) == [place]


def test_the_owner_of_a_product_is_told_of_it_and_of_its_variants(quick_ground):
    quick_ground.add(
        Product(store=STORE, product_id="lamp", owner_id="UBEN", told_at=NOON),
        Member(user_id="UBEN", store=EVERY_STORE, role=Role.VIEWER, added_at=NOON),
    )
    red = Found(Kind.RATE, Subject.VARIANT, "lamp red", "Desk lamp red", {})
    keep(quick_ground, LAMP, red, LANE)

    assert places(quick_ground) == ["UBEN", "UBEN", "CLEADS"]


def test_dismissed_it_is_silent_for_a_while_and_then_news(ground):
    keep(ground, LAMP)
    move(ground, moves.dismiss, LEAD)
    silence = POLICY.silence
    for later in (DAY, silence - DAY):
        let_go(ground, NOON + later)
        assert keep(ground, LAMP, now=NOON + later) == []

    let_go(ground, NOON + silence)
    assert len(keep(ground, LAMP, now=NOON + silence)) == 1


def test_what_is_found_no_more_is_over_by_itself(ground):
    [spot] = keep(ground, LAMP)
    let_go(ground, NOON + POLICY.window - DAY)
    assert ground.all(HotSpot)[0].ended_at is None

    over = NOON + POLICY.window
    let_go(ground, over)

    assert ground.all(HotSpot)[0].ended_at == over
    [message] = ground.messages(MessageKind.HOT_SPOT)
    assert message.wanted == 2  # It says so.
    [again] = keep(ground, LAMP, now=over + DAY)
    assert again.id != spot.id


def test_orders_of_before_a_fix_are_no_news(ground):
    keep(ground, LAMP)
    move(ground, moves.fix, LEAD, date(2026, 11, 20))
    with ground.database.write() as session:
        session.get_one(HotSpot, ground.all(HotSpot)[0].id).ended_at = NOON + DAY
    fixed = ground.all(HotSpot)[0].fixed_on

    assert keep(ground, LAMP, now=fixed + POLICY.window - DAY) == []
    assert len(keep(ground, LAMP, now=fixed + POLICY.window)) == 1


def test_of_two_who_press_at_once_one_is_told(ground):
    keep(ground, LAMP)
    steps = (
        lambda: move(ground, moves.dismiss, LEAD),
        lambda: move(ground, moves.fix, LEAD, date(2026, 11, 20)),
    )
    ends = at_once(*steps)

    [refused] = [end for end in ends if end is not None]
    assert isinstance(refused, Refused)
    assert ground.all(HotSpot)[0].standing in {Standing.FIXED, Standing.DISMISSED}


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AGENT, None])
def test_only_leads_move_what_is_not_theirs(quick_ground, role):
    keep(quick_ground, LAMP)
    for what in (moves.dismiss, lambda *about: moves.fix(*about[:3], date(2026, 11, 20), about[3])):
        with pytest.raises(NotAllowed):
            move(quick_ground, what, an_actor(role))
