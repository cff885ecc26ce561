"""Two shapes of an answer, one meaning; and values in every form they come in."""

from decimal import Decimal

import pytest

from jobs.sources import reading
from jobs.sources.shapes import simplified


@pytest.mark.parametrize(
    "list_",
    [
        [{"id": 1}],
        {"solution_api_dto": [{"id": 1}]},
        {"solution_api_dto": {"id": 1}},
        {"id": 1, "status": "reached"},
    ],
)
def test_a_list_is_a_list_however_it_is_wrapped(list_):
    [row] = simplified({"result_object": {"buyer_solution_list": list_}})["result_object"][
        "buyer_solution_list"
    ]
    assert row["id"] == 1


@pytest.mark.parametrize("nothing", [[], {}, "", None])
def test_an_empty_list_comes_in_many_forms(nothing):
    assert simplified({"details": nothing}) == {"details": []}


def test_the_method_wrapper_is_taken_off():
    answer = {"aliexpress_issue_issuelist_get_response": {"total_item": 3, "data_list": {}}}
    assert simplified(answer | {"request_id": "2140"}) == {"total_item": 3, "data_list": []}


def test_an_object_of_one_list_stays_an_object():
    assert simplified({"result": {"target_list": [{"a": 1}]}}) == {
        "result": {"target_list": [{"a": 1}]}
    }


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("66.65", Decimal("66.65")),
        (66.65, Decimal("66.65")),
        (7, Decimal(7)),
        ("1.23456", Decimal("1.235")),
        *((unknown, None) for unknown in ("", "-1", "NaN", "Infinity", "1e300", True, None, {})),
    ],
)
def test_a_sum_is_exact_or_unknown(told, expected):
    assert reading.money(told) == expected


def test_an_id_keeps_all_its_digits():
    assert reading.text(9407000000441867) == "9407000000441867"
    assert reading.text(-2) == "-2"
    assert reading.text(True) is None


@pytest.mark.parametrize(("told", "expected"), [("usd", "USD"), ("", None), ("US$", None)])
def test_a_currency_is_three_letters(told, expected):
    assert reading.currency(told) == expected
