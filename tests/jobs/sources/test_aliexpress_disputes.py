"""What a dispute's detail says, and what is made of what it leaves out."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from jobs.sources.deadlines import Holiday, Rules
from jobs.sources.disputes import dispute_record
from jobs.sources.errors import Unreadable
from jobs.sources.rows import ListedDispute, listed_dispute
from models.records import DueKind, Outcome, SolutionOwner, Turn

OPENED = datetime(2026, 5, 1, 17, tzinfo=UTC)  # 10:00 on the platform's wall.
DAY = timedelta(days=1)


def at(day, hour=10):
    return f"2026-05-{day:02d} {hour:02d}:00:00"


def plan(number, day=1, **changes):
    plain = {
        "id": number,
        "solution_type": "refund",
        "gmt_create": at(day),
        "gmt_modified": at(day),
    }
    return plain | {"refund_money_post": "40.00"} | changes


def line(action, day=1, actor="buyer", **changes):
    return {"action_type": action, "submit_member_type": actor, "gmt_create": at(day)} | changes


def read(rules=None, listed=None, **detail):
    row = {"order_id": "8194", "buyer": "ab17", "issue_id": "6346"} | (listed or {})
    plain = {"gmt_create": at(1), "issue_status": "processing"}
    return dispute_record("nordic", ListedDispute(**row), plain | detail, rules or Rules())


def test_the_row_completes_what_the_detail_lacks():
    record = read(listed={"reason": "No tracking information", "modified_at": OPENED + DAY})
    assert (record.order_id, record.buyer) == ("8194", "ab17")
    assert record.reason == "No tracking information"
    assert record.modified_at == OPENED + DAY


def test_what_nobody_says_is_left_out_and_changes_nothing():
    said = read().model_fields_set
    assert not said & {"amount", "text", "buyer_country", "language", "platform_handled", "facts"}


def test_a_deadline_that_is_over_is_told_as_none():
    record = read(reverse_detail_status="wait_for_buyer_response")
    assert record.due_at is None
    assert "due_at" in record.model_fields_set


def test_both_languages_of_a_reason_are_kept():
    row = {"issue_id": 6346, "reason_english": "Customs is holding the package"}
    listed = listed_dispute(row | {"reason_chinese": "海关扣关"})
    assert listed.reason == "Customs is holding the package / 海关扣关"


def test_a_row_without_an_id_is_reported():
    assert isinstance(listed_dispute({"order_id": 8194}), Unreadable)


def test_a_dispute_that_cannot_be_read_says_why():
    with pytest.raises(Unreadable, match="entry 6346 could not be read: opened_at"):
        read(gmt_create="")


def test_the_buyers_first_words_are_the_text():
    log = [line("initiate", 2, content="second"), line("initiate", content="first")]
    assert read(process_dto_list=log).text == "first"


def test_a_silent_buyers_plan_speaks():
    log = [line("initiate"), line("initiate", actor="seller", content="ours")]
    plans = [plan(1, content="the lamp is broken")]
    assert read(process_dto_list=log, buyer_solution_list=plans).text == "the lamp is broken"


def test_what_happened_in_one_second_keeps_its_order():
    """The platform tells the newest first."""
    log = [line("perform_solution"), line("platform_force_reach")]
    told = read(process_dto_list=log).process
    assert [entry.action for entry in told] == ["platform_force_reach", "perform_solution"]


def test_pictures_of_the_log_are_kept():
    log = [line("initiate", attachments=[{"file_path": "https://pictures.invalid/1.jpg"}, {}])]
    [entry] = read(process_dto_list=log).process
    assert entry.attachments == ("https://pictures.invalid/1.jpg",)


@pytest.mark.parametrize(
    ("detail", "stake"),
    [
        ({"buyer_solution_list": [plan(1), plan(2, 3, refund_money_post="12.5")]}, ("12.5", "USD")),
        (
            {
                "buyer_solution_list": [
                    plan(1, refund_money_post="", refund_money="90", refund_money_currency="BRL")
                ]
            },
            ("90", "BRL"),
        ),
        ({"refund_money_max": "30.10", "product_price": "66"}, ("30.10", "USD")),
        (
            {
                "refund_money_max": "0.00",
                "refund_money_max_local": "9.90",
                "refund_money_max_local_currency": "EUR",
            },
            ("9.90", "EUR"),
        ),
        ({"product_price": "66.65", "product_price_currency": "USD"}, ("66.65", "USD")),
        ({"product_price": "about 60"}, (None, None)),
    ],
)
def test_the_money_at_stake_is_the_buyers_newest_wish(detail, stake):
    record = read(**detail)
    assert (record.amount, record.currency) == (stake[0] and Decimal(stake[0]), stake[1])


def test_the_list_of_a_plan_says_whose_it_is():
    """Some answers show a login as its owner."""
    record = read(seller_solution_list=[plan(1, solution_owner="cn1500seller")])
    assert record.solutions[0].owner is SolutionOwner.SELLER


# Deadlines


def test_the_platforms_timer_is_the_deadline():
    record = read(
        reverse_detail_status="wait_for_seller_response", timeout_trigger_time=at(6, hour=12)
    )
    assert record.due_at == datetime(2026, 5, 6, 19, tzinfo=UTC)
    assert not record.due_estimated


WAITING = {"reverse_detail_status": "wait_for_seller_response"}


def test_without_a_timer_the_buyers_claim_starts_five_days():
    record = read(**WAITING, buyer_solution_list=[plan(1)])
    assert (record.due_at, record.due_estimated) == (OPENED + 5 * DAY, True)


def test_a_changed_claim_starts_them_anew():
    log = [line("initiate"), line("buyer_modify_solution", 4)]
    record = read(**WAITING, process_dto_list=log, buyer_solution_list=[plan(1)])
    assert record.due_at == OPENED + 8 * DAY


def test_a_holiday_gives_longer():
    holiday = Holiday(OPENED - DAY, OPENED + DAY, respond=10 * DAY)
    record = read(Rules(holidays=(holiday,)), **WAITING)
    assert record.due_at == OPENED + 10 * DAY


def test_a_returned_parcel_is_to_be_confirmed_within_thirty_days():
    log = [line("buyer_send_goods", 3)]
    record = read(reverse_detail_status="wait_for_seller_confirmation", process_dto_list=log)
    assert (record.due_at, record.due_kind) == (OPENED + 32 * DAY, DueKind.CONFIRM_RETURN)


def test_the_platforms_question_is_to_be_answered_within_three():
    log = [line("platform_give_solution", 7, actor="platform")]
    record = read(reverse_detail_status="wait_for_your_response", process_dto_list=log)
    assert record.due_at == OPENED + 9 * DAY


@pytest.mark.parametrize(
    "detail",
    [
        {"after_sale_warranty": True},
        {"process_dto_list": [line("buyer_initiate_arbitration", 2)]},
        {"reverse_detail_status": "wait_for_seller_set_return_address"},
    ],
)
def test_no_deadline_is_made_up_where_no_rule_speaks(detail):
    assert read(**WAITING | detail).due_at is None


# Ends


def over(status="finish", **detail):
    return read(issue_status=status, **detail)


ASKED = plan(1, refund_money_post="40.00")
REACHED = {"status": "reached", "reached_time": at(9), "gmt_modified": at(9)}


@pytest.mark.parametrize(
    ("plans", "outcome", "refunded"),
    [
        (
            {"buyer_solution_list": [ASKED | REACHED | {"reached_type": "seller_reponse_timeout"}]},
            Outcome.LOST_BY_SILENCE,
            "40.00",
        ),
        (
            {"buyer_solution_list": [ASKED | REACHED | {"reached_type": "negotiation_consensus"}]},
            Outcome.AGREED_REFUND,
            "40.00",
        ),
        (
            {
                "buyer_solution_list": [ASKED],
                "seller_solution_list": [
                    plan(2, 2, refund_money_post="12")
                    | REACHED
                    | {"reached_type": "negotiation_consensus"}
                ],
            },
            Outcome.PARTIAL_REFUND,
            "12",
        ),
        (
            {
                "buyer_solution_list": [
                    ASKED
                    | REACHED
                    | {
                        "reached_type": "negotiation_consensus",
                        "solution_type": "return_and_refund",
                    }
                ]
            },
            Outcome.RETURN_REFUND,
            "40.00",
        ),
        (
            {
                "buyer_solution_list": [ASKED],
                "platform_solution_list": [
                    plan(-2, 5, refund_money_post="0") | {"reached_type": "platform_arbitrate"}
                ],
            },
            Outcome.WON,
            "0",
        ),
        (
            {
                "buyer_solution_list": [ASKED],
                "platform_solution_list": [plan(-2, 5) | {"reached_type": "platform_arbitrate"}],
            },
            Outcome.ARBITRATED_LOST,
            "40.00",
        ),
        ({"reverse_detail_status": "refund_reject"}, Outcome.WON, "0"),
        ({"buyer_solution_list": [ASKED]}, None, None),
    ],
)
def test_the_plan_that_was_reached_tells_the_outcome(plans, outcome, refunded):
    record = over(**plans)
    assert (record.turn, record.outcome) == (Turn.CLOSED, outcome)
    assert record.refunded == (refunded and Decimal(refunded))


def test_a_plan_that_arbitration_superseded_is_not_the_outcome():
    agreed = plan(1, 6) | {"status": "reach_cancle", "reached_type": "negotiation_consensus"}
    imposed = plan(-2, 5, refund_money_post="0") | {"reached_type": "platform_arbitrate"}
    record = over(buyer_solution_list=[agreed], platform_solution_list=[imposed])
    assert record.outcome is Outcome.WON


def test_a_withdrawn_dispute_cost_nothing():
    record = over("canceled_issue", process_dto_list=[line("cancel", 3)])
    assert (record.outcome, record.refunded) == (Outcome.WITHDRAWN, 0)
    assert record.closed_at == OPENED + 2 * DAY
    assert record.due_at is None


def test_a_lost_arbitration_can_be_appealed_for_a_week():
    imposed = plan(-2, 5) | {"reached_type": "platform_arbitrate"}
    record = over(platform_solution_list=[imposed])
    assert record.due_kind is DueKind.APPEAL
    assert record.due_at == record.closed_at + 7 * DAY
