"""A text is made once; a failure is tried again with a pause that grows, and then let be."""

from datetime import timedelta

import pytest

from models import disputes, intake
from models.ai import budget, texts
from models.ai.texts import LEASE, TRIES, MachineKind, Made
from tests.builders import NOON, a_dispute_record

KIND = MachineKind.TRANSLATION
MINUTE = timedelta(minutes=1)


@pytest.fixture
def session(ground):
    with ground.database.write() as session:
        yield session


@pytest.fixture
def dispute(session):
    record = a_dispute_record(text="Где посылка?", language="ru")
    intake.take_in_dispute(session, record, NOON)
    return disputes.find(session, record.store, record.issue_id)


def wants(session, now):
    return texts.wanting(session, now, 9)


def claim(session, dispute, now):
    attempt = texts.claim(session, dispute, KIND, "en", now)
    session.expire_all()
    return attempt


def test_one_worker_makes_it_and_whoever_died_is_followed(session, dispute):
    assert wants(session, NOON) == [(dispute.id, KIND)]

    assert claim(session, dispute, NOON) == 1
    assert claim(session, dispute, NOON + MINUTE) is None
    assert wants(session, NOON + MINUTE) == []
    assert claim(session, dispute, NOON + LEASE) == 2

    texts.record(session, dispute, KIND, 1, Made("Late, of the one who had died"))
    assert texts.of(session, dispute) == {}
    texts.record(session, dispute, KIND, 2, Made("Where is it?"))
    assert texts.of(session, dispute)[KIND].text == "Where is it?"
    assert wants(session, NOON + 9 * LEASE) == []


def test_it_is_tried_again_with_pauses_that_grow_and_then_let_be(session, dispute):
    now, pauses = NOON, []
    for attempt in range(1, TRIES + 1):
        assert claim(session, dispute, now) == attempt
        texts.put_off(session, dispute, KIND, attempt, now)
        session.expire_all()
        waited = now
        while attempt < TRIES and not wants(session, now):
            now += MINUTE
        pauses.append((now - waited) // MINUTE)

    assert pauses == [2, 4, 8, 16, 0]
    assert wants(session, now + 99 * LEASE) == []


def test_what_kills_whoever_makes_it_is_let_be(session, dispute):
    now = NOON
    for attempt in range(1, TRIES + 1):
        assert claim(session, dispute, now) == attempt
        now += LEASE

    assert claim(session, dispute, now) is None
    assert wants(session, now + 99 * LEASE) == []


def test_other_words_are_another_text(session, dispute):
    texts.record(session, dispute, KIND, claim(session, dispute, NOON), Made("Where is it?"))
    news = a_dispute_record(text="Нашлась", language="ru", modified_at=NOON)
    intake.take_in_dispute(session, news, NOON)
    session.expire_all()

    assert texts.of(session, dispute) == {}
    assert wants(session, NOON) == [(dispute.id, KIND)]
    assert claim(session, dispute, NOON) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"language": "en"},
        {"text": None},
        {"platform_handled": True},
        {"status": "finish", "turn": "closed"},
    ],
)
def test_what_needs_none_is_left_alone(session, more):
    told = {"text": "Где посылка?", "language": "ru"} | more
    intake.take_in_dispute(session, a_dispute_record(**told), NOON)

    assert wants(session, NOON) == []


def test_no_more_than_the_days_calls_are_spent(session):
    spent = [budget.spend(session, NOON.date(), 2) for _ in range(3)]

    assert spent == [True, True, False]
    assert budget.spend(session, NOON.date() + timedelta(days=1), 2)
