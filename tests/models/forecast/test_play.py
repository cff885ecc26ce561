"""The simulation of the hours that are left, against a minute by minute one."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from models.forecast.helping import needed, passed_on
from models.forecast.people import Worker, spans
from models.forecast.queueing import Task
from models.forecast.simulating import Turn, play, reached
from models.hours.business_time import WorkingTime
from models.rules.schema import Absence, Hours

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TEN = datetime(2026, 11, 27, 10, tzinfo=UTC)  # A Friday.
FAR = TEN + 4 * DAY
PEOPLE = "UANA", "UBEN", "UCAT"


def a_worker(user, *stretches, stores=("nordic",), takes=None):
    """Works for these stores from so many minutes after ten until so many."""
    told = tuple((TEN + a * MINUTE, TEN + b * MINUTE) for a, b in stretches)
    return Worker(user, dict.fromkeys(stores, told), frozenset(stores if takes is None else takes))


def a_task(number, due, owner=None, store="nordic"):
    return Task(number, store, TEN + due * MINUTE, owner)


@st.composite
def workers(draw, most=3):
    found = []
    for user in PEOPLE[: draw(st.integers(1, most))]:
        marks = sorted(draw(st.sets(st.integers(0, 300), max_size=6)))
        stretches = list(pairwise(marks))[::2]
        stores = draw(st.sampled_from([("nordic",), ("solar",), ("nordic", "solar")]))
        found.append(a_worker(user, *stretches, stores=stores))
    return found


@st.composite
def queues(draw, owned=True):
    told = draw(st.lists(st.integers(0, 330), max_size=14))
    owners = st.sampled_from([None, *PEOPLE]) if owned else st.none()
    stores = st.sampled_from(["nordic", "solar"])
    return [
        a_task(n, due, draw(owners), draw(stores)) for n, due in enumerate(sorted(told), start=1)
    ]


works = st.integers(1, 60).map(lambda minutes: minutes * MINUTE)


def done_by_minutes(worker, store, busy, work):
    """
    Walk on minute by minute: the minutes that they spend on it, or None where they run out.

    Args:
        busy: The minutes that are taken.

    """
    spent = []
    for minute in range(int((FAR - TEN) / MINUTE)):
        at = TEN + minute * MINUTE
        works_then = any(start <= at < end for start, end in worker.spans.get(store, ()))
        if works_then and (not busy or minute > max(busy)):
            spent.append(minute)
            if len(spent) * MINUTE == work:
                return spent
    return None


def by_minutes(tasks, people, work):
    """Who answers what in time, and when; what nobody does is None."""
    busy = {one.user: [] for one in people}
    found = {}
    for task in tasks:
        best = None
        for one in sorted(people, key=lambda worker: worker.user):
            able = one.user == task.owner if task.owner else task.store in one.takes
            spent = done_by_minutes(one, task.store, busy[one.user], work) if able else None
            if spent and (best is None or (spent[-1], len(one.takes)) < best[:2]):
                best = (spent[-1], len(one.takes), one.user, spent)
        if best and TEN + (best[0] + 1) * MINUTE <= task.due:
            busy[best[2]] += best[3]
            found[task.number] = best[2]
        else:
            found[task.number] = None
    return found


@given(queues(), workers(), works)
def test_it_comes_out_as_minute_by_minute(tasks, people, work):
    plan = play(tasks, people, TEN, work)

    told = {task.number: user for user, mine in plan.answered.items() for task in mine}
    told |= dict.fromkeys((late.task.number for late in plan.missed), None)
    assert told == by_minutes(tasks, people, work)


def most_that_can_be_met(tasks, people, work):
    """By augmenting paths, between disputes and the places in each person's day."""
    ends = []
    for one in people:
        free = TEN
        while (turn := reached(one, "nordic", free, work)) is not None:
            ends.append(turn.end)
            free = turn.end
    taken = {}

    def place(task, tried):
        for slot, end in enumerate(ends):
            if end <= task.due and slot not in tried:
                tried.add(slot)
                if slot not in taken or place(taken[slot], tried):
                    taken[slot] = task
                    return True
        return False

    return sum(place(task, set()) for task in tasks)


@given(queues(owned=False), workers(), works)
def test_a_team_that_shares_one_store_misses_no_more_than_it_must(tasks, people, work):
    tasks = [Task(one.number, "nordic", one.due, None) for one in tasks]
    people = [
        Worker(one.user, {"nordic": next(iter(one.spans.values()))}, frozenset({"nordic"}))
        for one in people
    ]

    plan = play(tasks, people, TEN, work)

    assert len(tasks) - len(plan.missed) == most_that_can_be_met(tasks, people, work)


