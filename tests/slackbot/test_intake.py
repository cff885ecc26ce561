"""The partners' door, through a real web process: signed records, each judged on its own."""

import json
import time
from decimal import Decimal
from threading import Event

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlmodel import select

from models.disputes import Dispute
from models.intake import AT_A_TIME
from models.messages import Message
from models.orders import Order
from models.reading import sources
from tests.builders import NOON, STORE, a_store
from tests.support.ground import at_once
from tests.support.partner import INTAKE_SECRET, SIGNATURE, TIMESTAMP, Partner, served

NOTHING = {"opened": 0, "changed": 0, "unchanged": 0, "rejected": []}


def a_dispute(issue_id="1", /, **changes):
    told = {"store": STORE, "order_id": "8194000000001470", "opened_at": "2026-11-21T12:00:00Z"}
    return told | {"issue_id": issue_id, "reason": "The goods did not arrive"} | changes


def an_order(order_id="1", /, **changes):
    return {"store": STORE, "order_id": order_id, "status": "FINISH"} | changes


@pytest.fixture
def partner(web):
    return Partner(web, INTAKE_SECRET)


@pytest.fixture
def partner_and_desk(a_desk, database_url):
    """On both kinds of database."""
    desk = a_desk(database_url)
    with desk.database.write() as session:
        a_store(session)
    with served(desk) as web:
        yield Partner(web, INTAKE_SECRET), desk


def rows(desk, table):
    with desk.database.read() as session:
        return list(session.exec(select(table)))


# What is taken.


def test_good_records_are_counted_and_the_same_again_is_unchanged(partner):
    first = partner.disputes(a_dispute("1"), a_dispute("2"))
    again = partner.disputes(a_dispute("1"), a_dispute("2", text="It came broken."))

    assert (first.status_code, first.json()) == (200, NOTHING | {"opened": 2})
    assert (again.status_code, again.json()) == (200, NOTHING | {"changed": 1, "unchanged": 1})


def test_orders_are_added(partner, desk):
    told = an_order(amount="42.65", currency="USD", items=[{"product_id": 1005001234567890}])

    answers = [partner.orders(told).json() for _ in range(2)]

    none_yet = {"added": 0, "changed": 0, "unchanged": 0, "rejected": []}
    assert answers == [none_yet | {"added": 1}, none_yet | {"unchanged": 1}]
    assert [order.amount for order in rows(desk, Order)] == [Decimal("42.65")]


def test_what_is_said_twice_in_one_request_is_one_dispute(partner):
    answer = partner.disputes(a_dispute(), a_dispute())

    assert answer.json() == NOTHING | {"opened": 1, "unchanged": 1}


def test_an_empty_list_is_no_mistake(partner):
    assert (partner.disputes().status_code, partner.disputes().json()) == (200, NOTHING)


def test_money_is_exact_and_large_ids_keep_every_digit(partner, desk):
    partner.disputes(a_dispute(9007199254740993001, amount="0.10", currency="USD"))

    [dispute] = rows(desk, Dispute)
    assert (dispute.issue_id, dispute.amount) == ("9007199254740993001", Decimal("0.10"))


def test_unknown_fields_are_passed_over(partner):
    assert partner.disputes(a_dispute(colour="red")).json() == NOTHING | {"opened": 1}


def test_what_came_in_wakes_the_delivery(partner, redis_url):
    partner.disputes(a_dispute())

    with Redis.from_url(redis_url) as connection:
        queue = Queue("delivery", connection=connection, serializer=JSONSerializer)
        assert [job.func_name for job in queue.jobs] == ["jobs.messages.deliver"]


def test_without_redis_it_is_taken_all_the_same(a_desk, desk):
    alone = a_desk(desk.settings.database_url, REDIS_URL="redis://127.0.0.1:1/0")
    with served(alone) as web:
        assert Partner(web, INTAKE_SECRET).disputes(a_dispute()).json()["opened"] == 1


def test_two_partners_at_once_open_each_dispute_once(partner_and_desk):
    partner, desk = partner_and_desk
    told = [a_dispute(str(n)) for n in range(30)]

    answers = at_once(*(lambda: partner.disputes(*told).json() for _ in range(3)))

    assert sum(answer["opened"] for answer in answers) == 30
    assert [answer["rejected"] for answer in answers] == [[], [], []]
    assert len(rows(desk, Dispute)) == len(rows(desk, Message)) == 30


def test_two_partners_in_opposite_order_never_wait_for_one_another(partner_and_desk):
    partner, _ = partner_and_desk
    told = [a_dispute(str(n)) for n in range(40)]
    partner.disputes(*told)
    news = [one | {"text": "It came broken."} for one in told]

    orders = (news, news[::-1], news, news[::-1])
    answers = at_once(*(lambda told=told: partner.disputes(*told) for told in orders))

    assert [answer.status_code for answer in answers] == [200] * 4
    assert sum(answer.json()["changed"] for answer in answers) == 40


