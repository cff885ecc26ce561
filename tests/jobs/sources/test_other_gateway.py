"""A gateway written by somebody else from the documentation alone works as well."""

from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace

import httpx
import pytest

from jobs.sources.account import Account, Dialect
from jobs.sources.aliexpress import AliExpress
from jobs.sources.calling import App, Caller, Patience
from jobs.sources.errors import Refused, TokenRejected, Unavailable
from jobs.sources.times import wall_time
from jobs.visiting import order_reading, parcel_reading, reading
from jobs.visiting.visit import Visit
from models import disputes, intake, orders
from models.database import Database
from models.records import DisputeRecord, DueKind, OrderRecord, Outcome, Turn
from models.stores import Store
from tests.builders import STORE, a_store
from tests.support.other_gateway import KEY, SECRET, TOKEN, OtherGateway

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FAMILIES = ("trade", "solution", "solution-flat")
DIALECTS = list(product(("session", "access_token"), (True, False), FAMILIES))


def ago(**span):
    return wall_time(NOW - timedelta(**span))


def an_issue(number, status="processing", days=1, **detail):
    row = {
        "issue_id": 6346000000000000 + number,
        "order_id": 8194000000011470,
        "parent_order_id": str(8194000000001470),
        "buyer_login_id": "mx1700000000abcd",
        "issue_status": status,
        "gmt_create": ago(days=days),
        "gmt_modified": ago(days=days),
    }
    plain = {"id": -number, "issue_status": status, "gmt_create": ago(days=days)}
    return {"row": row, "detail": plain | detail}


def an_order(number, status="WAIT_BUYER_ACCEPT_GOODS"):
    row = {
        "order_id": str(8194000000001470 + number),
        "order_status": status,
        "gmt_create": ago(days=9),
        "gmt_update": ago(days=2),
        "gmt_send_goods_time": ago(days=8),
        "product_list": {
            "aeop_order_product_dto": {"product_id": "1005", "freight_commit_day": "27"}
        },
    }
    parcel = {"logistics_no": f"LP{number}", "logistics_type_code": "EMS", "gmt_send": ago(days=8)}
    detail = {
        "order_status": status,
        "over_time_left": ago(days=-40),
        "gmt_modified": ago(days=2),
        "receipt_address": {"country": "BR"},
        "logistic_info_list": {"aeop_tp_logistics_info_dto": parcel},
    }
    return row["order_id"], {"row": row, "detail": detail}


@pytest.fixture
def desk(sqlite_url):
    database = Database(sqlite_url)
    with database.write() as session:
        a_store(session)
    yield SimpleNamespace(database=database, now=lambda: NOW)
    database.close()


def source(other, dialect):
    http = httpx.Client(transport=httpx.MockTransport(other), base_url="https://other.invalid")
    caller = Caller(http, App(KEY, SECRET), lambda: NOW, Patience(tries=1))
    return AliExpress(caller, Account(STORE, TOKEN, dialect))


def read(desk, other, dialect=Dialect()):  # noqa: B008 - Frozen.
    store = Store(name=STORE, channel="C1", added_at=NOW)
    visit = Visit(desk, store, source(other, dialect), started=NOW)
    for door in (order_reading.orders, reading.disputes, parcel_reading.parcels):
        door(visit)


def known(desk, number):
    with desk.database.read() as session:
        return disputes.find(session, STORE, str(6346000000000000 + number))


@pytest.mark.parametrize("dialect", DIALECTS, ids=str)
def test_in_every_dialect_a_store_is_read_as_it_is(desk, dialect):
    other = OtherGateway(dialect[0], dialect[2])
    waiting = {"reverse_detail_status": "wait_for_seller_response"}
    other.issues = [an_issue(number, **waiting) for number in range(13)]
    other.orders = dict(an_order(number) for number in range(13))
    arrived = int((NOW - DAY).timestamp() * 1000)
    other.trails[("8194000000001471", "LP1")] = [
        {"event_desc": "Delivered", "event_date": arrived, "action_code": "GTMS_SIGNED"}
    ]

    read(desk, other, Dialect(*dialect))

    assert all(known(desk, number).turn is Turn.OURS for number in range(13))
    with desk.database.read() as session:
        order = orders.find(session, STORE, "8194000000001471")
        [event] = orders.parcel_of(session, order)
    assert (order.tracking_number, order.carrier, order.buyer_country) == ("LP1", "EMS", "BR")
    assert (event.at, event.code) == (NOW - DAY, "GTMS_SIGNED")


