"""Working time: exact in real elapsed time, in any zone and on any day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from models.hours.business_time import WorkingTime
from models.hours.shifts import of_person, of_store
from models.rules import read
from models.rules.schema import Absence, Hours, Weekday
from models.stores import Store
from tests.builders import DAY, HOUR, NOON

QUARTER = timedelta(minutes=15)
NOTHING = timedelta()
MADRID = ZoneInfo("Europe/Madrid")
UNHURRIED = settings(deadline=None, max_examples=60)
EVERY_DAY = tuple(Weekday)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def hours(start, end, days=EVERY_DAY):
    return Hours(days=days, start=time.fromisoformat(start), end=time.fromisoformat(end))


WEEK = WorkingTime(Hours(), MADRID)  # Monday to Friday, nine to six; NOON is a Tuesday.

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
# Skipped or repeated hours, half hours, midnights and whole days.
ODD = st.sampled_from(
    ["Pacific/Apia", "America/St_Johns", "Australia/Lord_Howe", "America/Havana", "Europe/Madrid"]
).map(ZoneInfo)
TIMES = st.times(time(0), time(23, 59)).map(lambda at: at.replace(microsecond=0))
STARTS = st.times(time(0), time(23, 44)).map(lambda at: at.replace(microsecond=0))
HOURS = (
    st.tuples(st.sets(st.sampled_from(EVERY_DAY), min_size=1), STARTS, TIMES)
    .filter(lambda told: _minutes(told[1]) + 15 <= _minutes(told[2]))
    .map(lambda told: Hours(days=tuple(told[0]), start=told[1], end=told[2]))
)
DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))
MOMENTS = st.timedeltas(-20 * 365 * DAY, 4 * 365 * DAY).map(lambda ago: NOON + ago)
AWAY = st.tuples(DAYS, st.integers(0, 20)).map(
    lambda told: Absence(first=told[0], last=told[0] + told[1] * DAY)
)
WORKING = st.builds(
    WorkingTime, HOURS, st.one_of(ODD, ZONES), st.frozensets(DAYS), st.tuples(AWAY) | st.just(())
)
SPANS = st.timedeltas(timedelta(microseconds=1), 50 * HOUR)


def _minutes(at):
    return at.hour * 60 + at.minute


def by_steps(working, first, last, step):
    """The same by looking at each moment, as nobody would do it but slowly."""
    count, moment = 0, first
    while moment < last:
        count, moment = count + working.is_open(moment), moment + step
    return count * step


def on_the_wall(working, moment):
    """Whether a clock on the wall says that somebody works."""
    there = moment.astimezone(working.zone)
    return working.hours.start <= there.time() < working.hours.end


@pytest.mark.parametrize(
    ("at", "is_open", "opens", "closes"),
    [
        (utc(2026, 11, 24, 7, 59), False, utc(2026, 11, 24, 8), utc(2026, 11, 24, 17)),
        (utc(2026, 11, 24, 8), True, utc(2026, 11, 24, 8), utc(2026, 11, 24, 17)),
        (utc(2026, 11, 24, 16, 59), True, utc(2026, 11, 24, 16, 59), utc(2026, 11, 24, 17)),
        (utc(2026, 11, 24, 17), False, utc(2026, 11, 25, 8), utc(2026, 11, 25, 17)),
        (utc(2026, 11, 27, 17), False, utc(2026, 11, 30, 8), utc(2026, 11, 30, 17)),
    ],
    ids=["before", "start", "late", "end", "weekend"],
)
def test_a_day_starts_at_its_start_and_its_end_is_outside(at, is_open, opens, closes):
    assert WEEK.is_open(at) is is_open
    assert (WEEK.next_open(at), WEEK.next_close(at)) == (opens, closes)


def test_holidays_and_absences_are_no_working_days():
    holiday, away = date(2026, 11, 25), Absence(first=date(2026, 11, 26), last=date(2026, 11, 27))
    rests = WorkingTime(Hours(), MADRID, frozenset({holiday}), (away,))

    assert rests.next_open(utc(2026, 11, 24, 20)) == utc(2026, 11, 30, 8)
    assert rests.add(NOON, 10 * HOUR) == utc(2026, 11, 30, 13)


@pytest.mark.parametrize(
    ("kept", "day", "worked"),
    [
        (hours("00:00", "06:00"), date(2026, 3, 29), 5 * HOUR),  # 02:00 becomes 03:00.
        (hours("00:00", "06:00"), date(2026, 10, 25), 7 * HOUR),  # 03:00 becomes 02:00.
        (hours("02:30", "10:00"), date(2026, 3, 29), 7 * HOUR),  # The start is jumped over.
        (hours("00:00", "02:30"), date(2026, 3, 29), 2 * HOUR),  # The end is jumped over.
        (hours("02:15", "02:45"), date(2026, 3, 29), NOTHING),  # All of it is.
        (hours("00:00", "02:30"), date(2026, 10, 25), 3.5 * HOUR),  # The end is shown twice.
        (hours("02:30", "06:00"), date(2026, 10, 25), 4.5 * HOUR),  # The start is.
        (hours("09:00", "18:00"), date(2026, 3, 29), 9 * HOUR),
    ],
)
def test_a_day_of_changed_clocks_counts_what_really_passes(kept, day, worked):
    around = datetime.combine(day, time(), MADRID).astimezone(UTC)
    next_day = datetime.combine(day + DAY, time(), MADRID).astimezone(UTC)

    assert WorkingTime(kept, MADRID).between(around, next_day) == worked


def test_a_day_that_a_zone_left_out_was_no_working_day():
    apia = WorkingTime(hours("09:00", "18:00"), ZoneInfo("Pacific/Apia"))
    week = utc(2011, 12, 29, 10), utc(2012, 1, 5, 10)  # Midnights, of 29 December and 6 January.

    assert apia.between(*week) == 7 * 9 * HOUR
    assert apia.add(utc(2011, 12, 30, 3), 2 * HOUR) == utc(2011, 12, 30, 20)


def test_who_never_works_is_never_awaited():
    gone = WorkingTime(Hours(), MADRID, away=(Absence(first=date(2020, 1, 1), last=date.max),))

    assert (gone.next_open(NOON), gone.next_close(NOON), gone.add(NOON, HOUR)) == (None,) * 3
    assert gone.add(NOON + 2000 * DAY, -HOUR) is None
    assert not gone.is_open(NOON)
    assert gone.between(NOON, NOON + 90 * DAY) == NOTHING


@UNHURRIED
@given(working=WORKING, moment=MOMENTS, span=SPANS)
@example(WEEK, NOON, NOTHING)
def test_what_is_added_lies_between(working, moment, span):
    for signed in (span, -span):
        reached = working.add(moment, signed)

        assert reached is not None
        assert working.between(moment, reached) == signed


def test_time_is_counted_from_the_first_day_that_can_be_told():
    mondays = WorkingTime(hours("00:00", "00:15", (Weekday.MON,)), ZoneInfo("Pacific/Apia"))
    first = utc(1990, 1, 1, 11)  # There it is midnight, and a Monday.

    assert mondays.between(first, first + HOUR) == QUARTER
    assert mondays.add(first + HOUR, -QUARTER) == first


@UNHURRIED
@given(working=WORKING, moment=MOMENTS, span=SPANS)
def test_adding_and_taking_away_are_inverse_within_working_time(working, moment, span):
    start = working.next_open(moment)
    assume(start is not None)
    there = working.add(start, span)
    assume(there is not None)

    assert working.add(there, -span) == start
    assert working.add(start, span) == there
    assert working.add(working.add(there, -span), span) == there


@UNHURRIED
@given(working=WORKING, moment=MOMENTS, spans=st.tuples(SPANS, SPANS))
def test_more_time_never_ends_earlier_and_parts_make_the_whole(working, moment, spans):
    one, both = working.add(moment, spans[0]), working.add(moment, sum(spans, NOTHING))
    assume(both is not None)

    assert moment < one < both
    assert working.add(one, spans[1]) == both
    assert working.between(moment, both) == working.between(moment, one) + spans[1]
    assert NOTHING < spans[0] <= one - moment


@UNHURRIED
@given(working=WORKING, moment=MOMENTS)
def test_the_next_opening_is_the_first_open_moment(working, moment):
    opens = working.next_open(moment)
    assume(opens is not None)

    assert opens >= moment
    assert (opens == moment) is working.is_open(moment)
    assert working.is_open(opens)
    assert working.between(moment, opens) == NOTHING
    closes = working.next_close(moment)
    assert not working.is_open(closes) or working.next_open(closes) == closes
    assert working.between(opens, closes) == closes - opens


@settings(deadline=None, max_examples=25)
@given(working=WORKING, day=DAYS, length=st.integers(1, 6))
@example(WorkingTime(hours("23:15", "23:45"), ZoneInfo("America/St_Johns")), date(2010, 11, 7), 1)
@example(WorkingTime(hours("00:00", "23:45"), ZoneInfo("America/St_Johns")), date(2010, 11, 6), 3)
@example(WorkingTime(hours("01:45", "02:15"), MADRID), date(2026, 10, 25), 1)
def test_it_counts_what_looking_at_each_moment_counts(working, day, length):
    start = datetime.combine(day, time(), UTC)
    kept = {"start": _quarter(working.hours.start), "end": _quarter(working.hours.end)}
    assume(kept["start"] < kept["end"])
    plain = WorkingTime(
        working.hours.model_copy(update=kept), working.zone, working.holidays, working.away
    )
    end = start + length * DAY

    assert plain.between(start, end) == by_steps(plain, start, end, QUARTER)


def _quarter(at):
    return at.replace(minute=at.minute // 15 * 15, second=0)


@UNHURRIED
@given(working=WORKING, moment=MOMENTS)
def test_on_an_ordinary_day_the_clock_on_the_wall_decides(working, moment):
    around = {(moment + step * HOUR).astimezone(working.zone).utcoffset() for step in (-36, 0, 36)}
    assume(len(around) == 1)
    there = moment.astimezone(working.zone)
    works = (
        EVERY_DAY[there.weekday()] in working.hours.days
        and there.date() not in working.holidays
        and not any(one.first <= there.date() <= one.last for one in working.away)
    )

    assert working.is_open(moment) is (works and on_the_wall(working, moment))


# Whose


RULES = """
holidays = ["2026-12-25"]
hours = { start = "10:00", end = "19:00" }
[[ladders]]
name = "answer"
steps = [{ before = "6h", to = ["owner"] }]
[people.UANA]
timezone = "America/Sao_Paulo"
away = [{ first = "2026-11-26", last = "2026-11-27" }]
[people.UBEN]
hours = { days = ["sat"], start = "08:00", end = "12:00" }
[stores.toys]
hours = { end = "16:00" }
"""


@pytest.fixture
def rules():
    return read(RULES)


def a_store(name="nordic"):
    return Store(name=name, channel="C1", added_at=NOON, timezone="Europe/Madrid")


def test_a_store_keeps_its_own_hours(rules):
    assert of_store(rules, a_store()) == WorkingTime(
        rules.hours, MADRID, frozenset({date(2026, 12, 25)})
    )
    assert of_store(rules, a_store("toys")).hours == hours("10:00", "16:00", Hours().days)


@pytest.mark.parametrize(
    ("person", "slack", "zone"),
    [
        ("UANA", "Asia/Tokyo", "America/Sao_Paulo"),
        ("UBEN", "Asia/Tokyo", "Asia/Tokyo"),
        ("UBEN", "Moon/Tranquility", "Europe/Madrid"),
        ("UBEN", None, "Europe/Madrid"),
        ("UNEW", None, "Europe/Madrid"),
    ],
)
def test_a_persons_zone_is_the_rules_word_then_slacks_then_the_stores(rules, person, slack, zone):
    assert of_person(rules, person, a_store(), slack).zone == ZoneInfo(zone)


def test_a_person_keeps_hours_and_absences_of_their_own(rules):
    ana, ben = (of_person(rules, person, a_store()) for person in ("UANA", "UBEN"))

    assert ana.hours == rules.hours
    assert ana.next_open(utc(2026, 11, 25, 23)) == utc(2026, 11, 30, 13)
    assert ben.next_open(NOON) == utc(2026, 11, 28, 7)