def test_while_many_records_come_in_others_may_write(partner, desk):
    waits, done = [], Event()

    def write():
        while not done.is_set():
            began = time.monotonic()
            with desk.database.write() as session:
                sources.beat(session, "socket", NOON)
            waits.append(time.monotonic() - began)
            time.sleep(0.005)

    def tell():
        answer = partner.disputes(*(a_dispute(str(n)) for n in range(400)))
        done.set()
        return answer.json()["opened"]

    assert at_once(tell, write)[0] == 400
    assert len(waits) > 400 / AT_A_TIME  # Not by luck: a turn after every transaction at least.
    assert max(waits) < 1  # A listener gives up after two seconds.


# What is refused.


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"opened_at": "2026-11-21T12:00:00"}, "opened_at: Input should have timezone info"),
        ({"due_at": "2026-11-21"}, "due_at: Input should have timezone info"),
        ({"opened_at": None}, "opened_at: "),
        ({"issue_id": ""}, "issue_id: "),
        ({"issue_id": 1.5}, "issue_id: "),
        ({"amount": "12,50"}, "amount: "),
        ({"amount": "-1.00"}, "amount: "),
        ({"amount": "NaN"}, "amount: "),
        ({"amount": "1.2345"}, "amount: "),
        ({"currency": "dollars"}, "currency: "),
        ({"status": "asleep"}, "status: "),
        ({"turn": "mine"}, "turn: "),
        ({"due_kind": "dance"}, "due_kind: "),
        ({"outcome": "draw"}, "outcome: "),
        ({"facts": {"promised_days": "soon"}}, "facts.promised_days: "),
        ({"store": "atlantis"}, "There is no store “atlantis”."),
        ({"language": "x" * 17}, "language: String should have at most 16 characters"),
        ({"child_order_id": "9" * 65}, "child_order_id: String should have at most 64 characters"),
        ({"product_id": "9" * 65}, "product_id: String should have at most 64 characters"),
        ({"opened_at": "0001-01-01T00:00:00+14:00"}, "opened_at: "),
        ({"due_at": "9999-12-31T23:59:59-14:00"}, "due_at: "),
    ],
    ids=lambda told: str(told)[:50],
)
def test_a_bad_record_is_named_and_the_good_one_taken(partner, broken, named):
    answer = partner.disputes(a_dispute(), a_dispute("2", **broken))

    assert (answer.status_code, answer.json()["opened"]) == (200, 1)
    [rejected] = answer.json()["rejected"]
    assert rejected["index"] == 1
    assert rejected["errors"][0].startswith(named)


@pytest.mark.parametrize("name", ["tracking_number", "status"])
def test_an_order_says_what_is_too_long_of_it(partner, name):
    [rejected] = partner.orders(an_order(), an_order("2", **{name: "x" * 65})).json()["rejected"]

    assert rejected["errors"] == [f"{name}: String should have at most 64 characters"]


def test_long_words_are_kept_by_their_beginning(partner_and_desk):
    partner, desk = partner_and_desk
    way = [{"at": "2026-11-21T12:00:00Z", "code": "GOT", "text": "走" * 5_000}]

    assert partner.disputes(a_dispute(text="走\0" * 50_000)).json()["opened"] == 1
    assert partner.orders(an_order(events=way, carrier="x" * 5_000)).json()["added"] == 1
    assert [dispute.text for dispute in rows(desk, Dispute)] == ["走" * 20_000]


@pytest.mark.parametrize("missing", ["store", "issue_id", "order_id", "opened_at"])
def test_what_a_dispute_needs_is_asked_for(partner, missing):
    told = {name: value for name, value in a_dispute().items() if name != missing}

    [rejected] = partner.disputes(a_dispute("2"), told).json()["rejected"]
    assert rejected == {"index": 1, "errors": [f"{missing}: Field required"]}


@pytest.mark.parametrize(
    "absurd",
    [
        {"text": "Where\0is it?"},
        {"text": "\ud800"},
        {"language": "x" * 300},
        {"product_id": "9" * 300},
        {"opened_at": "0001-01-01T00:00:00+14:00"},
        {"modified_at": "9999-12-31T23:59:59-14:00"},
        {"turn": None, "status": "processing"},
    ],
    ids=ascii,
)
def test_a_record_that_no_database_keeps_spoils_no_other(partner_and_desk, absurd):
    partner, desk = partner_and_desk

    answer = partner.disputes(a_dispute("1"), a_dispute("2", **absurd), a_dispute("3"))

    assert answer.status_code == 200
    assert {"1", "3"} <= {dispute.issue_id for dispute in rows(desk, Dispute)}
    assert [one["index"] for one in answer.json()["rejected"]] in ([], [1])


