"""A request counts once, however often and in whatever order it is delivered."""

import pytest

from models import requests
from models.errors import RepeatedRequest
from models.requests import RequestKey
from tests.builders import HOUR, NOON
from tests.support.ground import at_once

ANSWER = {"text": "You have #1042 now."}


def take(ground, key="command:1", now=NOON, answer=ANSWER):
    with ground.database.write() as session:
        requests.take(session, key, now)
        requests.remember(session, key, answer)


def test_a_repeat_hears_what_the_first_one_heard(ground):
    take(ground)

    with pytest.raises(RepeatedRequest) as repeated:
        take(ground, answer={"text": "something else"})

    assert repeated.value.answer == ANSWER


def test_a_request_that_failed_may_come_again(ground):
    with ground.undone() as session:
        requests.take(session, "command:1", NOON)

    take(ground)


def test_of_several_at_once_one_counts(ground):
    ends = at_once(*(lambda: take(ground) for _ in range(6)))

    assert ends.count(None) == 1
    assert [end.answer for end in ends if end is not None] == [ANSWER] * 5


def test_a_key_is_kept_for_a_day(ground):
    take(ground)

    with ground.database.write() as session:
        assert requests.forget_old(session, NOON + 24 * HOUR) == 0
        assert requests.forget_old(session, NOON + 25 * HOUR) == 1
        assert session.get(RequestKey, "command:1") is None
