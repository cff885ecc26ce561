"""How often a parcel is read."""

from datetime import timedelta

import pytest

from jobs.visiting.parcel_pace import Parcel, look_again
from tests.builders import DAY, HOUR, NOON


def pause(code, moved=HOUR, **more):
    parcel = Parcel(
        order_status=more.pop("status", "WAIT_BUYER_ACCEPT_GOODS"),
        last_code=code,
        last_moved=NOON - moved,
        **more,
    )
    again = look_again(parcel, NOON)
    return again and again - NOON


@pytest.mark.parametrize(
    ("code", "hours"),
    [
        (None, 8),
        ("CONSIGN", 8),
        ("PU_PICKUP_SUCCESS", 6),
        ("LH_DEPART", 6),
        ("A_CODE_OF_TOMORROW", 6),
        ("CC_IM_START", 6),
        ("GTMS_DELIVERING", 2),
        ("GTMS_SIGN_FAILURE", 2),
        ("GTMS_SIGNED", 48),
        ("GSTA_BUYER_SIGN", 48),
        ("RETURNED", 48),
    ],
)
def test_a_code_says_how_soon(code, hours):
    assert pause(code) == timedelta(hours=hours)


def test_what_has_not_moved_for_long_is_asked_about_once_a_day():
    assert pause("LH_DEPART", moved=11 * DAY) == DAY


@pytest.mark.parametrize("code", ["LH_DEPART", "CONSIGN"])
@pytest.mark.parametrize("distance", [-DAY, DAY])
def test_near_a_limit_it_is_read_often(code, distance):
    assert pause(code, moved=11 * DAY, limits=[NOON + distance]) == 2 * HOUR


def test_a_limit_hurries_nothing_that_has_arrived():
    assert pause("GTMS_SIGNED", limits=[NOON + HOUR]) == 2 * DAY


@pytest.mark.parametrize("status", ["FINISH", "FUND_PROCESSING"])
def test_nobody_follows_the_parcel_of_an_order_that_is_over(status):
    assert pause("LH_DEPART", status=status) is None
    assert pause("LH_DEPART", status=status, disputed=True) == 6 * HOUR


def test_one_long_arrived_tells_nothing_more_without_a_dispute():
    assert pause("GTMS_SIGNED", moved=15 * DAY) is None
    assert pause("GTMS_SIGNED", moved=15 * DAY, disputed=True) == 2 * DAY