def test_an_absurd_order_spoils_no_other(partner_and_desk):
    partner, desk = partner_and_desk
    many = [{"product_id": "1", "quantity": 2**63}]

    answer = partner.orders(an_order("1", items=many), an_order("2"))

    assert (answer.status_code, answer.json()["added"]) == (200, 1)
    assert [one["index"] for one in answer.json()["rejected"]] == [0]
    assert [order.order_id for order in rows(desk, Order)] == ["2"]


def test_in_a_long_request_every_index_is_the_senders_own(partner):
    told = [a_dispute(str(n)) for n in range(12)]
    for n in (0, 5, 11):
        told[n] = told[n] | {"opened_at": "yesterday"}

    answer = partner.disputes(*told).json()

    assert answer["opened"] == 9
    assert [rejected["index"] for rejected in answer["rejected"]] == [0, 5, 11]


def test_when_all_are_bad_it_says_so_in_the_same_words(partner):
    answer = partner.disputes(a_dispute(opened_at="yesterday"), 5)

    assert answer.status_code == 422
    assert [rejected["index"] for rejected in answer.json()["rejected"]] == [0, 1]
    assert answer.json()["opened"] == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"disputes=1",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"orders": []}',
        b'{"disputes": {}}',
        b"[" * 100_000,
        b'{"disputes": [' + b"9" * 5000 + b"]}",
    ],
    ids=lambda body: ascii(body[:20]),
)
def test_what_is_no_list_of_records_is_a_bad_request(partner, body):
    assert partner.post("/intake/disputes", body).status_code == 400


# Who is let in, and with how much.

BODY = json.dumps({"disputes": [a_dispute()]}).encode()


@pytest.mark.parametrize("path", ["/intake/disputes", "/intake/orders"])
@pytest.mark.parametrize(
    "headers",
    [
        {TIMESTAMP: None, SIGNATURE: None},
        {TIMESTAMP: None},
        {SIGNATURE: None},
        {SIGNATURE: "v0=" + "0" * 64},
        {SIGNATURE: "ü".encode()},
        {TIMESTAMP: "soon"},
        {TIMESTAMP: "1e9"},
        {TIMESTAMP: "-5"},
        {TIMESTAMP: "²".encode()},
        {TIMESTAMP: "9" * 400},
        {TIMESTAMP: "9" * 5000},
    ],
    ids=lambda headers: ascii(headers)[:60],
)
def test_whoever_does_not_sign_is_not_let_in(partner, desk, path, headers):
    assert partner.post(path, BODY, headers).status_code == 401
    assert rows(desk, Dispute) == []


def test_another_secret_opens_nothing(web):
    assert Partner(web, "another-secret").disputes(a_dispute()).status_code == 401


def test_a_signature_is_good_for_its_own_body_alone(partner, web):
    signed = partner.disputes(a_dispute()).request
    headers = {name: signed.headers[name] for name in (TIMESTAMP, SIGNATURE)}

    assert partner.post("/intake/disputes", BODY + b" ", headers).status_code == 401
    assert web.http.post("/intake/disputes", content=signed.content, headers=headers).is_success


@pytest.mark.parametrize(
    ("seconds_off", "status"), [(-300, 200), (300, 200), (-301, 401), (301, 401)]
)
def test_a_signature_is_good_for_five_minutes(partner, seconds_off, status):
    answer = partner.post("/intake/disputes", BODY, seconds_off=seconds_off)

    assert answer.status_code == status


def test_a_thousand_records_are_taken_and_one_more_is_too_many(partner):
    # Nonsense, so that they are judged in no time; too many are not even judged.
    assert partner.disputes(*[0] * 1000).status_code == 422
    assert partner.disputes(*[0] * 1001).status_code == 413


def test_ten_megabytes_are_taken_and_more_is_too_large(partner):
    body = BODY + b" " * (10 * 1024 * 1024 - len(BODY))

    assert partner.post("/intake/disputes", body).status_code == 200
    assert partner.post("/intake/disputes", body + b" ").status_code == 413


@pytest.mark.parametrize("path", ["/intake/disputes", "/intake/orders"])
def test_without_a_secret_the_door_is_closed(a_desk, sqlite_url, path):
    with served(a_desk(sqlite_url, INTAKE_SECRET="")) as web:
        answer = Partner(web, "").post(path, BODY)

    assert (answer.status_code, "INTAKE_SECRET" in answer.json()["detail"]) == (403, True)


def test_while_somebody_else_writes_for_long_the_partner_is_asked_to_send_again(partner, desk):
    with desk.database.write() as session:
        session.connection()
        answer = partner.disputes(a_dispute("1"))

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Send the same again" in answer.json()["detail"]
    assert partner.disputes(a_dispute("1")).json() == NOTHING | {"opened": 1}
