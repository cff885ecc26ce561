"""The labelling rules: facts before text before reason, and where they meet."""

import pytest

from models.records import Facts
from models.tagging import Cause, Complaint, tag

CUSTOMS = "Customs is holding the package"
TRANSIT = "Purchase Protection is running out, but package is still in transit"
RETURNED = "Package was returned to seller by shipping company"


def cause_of(text=None, reason=None, **facts):
    return tag(Complaint(text=text, reason=reason, facts=Facts(**facts))).cause


def test_what_the_buyer_writes_beats_the_reason_clicked():
    assert cause_of("the glass is cracked all over", reason=TRANSIT) is Cause.P1


def test_the_reason_decides_where_nothing_else_speaks():
    assert cause_of(reason=CUSTOMS) is Cause.B2
    assert cause_of("hello???", reason="产品数量不符") is Cause.P2
    assert cause_of(reason="Color_not_as_described@3rdIssueReason") is Cause.P5


@pytest.mark.parametrize(("days", "cause"), [(31, Cause.L1), (30, Cause.L2), (12, Cause.L2)])
def test_dates_decide_whether_it_is_late(days, cause):
    """Even where the buyer writes that it is late."""
    assert cause_of("so late", days_since_ship=days, promised_days=30) is cause


def test_without_a_ship_date_the_promise_counts_from_the_order():
    assert cause_of("nothing yet", days_since_order=50, promised_days=45) is Cause.L1


def test_the_day_of_delivery_counts_before_the_days_that_passed_since():
    facts = {"delivered_after_days": 20, "days_since_ship": 60, "promised_days": 30}
    assert cause_of("arrived late", **facts) is Cause.L2


@pytest.mark.parametrize(("expired", "cause"), [(True, Cause.P7), (False, Cause.P6)])
def test_protection_decides_what_a_failure_in_use_is(expired, cause):
    assert cause_of("it ran for weeks, then it died", protection_expired=expired) is cause


def test_protection_can_be_counted_in_days():
    facts = {"days_since_delivery": 100, "protection_days": 75}
    assert cause_of("stopped working", **facts) is Cause.P7


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("CC_IM_FAILURE", Cause.B3),
        ("CUS_TAX", Cause.B2),
        ("RETURNED", Cause.L3),
        ("GTMS_DEL_FAILURE", Cause.L3),
        ("GSTA_SIGN_FAIL", Cause.B4),
        ("gtms_sta_wait_cust_change_address", Cause.B1),
    ],
)
def test_tracking_decides_where_the_text_only_says_not_received(code, cause):
    facts = {"days_since_ship": 50, "promised_days": 30, "tracking_code": code}
    assert cause_of("where is my package", **facts) is cause


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("Recipient refused delivery", Cause.B5),
        ("Returned: wrong address", Cause.B1),
        ("Unclaimed", Cause.B4),
        ("Import customs inspection", Cause.B2),
        ("Delivery attempt failed, returned to sender", Cause.L3),
    ],
)
def test_the_carriers_words_decide_the_kind_of_return(status, cause):
    assert cause_of("it was sent back", reason=RETURNED, tracking_status=status) is cause


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("not damaged, but two screws are missing", Cause.P2),
        ("Nicht beschädigt, aber es fehlen zwei Schrauben", Cause.P2),
        ("не сломан, просто размер мал", Cause.P5),
        ("hasarlı değil ama eksik geldi", Cause.P2),
        ("没有破损，就是少了一件", Cause.P2),
        ("壊れてはいませんが、部品が足りません", Cause.P2),
        ("파손되지 않았지만 부품이 빠졌어요", Cause.P2),
    ],
)
def test_a_denied_trouble_does_not_count(text, cause):
    assert cause_of(text) is cause


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("It was late too, but the screen is cracked.", Cause.P1),
        ("Never received it. By the way, last time the lamp was broken.", Cause.L1),
        ("Sigo sin recibirlo; por cierto, el otro llegó roto", Cause.L1),
    ],
)
def test_a_side_remark_does_not_count(text, cause):
    assert cause_of(text) is cause


def test_broken_on_arrival_and_dead_is_damage():
    assert cause_of("arrived broken and does not work") is Cause.P1


def test_two_languages_in_one_line_are_both_read():
    assert cause_of("здравствуйте, customs wants duty payment") is Cause.B2
