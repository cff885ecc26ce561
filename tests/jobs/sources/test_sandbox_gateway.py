"""The sandbox gateway's world: what is in it, what moves it, and that it lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from jobs.sources.calling import App, Caller
from jobs.sources.errors import AppRejected, BadCall
from jobs.sources.sandbox.app import create
from jobs.sources.sandbox.keeping import UnreadableWorld
from jobs.sources.sandbox.stores import APP_KEY, APP_SECRET, DEMO_STORES
from jobs.sources.turns import STANDINGS
from models.records import Status, Turn
from tests.support.gateway import AT_ONCE, Gateway

ORDER_STATUSES = {
    *("PLACE_ORDER_SUCCESS", "PAYMENT_PROCESSING", "WAIT_SELLER_EXAMINE_MONEY", "RISK_CONTROL"),
    *("RISK_CONTROL_HOLD", "WAIT_GROUP", "WAIT_GROUP_SUCCESS", "WAIT_COMPLETE_ADDRESS"),
    *("WAIT_SELLER_SEND_GOODS", "SELLER_PART_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS"),
    *("FUND_PROCESSING", "FINISH", "IN_CANCEL", "IN_ISSUE", "IN_FROZEN"),
}


def every(gateway):
    return [row for store in gateway.world()["stores"].values() for row in store["disputes"]]


def one(gateway, **wanted):
    return next(row for row in every(gateway) if wanted.items() <= row.items())


def seen(gateway, issue_id):
    """The dispute as the client reads it, whichever store and status it is in."""
    for store in DEMO_STORES:
        source = gateway.source(store.name)
        for status in Status:
            for row in source.disputes(status):
                if row.issue_id == issue_id:
                    return source.dispute(row)
    raise AssertionError(issue_id)


def test_the_world_holds_every_kind_of_dispute(calm):
    rows = every(calm)
    assert len(rows) >= 60
    assert len({row["cause"] for row in rows}) == 15
    assert len({row["language"] for row in rows}) >= 8
    assert {row["status"] for row in rows} == {status.value for status in Status}
    shown = {row["raw_status"].lower() for row in rows} - {""}
    assert shown - set(STANDINGS) == {"wait_for_insurance_review"}
    assert set(STANDINGS) <= shown


def test_deadlines_lie_from_minutes_to_days_away_and_some_have_passed(calm):
    now = datetime.now(UTC)
    left = [
        (datetime.fromisoformat(row["due_at"]) - now) / timedelta(hours=1)
        for row in every(calm)
        if row["turn"] == "ours" and row["due_at"]
    ]
    assert min(left) < 0
    assert any(0 < hours < 1 for hours in left)
    assert max(left) > 72


def test_there_are_orders_in_every_state(calm):
    orders = [row for store in calm.world()["stores"].values() for row in store["orders"]]
    assert {row["status"] for row in orders} == ORDER_STATUSES
    disputed = {row["order_id"] for row in every(calm)}
    assert sum(row["order_id"] not in disputed for row in orders) >= 120


def test_a_hostile_text_comes_through_unharmed(calm):
    texts = [
        calm.source("nordic").dispute(row).text or ""
        for row in calm.source("nordic").disputes(Status.PROCESSING)
    ] + [
        calm.source(store).dispute(row).text or ""
        for store in ("solar", "toys")
        for row in calm.source(store).disputes(Status.PROCESSING)
    ]
    assert any("<!channel> <https://evil.example|click> *bold* & =1+1" in text for text in texts)
    assert any("😞🔌" in text for text in texts)


def test_time_goes_forward_and_everything_open_shows_it(gateway):
    before = one(gateway, raw_status="wait_for_seller_response", due_told=True)
    gateway.forward(10)
    after = one(gateway, issue_id=before["issue_id"])
    moved = datetime.fromisoformat(before["due_at"]) - datetime.fromisoformat(after["due_at"])
    assert moved == timedelta(hours=10)
    assert after["modified_at"] > before["modified_at"]


def test_the_platform_executes_what_was_left_unanswered(gateway):
    overdue = one(gateway, raw_status="wait_for_seller_response", cause="B2", language="tr")
    gateway.forward(72)
    assert seen(gateway, overdue["issue_id"]).outcome == "lost_by_silence"


@pytest.mark.parametrize("store", [store.name for store in DEMO_STORES])
def test_a_buyer_opens_a_dispute(gateway, store):
    told = gateway.open("P1", store)
    record = seen(gateway, told["issue_id"])
    assert (record.store, record.order_id) == (told["store"], told["order_id"])
    assert record.turn is Turn.OURS
    assert record.due_at - record.opened_at == timedelta(days=5)
    assert datetime.now(UTC) - record.opened_at < timedelta(minutes=1)


def test_it_is_ours_answered_modified_and_closed(gateway):
    issue_id = gateway.open("L1")["issue_id"]
    gateway.answer(issue_id)
    assert seen(gateway, issue_id).turn is Turn.BUYER
    gateway.modify(issue_id)
    assert seen(gateway, issue_id).turn is Turn.OURS
    gateway.close(issue_id, "won")
    assert (seen(gateway, issue_id).turn, seen(gateway, issue_id).outcome) == ("closed", "won")


def test_the_platform_hands_a_dispute_back(gateway):
    handled = one(gateway, platform_handled=True)
    assert handled["turn"] == "platform"
    gateway.handback(handled["issue_id"])
    record = seen(gateway, handled["issue_id"])
    assert (record.turn, record.platform_handled) == (Turn.OURS, False)


def test_a_parcel_moves_on(gateway):
    told = gateway.parcel()
    rows = [row for store in gateway.world()["stores"].values() for row in store["orders"]]
    [row] = [row for row in rows if row["order_id"] == told["order_id"]]
    moved = datetime.now(UTC) - datetime.fromisoformat(row["modified_at"])
    assert moved < timedelta(minutes=1)


def test_the_seller_ships_what_is_most_urgent(gateway):
    told = gateway.ship()
    [source] = [gateway.source(s.name) for s in DEMO_STORES if _has(gateway, s.name, told)]
    order = source.order(told["order_id"])
    assert order.status == "WAIT_BUYER_ACCEPT_GOODS"
    assert order.tracking_number == told["tracking_number"]
    assert order.ship_by is None


def _has(gateway, store, told):
    rows = gateway.world()["stores"][store]["orders"]
    return told["order_id"] in {row["order_id"] for row in rows}


def test_a_world_that_cannot_be_read_says_what_to_do(tmp_path):
    state = tmp_path / "world.json"
    state.write_text("{")
    with pytest.raises(UnreadableWorld, match="Delete that file"):
        create(state)


@pytest.mark.parametrize(
    ("control", "body", "sentence"),
    [
        ("open", {"cause": "Z9"}, "There is no cause Z9: causes are L1 to L3, P1 to P7, B1 to B5."),
        ("open", {"cause": "L1", "store": "x"}, "There is no store x: nordic, solar, toys."),
        ("close", {"issue_id": 7}, "There is no dispute 7 in the demo world."),
        ("forward", {"hours": -1}, "hours: Input should be greater than 0."),
        ("forward", {}, "hours: Field required."),
        ("fault", {"kind": "500", "often": 1}, "often: Extra inputs are not permitted."),
        ("ship", {"order_id": 7}, "Order 7 does not wait to be shipped."),
        ("parcel", {"order_id": 7}, "Order 7 has no parcel that could move on."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(calm, control, body, sentence):
    answer = calm.http.post(f"/control/{control}", json=body)
    assert (answer.status_code, answer.json()) == (422, {"error": sentence})


def test_the_world_outlives_a_restart(tmp_path):
    """Every time that was served is served again."""
    state = tmp_path / "gateway" / "world.json"
    with Gateway(state) as first:
        first.forward(5)
        opened = first.open("B2")
        world = first.world()
    with Gateway(state) as second:
        assert second.world() == world
        assert seen(second, opened["issue_id"]).turn is Turn.OURS


def test_a_call_from_a_wrong_clock_is_refused(calm):
    late = datetime.now(UTC) - timedelta(hours=3)
    caller = Caller(calm.http, App(APP_KEY, APP_SECRET), lambda: late, AT_ONCE)
    with pytest.raises(AppRejected, match="Check the clock"):
        caller.sync("aliexpress.issue.issuelist.get", {}, {})


def test_an_unknown_app_is_refused(calm):
    caller = Caller(calm.http, App("other", APP_SECRET), lambda: datetime.now(UTC), AT_ONCE)
    with pytest.raises(AppRejected, match="Check ALIEXPRESS_APP_KEY"):
        caller.sync("aliexpress.issue.issuelist.get", {}, {})


@pytest.mark.parametrize(
    ("method", "business"),
    [
        ("aliexpress.issue.issuelist.get", {"query_dto": '{"page_size":51}'}),
        ("aliexpress.issue.issuelist.get", {"query_dto": "no json"}),
        ("aliexpress.issue.detail.get", {"issue_id": "1"}),
        ("aliexpress.nothing.get", {}),
    ],
)
def test_a_malformed_call_is_refused(calm, method, business):
    with pytest.raises(BadCall):
        calm.caller().sync(method, business, {"session": DEMO_STORES[0].access_token})


def test_orders_are_listed_within_the_platforms_windows_only(calm):
    span = '{"modified_date_start":"2026-01-01 00:00:00","modified_date_end":"2026-12-01 00:00:00"}'
    told = calm.caller().sync(
        "aliexpress.trade.seller.orderlist.get",
        {"param_aeop_order_query": span},
        {"session": DEMO_STORES[0].access_token},
    )
    assert told["result"]["success"] is False
    assert "180 days" in told["result"]["error_message"]
