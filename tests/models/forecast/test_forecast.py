"""The forecast of a day from rows: what is due, who works, and what is told of it."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import forecast, members, rules, stores
from models.disputes import OURS, Dispute
from models.forecast import Forecast, queueing
from models.groups import GroupMember
from models.hours import presence
from models.members import EVERY_STORE, Role
from models.records import Turn
from models.tagging.causes import Cause
from tests.builders import DAY, HOUR, NOON, STORE, a_store

UTC_ZONE = ZoneInfo("UTC")
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=UTC)
MONDAY_AT_NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def a_dispute(number, due_at, **more):
    told = {
        "store": STORE,
        "issue_id": str(number),
        "order_id": str(number),
        "opened_at": FRIDAY - 3 * DAY,
        "turn_since": FRIDAY - 3 * DAY,
        "seen_at": FRIDAY - 3 * DAY,
        "due_at": due_at,
        "cause": Cause.L1,
        "confidence": 1.0,
    }
    return Dispute(**told | more)


@pytest.fixture
def team(ground):
    """Ana and Ben answer, Lea leads, Ada is an admin, Vic looks on."""
    with ground.database.write() as session:
        roles = {"UANA": Role.AGENT, "UBEN": Role.AGENT, "ULEA": Role.LEAD}
        for user, role in (roles | {"UADA": Role.ADMIN, "UVIC": Role.VIEWER}).items():
            members.add(session, user, role, EVERY_STORE, NOON)
    return ground


def made(ground, now=FRIDAY, zone=UTC_ZONE):
    with ground.database.read() as session:
        day = now.astimezone(zone).date()
        return forecast.of(session, stores.active(session), day, zone, now)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_due_is_what_a_person_would_count(team, seed):
    dice = random.Random(seed)
    with team.database.write() as session:
        a_store(session, "iberia")
    rows = []
    for number in range(300):
        due = FRIDAY + dice.uniform(-24, 96) * HOUR if dice.random() < 0.9 else None
        over = {"closed_at": FRIDAY - HOUR} if dice.random() < 0.2 else {}
        told = {
            "turn": dice.choice(list(Turn)),
            "platform_handled": dice.random() < 0.2,
            "store": dice.choice([STORE, "iberia"]),
        }
        rows.append(a_dispute(number, due, **told | over))
    team.add(*rows)
    rows = team.all(Dispute)
    with team.database.write() as session:
        for main, other in zip(rows[:100], rows[100:200], strict=True):
            if main.store == other.store:
                session.get(Dispute, other.id).merged_into = main.id

    told = made(team)

    waiting = [
        one
        for one in team.all(Dispute)
        if one.closed_at is None and not one.platform_handled and one.turn in OURS and one.due_at
    ]
    due = {one.merged_into or one.id for one in waiting if FRIDAY <= one.due_at < MONDAY_AT_NINE}
    assert told.due == len(due) > 0
    assert told.overdue == sum(one.due_at < FRIDAY for one in waiting) > 0
    assert told.until == MONDAY_AT_NINE.isoformat()
    assert told.stores == ["iberia", STORE]
    assert made(team) == told


@pytest.mark.parametrize(
    ("text", "zone", "until"),
    [
        ("", "UTC", MONDAY_AT_NINE),
        ("holidays = [2026-11-30]\n", "UTC", MONDAY_AT_NINE + DAY),
        ("hours = { end = '18:00', days = ['sat'] }\n", "UTC", FRIDAY + 23 * HOUR),
        ("", "Asia/Shanghai", MONDAY_AT_NINE - 8 * HOUR),
    ],
)
def test_today_lasts_until_the_team_works_again(text, zone, until):
    known = rules.read(text + rules.DEFAULT)
    store = stores.Store(name=STORE, channel="C1", timezone=zone, added_at=NOON)

    ends = queueing.ends(known, [store], date(2026, 11, 27), ZoneInfo(zone))

    assert ends == {STORE: until}


def test_when_clocks_go_back_the_day_is_an_hour_longer():
    known = rules.read(rules.DEFAULT)
    store = stores.Store(name=STORE, channel="C1", timezone="Europe/Madrid", added_at=NOON)

    ends = queueing.ends(known, [store], date(2026, 10, 23), store.zone)

    assert ends[STORE] == datetime(2026, 10, 26, 8, tzinfo=UTC)  # 09:00, in winter's time.


def test_where_nobody_works_for_weeks_it_is_midnight():
    days = ", ".join(f"2026-12-{n:02}" for n in range(1, 32))
    known = rules.read(f"holidays = [{days}]\n" + rules.DEFAULT)
    store = stores.Store(name=STORE, channel="C1", added_at=NOON)

    ends = queueing.ends(known, [store], date(2026, 11, 30), UTC_ZONE)

    assert ends == {STORE: datetime(2026, 12, 1, tzinfo=UTC)}


def test_agents_and_leads_work_and_nobody_else(team):
    team.add(a_dispute(1, FRIDAY + 10 * MINUTE))
    assert made(team).people == 3

    with team.database.write() as session:
        members.add(session, "SAGENTS", Role.AGENT, STORE, NOON)
        session.add(GroupMember(group_id="SAGENTS", user_id="UCAT"))
        presence.put(session, "UBEN", has_left=True)
        presence.put(session, "ULEA", timezone="Pacific/Auckland")
    # Cat is in, Ben has left; where Lea is, it is Friday night, and then Monday's morning.
    assert made(team).people == 3
    with team.database.write() as session:
        session.get(presence.Presence, "UBEN").has_left = False
    assert made(team).people == 4


def test_an_admin_answers_what_they_have_themselves(team):
    team.add(a_dispute(1, FRIDAY + HOUR, assignee_id="UADA"))
    team.add(a_dispute(2, FRIDAY + HOUR, assignee_id="UVIC"))

    told = made(team)

    assert told.people == 4
    assert [one[0] for one in told.first] == [team.dispute("2").id]  # Vic may not answer.
    assert told.passed_on == [[team.dispute("2").id, "UANA"]]


def test_a_day_off_and_the_night_are_told_as_they_are(team):
    off = "[people.UANA]\naway = [{ first = 2026-11-27, last = 2026-11-27 }]\n"
    team.put_in_force(rules.DEFAULT + off)
    team.add(*(a_dispute(n, FRIDAY + 20 * HOUR, assignee_id="UANA") for n in range(30)))

    told = made(team)

    assert (told.missed, told.people, told.handling, told.slow) == (30, 2, 20, None)
    assert told.first[0][1:] == [(FRIDAY + 20 * HOUR).isoformat(), "UANA", None]
    assert len(told.first) == 20
    assert told.passed_on_count == 30  # Two people have eight hours each: time for 48.
    assert (told.help, told.saves, told.lost) == (0, 0, 0)


def test_the_hours_that_save_the_rest(team):
    team.add(*(a_dispute(n, FRIDAY + HOUR) for n in range(15)))
    team.add(a_dispute(99, FRIDAY + 10 * MINUTE))

    told = made(team)

    # Three people answer three each in an hour; six more take two hours, shared by two.
    assert (told.due, told.missed, told.passed_on_count) == (16, 7, 0)
    assert (told.saves, told.help, told.help_people) == (6, 120, 2)
    assert (told.lost, told.lost_first) == (1, [team.dispute("99").id])


def test_what_is_closed_leaves(team):
    team.add(a_dispute(1, FRIDAY + MINUTE), a_dispute(2, FRIDAY + MINUTE))
    assert made(team).missed == 2
    with team.database.write() as session:
        session.get(Dispute, team.dispute("1").id).closed_at = FRIDAY

    assert made(team).numbers == [team.dispute("2").id]


def test_nothing_due_asks_for_nobody(team):
    assert made(team) == Forecast(
        day="2026-11-27",
        stores=[STORE],
        at=FRIDAY.isoformat(),
        until=MONDAY_AT_NINE.isoformat(),
    )


def test_it_is_kept_and_read_as_plain_values(team):
    team.add(a_dispute(1, FRIDAY + MINUTE))
    told = made(team)

    assert Forecast.read(told.plain() | {"unknown": 1}) == told


def test_it_asks_the_database_as_often_for_many_as_for_one(team):
    team.add(a_dispute(1, FRIDAY + HOUR))
    few = team.statements(lambda: made(team))
    team.add(*(a_dispute(n, FRIDAY + HOUR, assignee_id="UANA") for n in range(2, 200)))

    assert team.statements(lambda: made(team)) == few
