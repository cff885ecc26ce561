"""Reading the lists of disputes: what is asked for, how far back, and what nobody lists."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from jobs import enduring
from jobs.sources.errors import Refused, Unavailable, Unreadable
from jobs.sources.rows import ListedDispute
from jobs.sources.times import instant
from jobs.visiting import reading
from jobs.visiting.taking import take_in
from jobs.visiting.visit import Visit
from models import disputes
from models.database import Database
from models.records import Outcome, Status, Turn
from models.stores import Store
from tests.builders import DAY, HOUR, NOON, STORE, a_dispute_record, a_store

MINUTE = timedelta(minutes=1)


class Platform:
    """Disputes as they stand, newest first; `asked` holds the details that were called for."""

    def __init__(self):
        self.held, self.asked, self.rows_read = {}, [], []

    def put(self, entry, status=Status.PROCESSING, opened=NOON - DAY, modified=None, **more):
        row = ListedDispute(
            issue_id=entry,
            order_id=f"o{entry}",
            status=status,
            created_at=opened,
            modified_at=modified or opened,
        )
        self.held[entry] = (row, more)

    def disputes(self, status):
        rows = [row for row, _more in self.held.values() if row.status is status]
        for row in sorted(rows, key=lambda row: row.created_at, reverse=True):
            self.rows_read.append(row.issue_id)
            yield row

    def dispute(self, listed):
        self.asked.append(listed.issue_id)
        row, more = self.held[listed.issue_id]
        if error := more.get("error"):
            raise error
        is_open = row.status is Status.PROCESSING
        return a_dispute_record(
            issue_id=row.issue_id,
            order_id=row.order_id,
            opened_at=row.created_at,
            modified_at=row.modified_at,
            status=row.status,
            turn=Turn.OURS if is_open else Turn.CLOSED,
            due_at=more.get("due_at", NOON + 4 * DAY),
            outcome=more.get("outcome"),
        )


@pytest.fixture
def desk(sqlite_url):
    database = Database(sqlite_url)
    with database.write() as session:
        a_store(session)
    yield SimpleNamespace(database=database, clock=NOON, now=lambda: None)
    database.close()


@pytest.fixture
def read(desk):
    """Read the platform at a moment; gives the details that were called for."""
    store = Store(name=STORE, channel="C1", added_at=NOON)
    last = []

    def read(platform, now, **more):
        platform.asked.clear()
        platform.rows_read.clear()
        told = SimpleNamespace(database=desk.database, now=lambda: now)
        visit = Visit(told, store, platform, started=now, last=last[-1] if last else None)
        reading.disputes(replace(visit, **more))
        last.append(now)
        return platform.asked

    return read


def known(desk, entry):
    with desk.database.read() as session:
        return disputes.find(session, STORE, entry)


def test_a_detail_is_read_once_for_each_change(read):
    platform = Platform()
    platform.put("1")
    platform.put("2")
    assert sorted(read(platform, NOON)) == ["1", "2"]
    assert read(platform, NOON + HOUR) == []

    platform.put("2", modified=NOON + HOUR)
    assert read(platform, NOON + 2 * HOUR) == ["2"]


@pytest.fixture
def goes_away(desk, monkeypatch):
    """The database is away so often, from the moment when this dispute's detail was asked for."""
    monkeypatch.setattr(enduring, "PAUSES", (0, 0))

    def goes_away(platform, entry, times):
        left = iter(range(times))

        @sa.event.listens_for(desk.database.engine, "begin")
        def on_begin(_connection):
            if entry in platform.asked and next(left, None) is not None:
                raise OperationalError("BEGIN", {}, ConnectionError("gone"))

    return goes_away


def test_a_reading_goes_on_once_the_database_is_back(desk, read, goes_away):
    platform = Platform()
    for entry in ("1", "2", "3"):
        platform.put(entry)
    goes_away(platform, "2", times=2)

    read(platform, NOON)

    assert all(known(desk, entry) for entry in ("1", "2", "3"))
    assert platform.asked.count("1") == 1


def test_a_database_that_stays_away_ends_the_reading(read, goes_away):
    platform = Platform()
    platform.put("1")
    goes_away(platform, "1", times=3)

    with pytest.raises(OperationalError):
        read(platform, NOON)


@pytest.mark.parametrize(
    ("left", "since", "again"),
    [
        (40 * MINUTE, 19 * MINUTE, False),
        (40 * MINUTE, 21 * MINUTE, True),
        (4 * HOUR, 1 * HOUR, False),
        (5 * HOUR, 2 * HOUR, True),
        (20 * HOUR, 3 * HOUR, False),
    ],
)
def test_near_its_deadline_it_is_read_again(read, left, since, again):
    platform = Platform()
    platform.put("1", due_at=NOON + left)
    read(platform, NOON)
    assert bool(read(platform, NOON + since)) is again


def test_what_ended_is_read_once_more_and_closed(desk, read):
    platform = Platform()
    platform.put("1")
    read(platform, NOON)
    lost = {"outcome": Outcome.LOST_BY_SILENCE}
    platform.put("1", Status.FINISH, modified=NOON + HOUR, **lost)

    assert read(platform, NOON + 2 * HOUR) == ["1"]
    assert known(desk, "1").outcome is Outcome.LOST_BY_SILENCE
    assert read(platform, NOON + 3 * HOUR) == []


