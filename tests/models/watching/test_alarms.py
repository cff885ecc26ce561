"""Troubles told: once by however many watchers, together where they came together, and ended."""

from datetime import timedelta

from sqlmodel import update

from models import rules
from models.messages import Message
from models.reading import sources
from models.watching import alarms, watch
from models.watching.alarms import Alarm
from models.watching.watch import Look, Trouble
from tests.builders import DAY, HOUR, NOON, a_dispute_record
from tests.support.ground import at_once

MINUTE = timedelta(minutes=1)
CLOCK, WEB, BULK = (Trouble(f"silent:{part}", NOON, {"part": part}) for part in ("a", "b", "c"))


def settle(ground, wrong, at=0, alarming=None):
    """A watcher looks, so many minutes after noon."""
    now = NOON + at * MINUTE
    with ground.database.write() as session:
        alarms.take_turn(session, now)
        return alarms.settle(session, wrong, wrong if alarming is None else alarming, now)


def standing(ground):
    return [(alarm.name[-1], alarm.incident) for alarm in ground.all(Alarm) if not alarm.over_at]


def test_watchers_at_the_same_moment_tell_it_once(ground):
    at_once(*[lambda: settle(ground, [CLOCK, WEB])] * 4)

    [first, second] = ground.all(Alarm)
    assert (first.incident, second.incident) == (first.id, first.id)


def test_what_is_wrong_for_a_moment_only_is_not_told_but_is_not_over_either(ground):
    assert settle(ground, [CLOCK], alarming=[]) == []
    settle(ground, [CLOCK])
    assert settle(ground, [CLOCK], 1, alarming=[]) == []
    assert len(standing(ground)) == 1


def test_what_begins_soon_joins_and_what_begins_later_does_not(ground):
    settle(ground, [CLOCK])
    settle(ground, [CLOCK, WEB], 14)
    settle(ground, [CLOCK, WEB, BULK], 16)

    [one, two, three] = standing(ground)
    assert one[1] == two[1] != three[1]


def test_what_comes_back_at_once_was_never_over_and_later_it_is_another(ground):
    settle(ground, [CLOCK])
    settle(ground, [], 1)
    settle(ground, [CLOCK], 5)
    assert len(ground.all(Alarm)) == 1

    settle(ground, [], 6)
    settle(ground, [CLOCK], 12)
    assert [incident for _name, incident in standing(ground)] == [ground.all(Alarm)[-1].id]
    assert len(ground.all(Alarm)) == 2


def troubles(ground, now=NOON, since=None, parts=("clock",)):
    with ground.database.read() as session:
        look = Look(now, rules.current(session).watchdog, parts, since)
        return [trouble.name for trouble in watch.troubles(session, look)]


def beat(ground, at=NOON):
    with ground.database.write() as session:
        sources.beat(session, "clock", at)


def test_silence_counts_from_the_last_sign_or_from_when_one_began_to_look(ground):
    assert troubles(ground) == ["silent:clock"]
    assert troubles(ground, since=NOON - 3 * MINUTE) == []
    assert troubles(ground, since=NOON - 4 * MINUTE) == ["silent:clock"]

    beat(ground)
    assert troubles(ground, NOON + 3 * MINUTE, NOON - DAY) == []
    assert troubles(ground, NOON + 4 * MINUTE, NOON - DAY) == ["silent:clock"]


def test_a_nudge_is_late_from_its_step_until_it_stands(ground):
    ground.take_in(a_dispute_record(due_at=NOON + 4 * DAY, modified_at=NOON))
    due = NOON + DAY
    assert troubles(ground, due + 5 * MINUTE - MINUTE / 60, parts=()) == []
    assert troubles(ground, due + 6 * MINUTE, parts=()) == ["late"]

    ground.fire(due + 6 * MINUTE)  # A message is wanted, and nobody posts it.
    assert troubles(ground, due + 6 * MINUTE, parts=()) == ["late"]
    with ground.database.write() as session:
        session.exec(update(Message).values(posted=Message.wanted))
    assert troubles(ground, due + 7 * MINUTE, parts=()) == []


def test_a_step_that_was_past_when_the_dispute_came_is_not_late_at_once(ground):
    ground.take_in(a_dispute_record(due_at=NOON + 20 * HOUR, modified_at=NOON))

    assert troubles(ground, NOON + MINUTE, parts=()) == []
    assert troubles(ground, NOON + 6 * MINUTE, parts=()) == ["late"]


def test_the_rules_say_how_late_is_late(ground):
    ground.take_in(a_dispute_record(due_at=NOON + 4 * DAY, modified_at=NOON))
    with ground.database.write() as session:
        patient = f'{rules.DEFAULT}\n[watchdog]\nnudge_late = "2h"\n'
        rules.apply(session, patient, "UADA", NOON)

    assert troubles(ground, NOON + DAY + HOUR, parts=()) == []
    assert troubles(ground, NOON + DAY + 3 * HOUR, parts=()) == ["late"]
