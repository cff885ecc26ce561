"""Whose turn it is: every documented status, with every kind of timer."""

from datetime import UTC, datetime, timedelta

import pytest

from jobs.sources.deadlines import Rules
from jobs.sources.disputes import dispute_record
from jobs.sources.rows import ListedDispute
from jobs.sources.turns import STANDINGS
from jobs.sources.turns import TIMERS as KNOWN_TIMERS
from models.records import DueKind, Turn

OURS, BUYER, PLATFORM = Turn.OURS, Turn.BUYER, Turn.PLATFORM
# Whose turn, what is due by the status itself, and which day in May it is due where no timer runs:
# the buyer claimed on the 1st, agreed to a return on the 3rd, sent it on the 6th; the platform
# came in on the 8th where it has come in at all.
STATUSES = {
    "wait_for_seller_response": (OURS, DueKind.RESPOND, 6),
    "wait_for_your_response": (OURS, DueKind.RESPOND, 11),
    "wait_for_your_evidence": (OURS, DueKind.EVIDENCE, 11),
    "wait_for_seller_set_return_address": (OURS, DueKind.RETURN_ADDRESS, None),
    "wait_for_seller_confirmation": (OURS, DueKind.CONFIRM_RETURN, 36),
    "wait_for_buyer_response": (BUYER, None, None),
    "wait_for_buyer_return": (BUYER, None, 13),
    "wait_for_service_provider_response": (BUYER, None, None),
    "wait_for_AE_feedback": (PLATFORM, None, None),
    "wait_ae_final_feedback": (PLATFORM, None, None),
    "wait_for_final_solution": (PLATFORM, None, None),
    "wait_for_warehouse_confirmation": (PLATFORM, None, None),
    "wait_for_warehouse_quality_check": (PLATFORM, None, None),
    "return_success": (PLATFORM, None, None),
    "refund_success": (PLATFORM, None, None),
    "refund_reject": (PLATFORM, None, None),
    "ae_feedback_finish": (PLATFORM, None, None),
}
TIMERS = {
    "": DueKind.RESPOND,
    "WAIT_SOLUTION_TIMEOUT": DueKind.RESPOND,
    "WAIT_SELLER_FILL_ADDRESS_TIMEOUT": DueKind.RETURN_ADDRESS,
    "WAIT_RECEIVE_ITEM_TIMEOUT": DueKind.CONFIRM_RETURN,
}
PLATFORM_ASKS = {"wait_for_your_response", "wait_for_your_evidence"}
FIRST = datetime(2026, 5, 1, 17, tzinfo=UTC)  # Ten in the morning there.
LISTED = ListedDispute(issue_id="6346000000001470", order_id="8194000000001470")


def line(day, action, actor="buyer"):
    return {
        "gmt_create": f"2026-05-{day:02} 10:00:00",
        "action_type": action,
        "submit_member_type": actor,
    }


def log_of(status):
    lines = [line(1, "initiate"), line(3, "seller_accept", "seller"), line(6, "buyer_send_goods")]
    return lines + ([line(8, "platform_give_solution", "platform")] * (status in PLATFORM_ASKS))


def read(**detail):
    plain = {"gmt_create": "2026-05-01 10:00:00", "issue_status": "processing"}
    return dispute_record("nordic", LISTED, plain | detail, Rules())


@pytest.mark.parametrize("ends", ["2026-05-09 10:00:00", ""], ids=["told", "untold"])
@pytest.mark.parametrize("timer", TIMERS)
@pytest.mark.parametrize("status", STATUSES)
def test_status_and_timer_tell_turn_kind_and_deadline(status, timer, ends):
    """The status names what is due, else the timer; the timer's end counts, else the rule."""
    record = read(
        reverse_detail_status=status,
        timeout_type=timer,
        timeout_trigger_time=ends,
        process_dto_list=log_of(status),
    )
    turn, kind, day = STATUSES[status]
    day = 9 if ends else day
    assert (record.turn, record.due_kind) == (turn, kind or TIMERS[timer])
    assert record.due_at == (day and FIRST + timedelta(days=day - 1))
    assert record.due_estimated == (not ends and day is not None)
    assert record.raw_status == status


@pytest.mark.parametrize("status", sorted(PLATFORM_ASKS))
def test_what_is_asked_before_the_platform_came_in_is_due_as_a_claim_is(status):
    record = read(reverse_detail_status=status, process_dto_list=log_of("before"))
    assert (record.due_at, record.due_estimated) == (FIRST + timedelta(days=5), True)


def test_the_table_has_every_documented_status():
    assert {status.lower() for status in STATUSES} == set(STANDINGS)
    assert set(TIMERS) - {""} == set(KNOWN_TIMERS)


@pytest.mark.parametrize("timer", TIMERS)
def test_an_unknown_status_is_shown_and_not_guessed(timer):
    record = read(reverse_detail_status="wait_for_the_moon", timeout_type=timer)
    assert (record.turn, record.raw_status) == (Turn.UNMAPPED, "wait_for_the_moon")


@pytest.mark.parametrize("status", STATUSES)
def test_an_unknown_timer_is_shown_beside_the_status(status):
    """It may be one of ours, unless it is our turn anyway."""
    record = read(reverse_detail_status=status, timeout_type="WAIT_NEW_TIMEOUT")
    ours = STATUSES[status][0] is OURS
    assert record.turn is (OURS if ours else Turn.UNMAPPED)
    assert record.raw_status == f"{status} · WAIT_NEW_TIMEOUT"


def test_an_endless_status_is_named_by_its_beginning():
    assert len(read(reverse_detail_status="x" * 500).raw_status) == 64


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("over", ["finish", "canceled_issue"])
def test_a_closed_dispute_is_nobodys_turn(status, over):
    """Whatever the fine status says: the platform leaves it as it was."""
    assert read(issue_status=over, reverse_detail_status=status).turn is Turn.CLOSED


def test_what_the_platform_handles_is_the_platforms_turn():
    record = read(reverse_detail_status="wait_for_seller_response", after_sale_warranty=True)
    assert record.platform_handled
    assert record.turn is Turn.PLATFORM


def test_an_unknown_issue_status_is_shown_and_not_guessed():
    record = read(issue_status="frozen_issue", reverse_detail_status="wait_for_buyer_response")
    assert (record.turn, record.raw_status) == (Turn.UNMAPPED, "frozen_issue")


def test_without_a_fine_status_the_plans_tell():
    """Answers of before 2023 lack it."""
    ours = {"id": 2, "gmt_create": "2026-05-02 10:00:00"}
    theirs = {"id": 1, "gmt_create": "2026-05-01 10:00:00"}
    assert read(buyer_solution_list=[theirs]).turn is Turn.OURS
    answered = read(buyer_solution_list=[theirs], seller_solution_list=[ours])
    assert answered.turn is Turn.BUYER