def test_a_detail_of_hardly_anything_is_a_dispute(desk):
    """Neither reason nor timer nor plan: five days from the opening, and marked so."""
    other = OtherGateway()
    other.issues = [an_issue(1)]

    read(desk, other)

    dispute = known(desk, 1)
    assert (dispute.turn, dispute.due_kind, dispute.due_estimated) == (
        Turn.OURS,
        DueKind.RESPOND,
        True,
    )
    assert dispute.due_at == NOW + 4 * DAY


def test_a_dispute_without_a_detail_has_a_card_that_says_so(desk):
    other = OtherGateway()
    other.issues = [an_issue(1) | {"detail": {}}]

    read(desk, other)

    assert (known(desk, 1).turn, known(desk, 1).raw_status) == (Turn.UNMAPPED, "processing")


def test_what_a_partner_told_first_is_read_in_full_all_the_same(desk):
    """However fresh it was: nobody has asked the platform yet."""
    other = OtherGateway()
    other.issues = [an_issue(1, reverse_detail_status="wait_for_seller_response")]
    row = other.issues[0]["row"]
    told = {"issue_id": row["issue_id"], "order_id": row["parent_order_id"], "opened_at": NOW - DAY}
    with desk.database.write() as session:
        record = DisputeRecord(store=STORE, modified_at=NOW, **told)
        intake.take_in_dispute(session, record, NOW)

    read(desk, other)

    assert known(desk, 1).raw_status == "wait_for_seller_response"


def test_an_order_of_a_partners_is_read_in_full_all_the_same(desk):
    other = OtherGateway()
    other.orders = dict([an_order(1)])
    told = {"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": NOW - 8 * DAY}
    with desk.database.write() as session:
        record = OrderRecord(store=STORE, order_id="8194000000001471", modified_at=NOW, **told)
        intake.take_in_order(session, record, NOW)

    read(desk, other)

    with desk.database.read() as session:
        order = orders.find(session, STORE, "8194000000001471")
    assert (order.tracking_number, order.protection_ends_at) == ("LP1", NOW + 40 * DAY)


def test_what_was_processing_and_is_over_is_closed_by_what_the_plan_says(desk):
    other = OtherGateway()
    other.issues = [an_issue(1)]
    read(desk, other)

    plan = {"id": 7, "status": "reached", "reached_type": "seller_reponse_timeout"}
    plan |= {"refund_money": "9.50", "refund_money_currency": "EUR", "gmt_modified": ago(hours=2)}
    over = an_issue(1, "finish", buyer_solution_list={"solution_api_dto": plan})
    other.issues = [over]
    read(desk, other)

    assert known(desk, 1).turn is Turn.CLOSED
    assert known(desk, 1).outcome is Outcome.LOST_BY_SILENCE


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"result": {"success": "false", "error_message": "account not found"}}, Refused),
        ({"result": {"success": False, "error_code": "F00-10-10000-001"}}, Refused),
        ({"result_object": "false"}, Refused),
        ({"msg_code": "none"}, Unavailable),
    ],
)
@pytest.mark.parametrize("door", ["issue.issuelist", "trade.seller.orderlist"])
def test_an_answer_without_its_list_is_no_empty_list(desk, door, told, error):
    other = OtherGateway()
    other.instead[f"aliexpress.{door}.get"] = told

    with pytest.raises(error):
        read(desk, other)


def test_another_name_of_the_token_is_refused_by_name(desk):
    other = OtherGateway("access_token")
    with pytest.raises(TokenRejected):
        read(desk, other)
