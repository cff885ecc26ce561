"""When a store's night has come."""

from datetime import UTC, datetime

import pytest

from jobs.nights import last_night
from models.stores import Store


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("UTC", datetime(2026, 5, 2, 2, 59, tzinfo=UTC), datetime(2026, 5, 1, 3, tzinfo=UTC)),
        ("UTC", datetime(2026, 5, 2, 3, 0, tzinfo=UTC), datetime(2026, 5, 2, 3, tzinfo=UTC)),
        (
            "Asia/Shanghai",
            datetime(2026, 5, 2, 0, 0, tzinfo=UTC),
            datetime(2026, 5, 1, 19, tzinfo=UTC),
        ),
        (
            "America/Los_Angeles",
            datetime(2026, 11, 1, 12, 0, tzinfo=UTC),
            datetime(2026, 11, 1, 11, tzinfo=UTC),
        ),
    ],
)
def test_it_is_three_o_clock_where_the_store_is(zone, now, expected):
    store = Store(name="s", channel="C", timezone=zone, added_at=now)
    assert last_night(store, now) == expected
