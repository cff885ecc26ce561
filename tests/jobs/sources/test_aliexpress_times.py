"""The platform's wall time, wherever our host stands."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.sources.times import PLATFORM, SKEW, instant, not_before, wall_span, wall_time

YEAR = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 - given UTC next
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
# The hours around the end of summer time, which a year's draw rarely meets.
DOUBLED = st.integers(0, 4 * 3600).map(
    lambda seconds: datetime(2026, 11, 1, 7, tzinfo=UTC) + timedelta(seconds=seconds)
)
HOUR = timedelta(hours=1)


@pytest.fixture(
    scope="module", autouse=True, params=["Asia/Shanghai", "America/Los_Angeles", "UTC"]
)
def host(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@given(moment=YEAR | DOUBLED)
def test_a_written_moment_is_read_again_on_every_host(moment):
    """The second of two equal hours is read as the first: never later than it is."""
    second = moment.astimezone(PLATFORM).fold == 1
    assert instant(wall_time(moment)) == (moment - HOUR if second else moment)


@given(earlier=DOUBLED, later=DOUBLED)
def test_what_was_said_later_is_never_read_as_older_news(earlier, later):
    earlier, later = sorted((earlier, later))
    known = not_before(instant(wall_time(earlier)), None, earlier)

    read = not_before(instant(wall_time(later)), known, later)

    assert known <= read <= later
    assert not_before(instant(wall_time(later)), read, later) == read  # Unchanged, it is no news.


@given(earlier=DOUBLED, later=DOUBLED)
def test_what_came_late_is_not_read_as_of_an_hour_that_is_yet_to_come(earlier, later):
    earlier, later = sorted((earlier, later))

    assert not_before(instant(wall_time(earlier)), later, later) <= later + SKEW


def test_a_whole_year_reads_alike_on_every_host():
    """Every quarter of an hour: the wall clock gives its earlier instant, wherever we stand."""
    moment, seen = datetime(2026, 1, 1, tzinfo=UTC), {}
    for _ in range(366 * 96):
        seen.setdefault(moment.astimezone(PLATFORM).replace(tzinfo=None), moment)
        moment += timedelta(minutes=15)
    assert len(seen) == 366 * 96 - 4  # One hour occurs twice.
    for wall, first in seen.items():
        assert instant(str(wall)) == first


@given(start=YEAR | DOUBLED, length=st.timedeltas(timedelta(seconds=1), timedelta(days=60)))
def test_a_written_span_covers_ours_with_either_reading(start, length):
    first, last = wall_span(start, start + length)
    for fold in (0, 1):
        assert _read(first, fold) <= start
        assert _read(last, fold) >= start + length


def _read(written, fold):
    naive = datetime.fromisoformat(written).replace(fold=fold)
    return naive.replace(tzinfo=PLATFORM).astimezone(UTC)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2024-10-28 04:23:19", datetime(2024, 10, 28, 11, 23, 19, tzinfo=UTC)),
        ("2024-12-28 04:23:19", datetime(2024, 12, 28, 12, 23, 19, tzinfo=UTC)),
        ("2026-11-01 01:30:00", datetime(2026, 11, 1, 8, 30, tzinfo=UTC)),
        ("2026-03-08 02:30:00", datetime(2026, 3, 8, 10, 30, tzinfo=UTC)),
        (1714192160000, datetime(2024, 4, 27, 4, 29, 20, tzinfo=UTC)),
        ("1714192160000", datetime(2024, 4, 27, 4, 29, 20, tzinfo=UTC)),
        (1714192160, datetime(2024, 4, 27, 4, 29, 20, tzinfo=UTC)),
        ("20150714020749000-0700", datetime(2015, 7, 14, 9, 7, 49, tzinfo=UTC)),
        ("2024-10-28T04:23:19+08:00", datetime(2024, 10, 27, 20, 23, 19, tzinfo=UTC)),
        *(
            (nothing, None)
            for nothing in (
                "",
                "  ",
                None,
                0,
                True,
                {},
                "soon",
                "0000-00-00",
                "00010714020749000-0700",
            )
        ),
        *((never, None) for never in ("9999-12-31 23:59:59", 10**400, float("inf"), float("nan"))),
    ],
)
def test_every_form_of_a_time_is_read(told, expected):
    assert instant(told) == expected
