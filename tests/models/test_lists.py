"""What `/dispute list` and the Home tab show, and to whom."""

import pytest

from models import lists, moves
from models.members import Role
from tests.builders import HOUR, NOON, a_dispute_record, a_store, an_actor

ANA = an_actor(user_id="UANA")

# Issue id, how it differs from a dispute that waits for us, and its deadline in hours.
DISPUTES = [
    ("calm", {}, 90),
    ("near", {}, 5),
    ("late", {}, -1),
    ("late for the buyer", {"turn": "buyer"}, -2),
    ("unknown", {"turn": "unmapped"}, -3),
    ("theirs", {"platform_handled": True}, -4),
    ("timeless", {"text": "The parcel is held at customs, I must pay duty."}, None),
    ("over", {"status": "finish"}, 4),
]


@pytest.fixture
def desk(ground):
    with ground.database.write() as session:
        a_store(session, "iberia")
    for issue, changes, hours in DISPUTES:
        due = None if hours is None else NOON + hours * HOUR
        ground.take_in(a_dispute_record(issue_id=issue, due_at=due, **changes))
    ground.take_in(a_dispute_record(issue_id="elsewhere", store="iberia"))
    for issue in ("near", "late for the buyer"):
        ground.move(moves.claim, ANA, issue_id=issue)
    return ground


def listed(desk, word, actor=ANA, most=20):
    with desk.database.read() as session:
        found, count = lists.of(session, actor, word, NOON, most)
    return [dispute.issue_id for dispute in found], count


def test_open_is_everything_open_by_deadline(desk):
    open_ones = ["theirs", "unknown", "late for the buyer", "late", "near", "calm", "elsewhere"]

    assert listed(desk, "open") == ([*open_ones, "timeless"], 8)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mine", ["late for the buyer", "near"]),
        ("late", ["unknown", "late"]),
        ("platform", ["theirs"]),
        ("b2", ["timeless"]),
        ("B2", ["timeless"]),
    ],
)
def test_each_word_asks_for_its_own(desk, word, expected):
    assert lists.known(word)
    assert listed(desk, word) == (expected, len(expected))


def test_an_unknown_word_is_known_to_be_so():
    assert not lists.known("everything")


def test_a_long_list_is_cut_and_counted(desk):
    assert listed(desk, "open", most=2) == (["theirs", "unknown"], 8)


@pytest.mark.parametrize("word", ["open", "late", "platform", "L1"])
def test_nobody_is_shown_another_stores_disputes(desk, word):
    seen, _count = listed(desk, word, an_actor(Role.VIEWER, store="nordic"))

    assert "elsewhere" not in seen
    assert listed(desk, word, an_actor(None)) == ([], 0)


def test_mine_are_those_that_wait_for_me_and_those_that_wait_for_others(desk):
    with desk.database.read() as session:
        for_us, _count = lists.waiting_for(session, ANA, for_us=True, most=5)
        for_others, _count = lists.waiting_for(session, ANA, for_us=False, most=5)

    assert [dispute.issue_id for dispute in for_us] == ["near"]
    assert [dispute.issue_id for dispute in for_others] == ["late for the buyer"]


def test_mine_are_cut_and_counted_too(desk):
    for issue in ("calm", "late"):
        desk.move(moves.claim, ANA, issue_id=issue)

    with desk.database.read() as session:
        found, count = lists.waiting_for(session, ANA, for_us=True, most=2)

    assert ([dispute.issue_id for dispute in found], count) == (["late", "near"], 3)