@given(queues(), workers(most=2), works, st.integers(0, 200), st.integers(1, 200))
def test_one_more_person_never_misses_more(tasks, people, work, since, span):
    tasks = [Task(one.number, "nordic", one.due, one.owner) for one in tasks]
    people = [
        Worker(one.user, {"nordic": next(iter(one.spans.values()))}, frozenset({"nordic"}))
        for one in people
    ]
    more = [*people, a_worker("UDAN", (since, since + span))]

    assert len(play(tasks, more, TEN, work).missed) <= len(play(tasks, people, TEN, work).missed)


@given(queues(), workers(), works)
def test_whoever_is_off_duty_does_nothing(tasks, people, work):
    off = a_worker("UDAN", stores=("nordic", "solar"))

    assert play(tasks, [*people, off], TEN, work).missed == play(tasks, people, TEN, work).missed
    assert play(tasks, [*people, off], TEN, work).answered["UDAN"] == []


@given(queues(), workers(), works)
def test_whoever_takes_one_more_misses_none_of_theirs(tasks, people, work):
    plan = play(tasks, people, TEN, work)
    given_to = passed_on(plan, people, TEN, work)

    known = {one.user: one for one in people}
    for user, worker in known.items():
        mine = [task for task, to in given_to if to == user] + plan.answered[user]
        free = TEN
        for task in sorted(mine, key=lambda task: (task.due, task.number)):
            turn = reached(worker, task.store, free, work)
            assert turn.end <= task.due
            free = turn.end
    assert all(task.owner != user for task, user in given_to)
    missed = [late.task for late in plan.missed]
    assert all(task in missed for task, _user in given_to)


def saved(tasks, people, budget, work):
    """Minute by minute: so many people begin now, and stop after so much work of all together."""
    left, free, count = budget, [0] * people, 0
    for task in tasks:
        free.sort()
        end = free[0] + work // MINUTE
        if left >= work and TEN + end * MINUTE <= task.due:
            left -= work
            free[0] = end
            count += 1
    return count


@given(queues(), works)
@example([a_task(1, 20), a_task(2, 20), a_task(3, 40)], 20 * MINUTE)
def test_the_least_help_is_found_by_trying(tasks, work):
    help_ = needed(tasks, TEN, work)

    most = saved(tasks, len(tasks) or 1, work * len(tasks), work)
    assert len(help_.saves) == most
    people = next(n for n in range(1, 99) if saved(tasks, n, work * len(tasks), work) == most)
    assert help_.people == (people if most else 0)
    budgets = (minutes * MINUTE for minutes in range(10**6))
    assert help_.span == next(b for b in budgets if saved(tasks, people, b, work) == most)
    assert {*help_.saves} | {*help_.lost} == {*tasks}


def test_a_claimed_one_waits_for_its_owner_and_the_others_for_whoever_is_free_first():
    ana, ben = a_worker("UANA", (0, 480)), a_worker("UBEN", (120, 480))
    tasks = [a_task(1, 60, "UANA"), a_task(2, 60, "UBEN"), a_task(3, 180), a_task(4, 200, "UANA")]

    plan = play(tasks, [ana, ben], TEN, HOUR)

    assert [task.number for task in plan.answered["UANA"]] == [1, 3, 4]
    [late] = plan.missed
    assert (late.task.number, late.turn) == (2, Turn("UBEN", TEN + 2 * HOUR, TEN + 3 * HOUR))
    assert passed_on(plan, [ana, ben], TEN, HOUR) == []


def test_what_its_owner_cannot_keep_goes_to_who_has_time():
    ana, ben = a_worker("UANA"), a_worker("UBEN", (0, 480))
    tasks = [a_task(1, 60, "UANA"), a_task(2, 480)]

    plan = play(tasks, [ana, ben], TEN, HOUR)

    assert [late.turn for late in plan.missed] == [None]
    assert passed_on(plan, [ana, ben], TEN, HOUR) == [(tasks[0], "UBEN")]


def test_nobody_works_at_the_weekend_on_holidays_and_while_away():
    holidays = frozenset({date(2026, 11, 30)})
    away = (Absence(first=date(2026, 12, 1), last=date(2026, 12, 1)),)
    working = WorkingTime(Hours(), ZoneInfo("UTC"), holidays, away)

    found = list(spans(working, TEN, TEN + 5 * DAY + HOUR))

    assert found == [(TEN, TEN + 8 * HOUR), (TEN + 5 * DAY - HOUR, TEN + 5 * DAY + HOUR)]


def test_the_hour_that_clocks_jump_over_is_no_working_time():
    working = WorkingTime(
        Hours(days=("sun",), start=time(1), end=time(5)), ZoneInfo("Europe/Madrid")
    )
    since = datetime(2026, 3, 28, 12, tzinfo=UTC)

    [(start, end)] = spans(working, since, since + DAY)

    assert end - start == 3 * HOUR
    ana = Worker("UANA", {"nordic": ((start, end),)}, frozenset({"nordic"}))
    tasks = [Task(n, "nordic", end, None) for n in range(1, 5)]
    assert len(play(tasks, [ana], since, HOUR).missed) == 1
