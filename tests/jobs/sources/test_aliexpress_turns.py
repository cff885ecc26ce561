"""Whose turn it is: every documented status, with every kind of timer."""

import pytest

from jobs.sources.deadlines import Rules
from jobs.sources.disputes import dispute_record
from jobs.sources.rows import ListedDispute
from models.records import DueKind, Turn

TURNS = {
    "wait_for_seller_response": (Turn.OURS, DueKind.RESPOND),
    "wait_for_your_response": (Turn.OURS, DueKind.RESPOND),
    "wait_for_your_evidence": (Turn.OURS, DueKind.EVIDENCE),
    "wait_for_seller_set_return_address": (Turn.OURS, DueKind.RETURN_ADDRESS),
    "wait_for_seller_confirmation": (Turn.OURS, DueKind.CONFIRM_RETURN),
    "wait_for_buyer_response": (Turn.BUYER, None),
    "wait_for_buyer_return": (Turn.BUYER, None),
    "wait_for_service_provider_response": (Turn.BUYER, None),
    "wait_for_AE_feedback": (Turn.PLATFORM, None),
    "wait_ae_final_feedback": (Turn.PLATFORM, None),
    "wait_for_final_solution": (Turn.PLATFORM, None),
    "wait_for_warehouse_confirmation": (Turn.PLATFORM, None),
    "wait_for_warehouse_quality_check": (Turn.PLATFORM, None),
    "return_success": (Turn.PLATFORM, None),
    "refund_success": (Turn.PLATFORM, None),
    "refund_reject": (Turn.PLATFORM, None),
    "ae_feedback_finish": (Turn.PLATFORM, None),
    "wait_for_something_new": (Turn.UNMAPPED, None),
}
TIMERS = {
    "WAIT_SOLUTION_TIMEOUT": DueKind.RESPOND,
    "WAIT_SELLER_FILL_ADDRESS_TIMEOUT": DueKind.RETURN_ADDRESS,
    "WAIT_RECEIVE_ITEM_TIMEOUT": DueKind.CONFIRM_RETURN,
    "WAIT_SOMETHING_NEW_TIMEOUT": DueKind.RESPOND,
}
LISTED = ListedDispute(issue_id="6346000000001470", order_id="8194000000001470")


def read(**detail):
    plain = {"gmt_create": "2026-05-01 10:00:00", "issue_status": "processing"}
    return dispute_record("nordic", LISTED, plain | detail, Rules())


@pytest.mark.parametrize("timer", TIMERS)
@pytest.mark.parametrize("status", TURNS)
def test_status_and_timer_tell_turn_and_kind(status, timer):
    """The status names what we must do; where it is not our turn, the timer does."""
    record = read(reverse_detail_status=status, timeout_type=timer)
    turn, kind = TURNS[status]
    assert (record.turn, record.due_kind) == (turn, kind or TIMERS[timer])
    assert record.raw_status == status


@pytest.mark.parametrize("status", TURNS)
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
