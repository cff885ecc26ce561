"""Money as people type it into the resolve modal."""

from decimal import Decimal

import pytest

from slackbot.views.resolve import amount


@pytest.mark.parametrize(
    ("typed", "read"),
    [("12.50", "12.50"), ("12,50", "12.50"), ("7", "7.00"), ("1 000.5", "1000.50"), ("0", "0.00")],
)
def test_plain_digits_are_an_amount(typed, read):
    assert str(amount(typed)) == str(Decimal(read))


@pytest.mark.parametrize(
    "typed", ["", "1e5", "1_000", "-1", "1.234", "1,234", "1.2.3", ".", "12.", "NaN", "٣", "9" * 11]
)
def test_anything_else_is_none(typed):
    assert amount(typed) is None
