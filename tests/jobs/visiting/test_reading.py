"""Reading one store: one thing that goes wrong is read again, and hides nothing else."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlmodel import select

from jobs.sources.errors import Refused, Unavailable, Unreadable
from jobs.sources.orders import ListedOrder
from jobs.sources.rows import ListedDispute
from jobs.visiting import order_reading, parcel_reading, reading
from jobs.visiting.visit import Visit
from models import orders
from models.database import Database
from models.disputes import Dispute
from models.orders import Order
from models.records import ParcelEventRecord, Status
from models.stores import Store
from tests.builders import DAY, NOON, STORE, a_dispute_record, a_store, an_order_news

SENT = {"status": "WAIT_BUYER_ACCEPT_GOODS", "modified_at": NOON - DAY}


class Shop:
    """A source in which single details go wrong: `ill` has the error by id."""

    def __init__(self, *ids):
        self.ids, self.ill, self.number = ids, {}, "LP001"

    def _well(self, entry):
        if error := self.ill.get(entry):
            raise error

    def orders(self, _start, _end):
        rows = (an_order_news(order_id=entry, **SENT) for entry in self.ids)
        return (ListedOrder.model_validate(row, from_attributes=True) for row in rows)

    def order(self, order_id):
        self._well(order_id)
        number = f"{self.number}{order_id}"
        return an_order_news(order_id=order_id, tracking_number=number, **SENT)

    def tracking(self, order_id, *_):
        self._well(order_id)
        return (ParcelEventRecord(at=NOON, code="PU_PICKUP_SUCCESS", text="Picked up"),)

    def disputes(self, status):
        rows = [ListedDispute(issue_id=e, order_id="1", status=status) for e in self.ids]
        return iter(rows if status is Status.PROCESSING else [])

    def dispute(self, listed):
        self._well(listed.issue_id)
        return a_dispute_record(issue_id=listed.issue_id)


@pytest.fixture
def desk(database_url):
    database = Database(database_url)
    with database.write() as session:
        a_store(session)
    yield SimpleNamespace(database=database, now=lambda: NOON)
    database.close()


def read(desk, shop, door=order_reading.orders):
    store = Store(name=STORE, channel="CNORDIC", added_at=NOON)
    return door(Visit(desk, store, shop, started=desk.now()))


def known(desk, order_id):
    with desk.database.read() as session:
        return orders.find(session, STORE, order_id)


def test_after_a_lost_answer_the_order_is_read_again_with_its_detail(desk):
    shop = Shop("1")
    shop.ill["1"] = Unavailable("It broke off.")
    with pytest.raises(Unavailable):
        read(desk, shop)

    shop.ill.clear()
    read(desk, shop)

    assert known(desk, "1").tracking_number == "LP0011"


def test_the_detail_of_an_order_that_did_not_change_is_not_asked_for(desk):
    shop = Shop("1")
    assert read(desk, shop) == 1

    shop.ill["1"] = AssertionError("asked again")

    assert read(desk, shop) == 0


def test_an_order_whose_detail_makes_no_sense_gets_it_later(desk):
    shop = Shop("1", "2")
    shop.ill["1"] = Unreadable("1", "it is torn")
    read(desk, shop)
    assert (known(desk, "1").tracking_number, known(desk, "2").tracking_number) == (None, "LP0012")

    shop.ill.clear()
    read(desk, shop, parcel_reading.parcels)

    assert known(desk, "1").tracking_number == "LP0011"


@pytest.mark.parametrize("error", [Refused("No."), Unreadable("1", "it is torn")], ids=repr)
def test_a_dispute_that_is_refused_hides_no_other(desk, error):
    shop = Shop("1", "2")
    shop.ill["1"] = error

    read(desk, shop, reading.disputes)

    with desk.database.read() as session:
        assert [dispute.issue_id for dispute in session.exec(select(Dispute))] == ["2"]


def test_a_parcel_whose_reader_dies_over_it_is_read_again_soon(desk):
    shop = Shop("1")
    read(desk, shop)
    shop.ill["1"] = SystemExit("killed")

    with pytest.raises(SystemExit):
        read(desk, shop, parcel_reading.parcels)

    with desk.database.read() as session:
        [tracked] = session.exec(select(Order.track_at))
    assert NOON < tracked <= NOON + timedelta(minutes=5)


@pytest.mark.parametrize("error", [Refused("No."), Unreadable("1", "it is torn")], ids=repr)
def test_a_parcel_that_is_refused_leaves_the_head_of_the_line(desk, error):
    shop = Shop("1", "2")
    read(desk, shop)
    shop.ill["1"] = error

    assert read(desk, shop, parcel_reading.parcels) == 1

    with desk.database.read() as session:
        tracked = list(session.exec(select(Order.track_at)))
    assert min(tracked) >= NOON + timedelta(hours=4)
