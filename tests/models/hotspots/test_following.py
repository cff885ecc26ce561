"""After a fix: as many days before and since, counted alike, until it is clear."""

from datetime import date

import pytest

from models import stores
from models.hotspots import following, keeping, moves
from models.hotspots.counting import Tally
from models.hotspots.spots import Found, HotSpot, Kind, Subject
from models.members import Role
from models.messages import Kind as MessageKind
from models.rules.leading import HotSpots
from tests.builders import DAY, NOON, STORE, an_actor

POLICY = HotSpots()
SINCE = (NOON - 60 * DAY).isoformat()
TWELFTH = date(2026, 11, 12)  # Twelve and a half days before noon.
LAMP = Found(Kind.RATE, Subject.PRODUCT, "lamp", "Desk lamp", {"since": SINCE})
WAY = Found(Kind.PROMISE, Subject.LANE, "Yanwen BR", "Yanwen BR", {"since": SINCE})


@pytest.fixture
def fixed(shop):
    """Told of, and fixed on the twelfth, twelve and a half days ago."""

    def fixed(found=LAMP):
        with shop.ground.database.write() as session:
            store = stores.get(session, STORE)
            [spot] = keeping.keep(session, store, [found], NOON - 13 * DAY, "CLEADS")
            moves.fix(session, an_actor(Role.LEAD, "ULEA"), spot, TWELFTH, NOON)
        return shop

    return fixed


def follow(shop, now=NOON, counted=None):
    with shop.ground.database.read() as session:
        counted = counted or following.count(session, STORE, POLICY, now)
    with shop.ground.database.write() as session:
        following.note(session, counted, now)
    [spot] = shop.ground.all(HotSpot)
    return spot


def told(spot):
    after = spot.after
    return (
        Tally(after["orders_before"], after["disputed_before"]),
        Tally(after["orders"], after["disputed"]),
    )


@pytest.mark.parametrize("found", [LAMP, WAY], ids=["product", "lane"])
def test_as_many_days_before_as_since_and_each_as_it_stood_then(fixed, found):
    shop = fixed(found)
    shop.sells(30, ago=26, disputed=9, product="lamp")  # Too long ago.
    shop.sells(20, ago=20, disputed=6, product="lamp")
    [late, *_] = shop.sells(5, ago=15, product="lamp")
    shop.ground.add(shop.a_dispute(late, 15, "lamp", after=4))  # After the fix.
    shop.sells(8, ago=6, disputed=1, product="lamp")

    spot = follow(shop)

    assert told(spot) == (Tally(25, 6), Tally(8, 1))
    assert (spot.after["verdict"], spot.ended_at) == (None, None)


def test_a_clear_verdict_is_said_once_and_ends_it(fixed):
    shop = fixed()
    shop.sells(40, ago=20, disputed=20, product="lamp")
    shop.sells(40, ago=6, disputed=1, product="lamp")

    spot = follow(shop)
    follow(shop, NOON + DAY)

    assert (spot.after["verdict"], spot.ended_at) == ("better", NOON)
    [message, line] = shop.ground.messages(MessageKind.HOT_SPOT)
    assert (line.parent_id, line.channel) == (message.id, "CLEADS")
    assert line.wanted == 1


def test_what_never_gets_clear_ends_too(fixed):
    shop = fixed()
    end = NOON + POLICY.follow
    assert follow(shop, end - 14 * DAY).ended_at is None

    spot = follow(shop, end)

    assert (spot.after["verdict"], spot.ended_at) == ("unclear", end)


def test_whoever_mends_the_day_meanwhile_is_not_overruled(fixed):
    shop = fixed()
    shop.sells(40, ago=20, disputed=20, product="lamp")
    shop.sells(40, ago=6, disputed=1, product="lamp")
    with shop.ground.database.read() as session:
        counted = following.count(session, STORE, POLICY, NOON)
    with shop.ground.database.write() as session:
        spot = session.get_one(HotSpot, counted[0][0].id)
        moves.fix(session, an_actor(Role.LEAD), spot, date(2026, 11, 22), NOON)

    spot = follow(shop, counted=counted)

    assert (spot.after, spot.ended_at) == ({}, None)


def test_what_looks_the_same_is_not_drawn_again(fixed):
    shop = fixed()
    shop.sells(8, ago=6, disputed=1, product="lamp")
    follow(shop)
    [before] = shop.ground.messages(MessageKind.HOT_SPOT)
    follow(shop)

    [after] = shop.ground.messages(MessageKind.HOT_SPOT)
    assert after.wanted == before.wanted
