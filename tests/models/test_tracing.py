"""An id goes with what it belongs to, and none gets lost where several melt into one."""

import pytest

from models import attempts, messages, tracing
from models.database import clock
from models.messages import Kind
from models.watching import pace


def test_what_comes_twice_has_the_same_id_and_all_else_its_own():
    with tracing.begun("command", "command:1.2") as first:
        pass
    with tracing.begun("command", "command:1.2") as again, tracing.begun("poll") as another:
        assert tracing.current() == another
    with tracing.begun("poll") as fresh:
        pass

    assert first == again
    assert len({first, another, fresh}) == 3
    assert all(map(tracing.is_one, (first, another, fresh)))
    assert tracing.current() is None


def test_what_brings_many_gives_each_an_id_of_its_own():
    with tracing.begun("poll", many=True) as whole:
        assert tracing.of(1042) == f"{whole}.1042"
        assert tracing.of(None) == whole
        assert tracing.is_one(tracing.of(1042))
        with tracing.resumed("command-4f1d0c9a2b7e"):
            assert tracing.of(1042) == "command-4f1d0c9a2b7e"
        with tracing.resumed(None):
            assert tracing.of(1042) is None


@pytest.mark.parametrize(
    "text", ["", "command", "command-4f1d", "Command-4f1d0c9a2b7e", "poll-4f1d0c9a2b7e\n", 7, None]
)
def test_what_is_no_id_is_known_as_none(text):
    assert not tracing.is_one(text)


def traces(ground):
    [message] = ground.messages(Kind.TROUBLE)
    return tracing.told(message.trace)


@pytest.fixture
def wish(ground):
    def wish(trace):
        with tracing.resumed(trace), ground.database.write() as session:
            messages.want(session, Kind.TROUBLE, "one", "C1")

    return wish


@pytest.fixture
def post(ground):
    def post(meanwhile=lambda: None):
        with ground.database.write() as session:
            message = messages.named(session, Kind.TROUBLE, "one")
            claimed = attempts.claim(session, message, clock(session))
        meanwhile()
        with ground.database.write() as session:
            assert attempts.stands(session, claimed, "1.1", "digest")
            pace.note(session, claimed)

    return post


ONE, TWO, THREE = (f"command-{n:012x}" for n in (1, 2, 3))


def test_wishes_that_melt_into_one_keep_their_ids(ground, wish):
    for trace in (ONE, ONE, TWO, None):
        wish(trace)

    assert traces(ground) == [TWO, ONE]


def test_what_stands_in_slack_is_over_and_the_next_wish_begins_anew(ground, wish, post):
    wish(ONE)
    post()
    wish(TWO)

    assert traces(ground) == [TWO]


def test_a_wish_while_the_message_is_on_its_way_is_not_lost(ground, wish, post):
    wish(ONE)
    post(meanwhile=lambda: wish(TWO))

    assert traces(ground)[0] == TWO
    [message] = ground.messages(Kind.TROUBLE)
    assert message.wanted_at is not None  # From now on this one waits.
    post()
    [message] = ground.messages(Kind.TROUBLE)
    assert message.wanted_at is None


def test_however_many_melt_the_newest_are_kept_whole_and_what_began_it(ground, wish):
    many = [f"command-{n:012x}" for n in range(40)]
    for trace in many:
        wish(trace)

    *newest, oldest = traces(ground)
    assert newest == many[::-1][: len(newest)]
    assert len(newest) >= 10
    assert oldest == many[0]


def test_an_id_that_is_cut_is_left_out_whole(ground, wish):
    """Each ends in a number, of which a part would be another number."""
    many = [f"poll-{n:012x}.{10**n}" for n in range(18)]
    for trace in many:
        wish(trace)

    assert set(traces(ground)) <= set(many)