def test_an_end_in_the_autumns_second_hour_is_no_older_news(desk, read):
    """The platform writes wall times: twice that night its clocks go through the same hour."""
    told = [instant(f"2026-11-01 {at}") for at in ("01:50:00", "01:10:00")]
    platform, later = Platform(), told[0] + DAY
    platform.put("1", opened=told[0] - DAY, modified=told[0])
    read(platform, told[0] + MINUTE)
    lost = {"outcome": Outcome.LOST_BY_SILENCE}
    platform.put("1", Status.FINISH, opened=told[0] - DAY, modified=told[1], **lost)

    assert read(platform, told[1] + HOUR) == ["1"]
    assert known(desk, "1").outcome is Outcome.LOST_BY_SILENCE
    assert known(desk, "1").modified_at == told[1] + HOUR
    assert read(platform, later) == []


def test_a_change_in_the_autumns_second_hour_is_read(desk, read):
    first, second = (instant(f"2026-11-01 {at}") for at in ("01:50:00", "01:10:00"))
    platform = Platform()
    platform.put("1", opened=first - DAY, modified=first)
    read(platform, first + MINUTE)
    platform.put("1", opened=first - DAY, modified=second, due_at=NOON + 9 * DAY)

    assert read(platform, second + HOUR) == ["1"]
    assert known(desk, "1").due_at == NOON + 9 * DAY


def test_before_that_hour_comes_twice_what_came_late_is_older_news(desk, read):
    """Two readers may overtake each other: nothing of it is told of an hour that is yet to come."""
    told = instant("2026-11-01 01:10:00")
    platform = Platform()
    platform.put("1", opened=told - DAY, modified=told + MINUTE)
    read(platform, told + 2 * MINUTE)
    platform.put("1", Status.CANCELED, opened=told - DAY, modified=told)

    read(platform, told + 3 * MINUTE)

    assert known(desk, "1").is_open
    assert known(desk, "1").modified_at == told + MINUTE


def test_what_opened_and_ended_while_we_were_down_is_not_missed(desk, read):
    """Not even when another door told us of a younger one meanwhile."""
    platform = Platform()
    read(platform, NOON)
    opened = NOON + DAY
    platform.put("1", Status.CANCELED, opened=opened, modified=opened + HOUR)
    platform.put("2", Status.FINISH, opened=opened, modified=opened + HOUR)
    platform.put("3", opened=NOON + 8 * DAY)
    told = SimpleNamespace(database=desk.database, now=lambda: NOON + 8 * DAY)
    take_in(told, a_dispute_record(issue_id="3", order_id="o3", opened_at=NOON + 8 * DAY))

    read(platform, NOON + 9 * DAY)

    assert known(desk, "1") is not None
    assert known(desk, "2") is not None


def test_the_lists_of_what_ended_are_read_no_further_than_our_oldest_open_one(read):
    platform = Platform()
    platform.put("open", opened=NOON - 20 * DAY)
    for day in range(60):
        platform.put(f"over-{day}", Status.FINISH, opened=NOON - day * DAY)
    read(platform, NOON)

    read(platform, NOON + MINUTE)

    assert len([row for row in platform.rows_read if row != "open"]) == 22  # One tells the end.


def test_what_stands_in_no_list_is_asked_for_by_its_id(desk, read):
    platform = Platform()
    platform.put("1")
    read(platform, NOON)
    row, _ = platform.held["1"]
    platform.held["1"] = (replace(row, status=Status.CANCELED), {})
    platform.disputes = lambda _status: iter(())

    assert read(platform, NOON + 2 * HOUR) == ["1"]
    assert known(desk, "1").turn is Turn.CLOSED


def test_what_the_platform_never_knew_is_asked_for_once_an_hour(desk, read):
    """A partner may have told us of it."""
    platform = Platform()
    told = SimpleNamespace(database=desk.database, now=lambda: NOON)
    take_in(told, a_dispute_record(issue_id="9"))
    platform.put("9", error=Refused("No."))
    platform.disputes = lambda _status: iter(())

    asked = [bool(read(platform, NOON + n * HOUR / 2)) for n in range(1, 6)]

    assert asked == [False, True, False, True, False]
    assert known(desk, "9").is_open


def test_a_list_with_holes_is_read_again_from_where_it_was(desk, read):
    platform = Platform()
    platform.put("1")
    read(platform, NOON)
    whole = platform.disputes
    platform.disputes = lambda _status: iter([Unreadable("page 1", "0 of 1 rows came")])
    with pytest.raises(Unavailable):
        read(platform, NOON + HOUR)

    platform.disputes = whole
    assert known(desk, "1").is_open


def test_a_night_reads_every_open_detail_once_and_goes_on_where_it_broke(read):
    platform = Platform()
    for number in range(6):
        platform.put(str(number), opened=NOON - DAY + number * MINUTE)
    read(platform, NOON)
    night = NOON + 5 * HOUR
    platform.put("2", opened=NOON - DAY + 2 * MINUTE, error=Unavailable("It broke off."))
    with pytest.raises(Unavailable):
        read(platform, night, anew_from=night)
    assert sorted(platform.asked) == [str(number) for number in range(6)]
    platform.put("2", opened=NOON - DAY + 2 * MINUTE)

    assert read(platform, night + HOUR, anew_from=night) == ["2"]


def test_when_nothing_can_be_had_the_reading_ends_soon(read):
    platform = Platform()
    for number in range(9):
        platform.put(str(number), error=Unavailable("It broke off."))
    with pytest.raises(Unavailable):
        read(platform, NOON)
    assert len(platform.asked) == 3


def test_a_detail_that_makes_no_sense_leaves_a_card_that_says_so(desk, read):
    platform = Platform()
    platform.put("1", error=Unreadable("1", "it is torn"))
    read(platform, NOON)
    assert known(desk, "1").turn is Turn.UNMAPPED
