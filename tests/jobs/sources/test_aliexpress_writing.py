"""Acting at the platform: each call is signed, taken once, and declined with a reason."""

from dataclasses import replace
from decimal import Decimal

import httpx
import pytest

from jobs.sources.account import Dialect
from jobs.sources.errors import AppRejected, BadCall, Refused, Unavailable
from jobs.sources.writing import Plan
from models.records import SolutionOwner, Status
from tests.support.images import an_image

WORDS = "We are sorry. Here is a part of your money back – можно?"
DIALECTS = [Dialect(), Dialect("access_token", simplify=False)]


def read(gateway, issue_id):
    source = gateway.source("nordic")
    for status in Status:
        for row in source.disputes(status):
            if row.issue_id == issue_id:
                return source.dispute(row)
    raise AssertionError(issue_id)


@pytest.fixture
def dispute(calm):
    """A fresh dispute of the calm gateway, as it is read."""
    calm.clear()
    return read(calm, calm.open("L1", "nordic")["issue_id"])


def buyers(dispute):
    return next(plan for plan in dispute.solutions if plan.owner is SolutionOwner.BUYER)


def a_plan(dispute, **changes):
    plan = Plan(
        answers=buyers(dispute).solution_id,
        changes=None,
        amount=Decimal("1.50"),
        currency=dispute.refund_currency,
        text=WORDS,
    )
    return replace(plan, **changes)


def save(calm, dispute, dialect=None, *, secret=None, timeout=None, **changes):
    given = {"secret": secret, "timeout": timeout}
    calling = {name: value for name, value in given.items() if value}
    writer = calm.writer("nordic", dialect, **calling)
    writer.save(dispute.issue_id, dispute.buyer, a_plan(dispute, **changes))


def books(calm, dispute):
    return calm.books(about=dispute.issue_id)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_counter_is_our_plan_and_the_buyers_turn(calm, dispute, dialect):
    save(calm, dispute, dialect)

    now = read(calm, dispute.issue_id)
    [ours] = [plan for plan in now.solutions if plan.owner is SolutionOwner.SELLER]
    assert (ours.amount, ours.content, now.turn) == (Decimal("1.50"), WORDS, "buyer")
    assert len(books(calm, dispute)) == 1


def test_the_cap_is_read_in_the_buyers_money(calm, dispute):
    assert dispute.refund_max == buyers(dispute).amount
    assert dispute.refund_currency == buyers(dispute).currency


def test_our_standing_plan_can_be_changed(calm, dispute):
    save(calm, dispute)
    [ours] = [p for p in read(calm, dispute.issue_id).solutions if p.owner is SolutionOwner.SELLER]

    save(calm, dispute, answers=None, changes=ours.solution_id, amount=Decimal(2))

    [ours] = [p for p in read(calm, dispute.issue_id).solutions if p.owner is SolutionOwner.SELLER]
    assert ours.amount == 2


def test_a_second_answer_to_the_same_plan_is_declined(calm, dispute):
    save(calm, dispute)
    with pytest.raises(Refused, match="answered already"):
        save(calm, dispute)
    assert len(books(calm, dispute)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": Decimal(100_000)},
        {"amount": Decimal(-1)},
        {"currency": "XXX"},
        {"text": "no"},
        {"text": "x" * 501},
        {"answers": "7"},
        {"answers": None, "changes": "7"},
    ],
    ids=str,
)
def test_what_the_platform_does_not_take_changes_nothing(calm, dispute, changes):
    with pytest.raises(BadCall):
        save(calm, dispute, **changes)
    assert books(calm, dispute) == []
    assert len(calm.books(accepted=False, about=dispute.issue_id)) == 1


def test_an_unsigned_answer_is_refused(calm, dispute):
    with pytest.raises(AppRejected):
        save(calm, dispute, secret="wrong")
    with pytest.raises(AppRejected):
        upload(calm, dispute, secret="wrong")
    assert books(calm, dispute) == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_agreeing_ends_it_at_the_buyers_amount(calm, dispute, dialect):
    writer = calm.writer("nordic", dialect)
    writer.agree(dispute.issue_id, dispute.buyer, buyers(dispute).solution_id)

    ended = read(calm, dispute.issue_id)
    assert (ended.status, ended.outcome) == (Status.FINISH, "agreed_refund")
    with pytest.raises(Refused, match="closed"):
        writer.agree(dispute.issue_id, dispute.buyer, buyers(dispute).solution_id)


def test_nobody_agrees_to_a_plan_that_is_not_there(calm, dispute):
    with pytest.raises(Refused, match="does not exist"):
        calm.writer("nordic").agree(dispute.issue_id, dispute.buyer, "7")


def upload(calm, dispute, extension="png", image=None, **calling):
    image = an_image(extension) if image is None else image
    calm.writer("nordic", **calling).upload(dispute.issue_id, dispute.buyer, extension, image)


@pytest.mark.parametrize("extension", ["jpg", "png", "gif"])
def test_evidence_stands_in_the_log_with_its_bytes(calm, dispute, extension):
    upload(calm, dispute, extension)

    [line] = [one for one in read(calm, dispute.issue_id).process if one.actor == "seller"]
    assert len(line.attachments) == 1
    assert books(calm, dispute)[0]["said"]["size"] == "2000"


@pytest.mark.parametrize(
    ("extension", "image"),
    [("png", an_image("jpg")), ("exe", an_image()), ("jpg", an_image(size=2 * 1024 * 1024 + 1))],
    ids=["another type", "no image", "too big"],
)
def test_what_is_no_small_image_is_refused(calm, dispute, extension, image):
    with pytest.raises(BadCall):
        upload(calm, dispute, extension, image)


def test_the_receipt_time_is_extended_by_days(calm, dispute):
    before = calm.source("nordic").order(dispute.order_id).protection_ends_at
    calm.writer("nordic").extend(dispute.order_id, 15)

    after = calm.source("nordic").order(dispute.order_id).protection_ends_at
    assert 14.9 < (after - before).total_seconds() / 86_400 < 15.1  # An hour may be skipped.


@pytest.mark.parametrize(("order", "days", "why"), [("7", 15, "no such order"), (None, 99, "more")])
def test_an_extension_is_declined_with_its_reason(calm, dispute, order, days, why):
    with pytest.raises(Refused, match=why):
        calm.writer("nordic").extend(order or dispute.order_id, days)


@pytest.mark.parametrize("kind", ["lost_answer", "lost_500"])
def test_a_lost_answer_is_not_asked_for_again(calm, dispute, kind):
    calm.fault(kind, method="aliexpress.issue.solution.save")
    with pytest.raises(Unavailable):
        save(calm, dispute)
    calm.clear()

    assert len(books(calm, dispute)) == 1
    assert calm.books(accepted=False, about=dispute.issue_id) == []


def test_a_held_answer_stands_in_the_books_before_it_comes(calm, dispute):
    calm.fault("held_answer", method="aliexpress.issue.solution.save", count=1, seconds=0.5)
    with pytest.raises(Unavailable, match="did not answer in time"):
        save(calm, dispute, timeout=0.2)

    assert len(books(calm, dispute)) == 1


@pytest.mark.parametrize("answer", [{"result_object": None}, {}, {"result_object": "perhaps"}])
def test_an_answer_that_says_neither_yes_nor_no_is_no_yes(calm, dispute, answer):
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, json={**answer, "request_id": "1"})
    )
    writer = calm.writer("nordic")
    writer._caller._http = httpx.Client(transport=transport, base_url="http://aliexpress.test")
    with pytest.raises(Unavailable):
        writer.agree(dispute.issue_id, dispute.buyer, "1")
