"""Merging: one dispute stands for another, and nothing of the other is lost."""

from threading import Thread

import pytest

from models import disputes, duplicates, members, messages, moves
from models.case.pressing import pressing
from models.casefile import load
from models.errors import NotAllowed, Refused
from models.events import AuditEntry
from models.members import Member, Role
from models.messages import Kind
from models.nudging.nudges import Rule
from models.records import Outcome
from tests.builders import (
    DAY,
    HOUR,
    ISSUE,
    NOON,
    STORE,
    a_dispute_news,
    a_dispute_record,
    a_store,
    an_actor,
)
from tests.support.ground import at_once
from tests.support.running import until

ANA, BEN = an_actor(user_id="UANA"), an_actor(user_id="UBEN")
LEA = an_actor(Role.LEAD, "ULEA")
OTHER = "8000000000000002"


@pytest.fixture
def desk(ground):
    """Two open disputes on one order: ISSUE, due in two days, and OTHER, due in one."""
    ground.take_in(a_dispute_record(due_at=NOON + 2 * DAY))
    ground.take_in(a_dispute_record(issue_id=OTHER, due_at=NOON + DAY))
    for user in ("UANA", "UBEN"):
        ground.add(Member(user_id=user, role=Role.AGENT, added_at=NOON))
    return ground


def merge(desk, one=ISSUE, into=OTHER, actor=ANA):
    with desk.database.write() as session:
        main = disputes.find(session, STORE, into)
        duplicates.merge(session, actor, disputes.find(session, STORE, one), main, NOON)


def refusal(act, *about, **more):
    with pytest.raises((Refused, NotAllowed)) as refused:
        act(*about, **more)
    return str(refused.value)


def number(desk, issue_id=ISSUE):
    return f"#{desk.dispute(issue_id).id}"


def told(desk, action):
    return [(e.dispute_id, e.actor) for e in desk.all(AuditEntry) if e.action == action]


def both(desk):
    return desk.dispute(), desk.dispute(OTHER)


def test_whoever_has_either_has_both_and_both_histories_say_so(desk):
    desk.move(moves.claim, ANA)

    merge(desk)

    one, main = both(desk)
    assert (one.merged_into, one.assignee_id, main.assignee_id) == (main.id, "UANA", "UANA")
    assert told(desk, "DisputeMerged") == [(one.id, "UANA"), (main.id, "UANA")]


def test_the_owner_of_the_one_that_stands_for_it_comes_first(desk):
    desk.move(moves.claim, ANA)
    desk.move(moves.claim, BEN, issue_id=OTHER)

    merge(desk)

    assert [one.assignee_id for one in both(desk)] == ["UBEN", "UBEN"]


def test_what_becomes_of_the_main_ones_owner_becomes_of_the_others(desk):
    merge(desk)

    desk.move(moves.claim, ANA, issue_id=OTHER, now=NOON + HOUR)
    assert {(d.assignee_id, d.claimed_at) for d in both(desk)} == {("UANA", NOON + HOUR)}
    desk.move(moves.assign, LEA, "UBEN", issue_id=OTHER)
    assert {d.assignee_id for d in both(desk)} == {"UBEN"}
    desk.move(moves.release, BEN, issue_id=OTHER)
    assert {d.assignee_id for d in both(desk)} == {None}
    claimed = [number for number, _ in told(desk, "DisputeClaimed")]
    assert claimed == [desk.dispute(OTHER).id, desk.dispute().id]


def test_it_keeps_its_own_deadline_and_its_nudges(desk):
    before = desk.planned()
    merge(desk)

    assert (desk.planned(), desk.dispute().due_at) == (before, NOON + 2 * DAY)
    desk.fire(NOON + 2 * DAY - HOUR)
    said = [n.dispute_id for n in desk.nudges(Rule.DEADLINE) if n.sent_at]
    assert set(said) == {one.id for one in both(desk)}


def idle(desk, rule):
    """When the claim of which dispute is too old, of those that are still to come."""
    ahead = [n for n in desk.nudges(rule) if n.cancelled_at is None and n.sent_at is None]
    return {nudge.dispute_id: nudge.due_at for nudge in ahead}


@pytest.mark.parametrize("idle_one", [ISSUE, OTHER])
def test_whichever_lies_idle_both_go_back_to_the_queue(desk, idle_one):
    desk.move(moves.claim, ANA, issue_id=OTHER)
    merge(desk)
    other = OTHER if idle_one == ISSUE else ISSUE
    answered = a_dispute_news(issue_id=other, modified_at=NOON + HOUR, turn="buyer")
    desk.take_in(answered, now=NOON + HOUR)

    desk.fire(idle(desk, Rule.IDLE_RELEASE)[desk.dispute(idle_one).id])

    assert [one.assignee_id for one in both(desk)] == [None, None]


def test_undone_or_freed_its_owner_is_reminded_of_it_as_of_any_claim(desk):
    desk.move(moves.claim, ANA)
    merge(desk)
    desk.move(duplicates.unmerge, ANA, now=NOON + HOUR)

    assert desk.dispute().claimed_at == NOON + HOUR
    assert desk.dispute().id in idle(desk, Rule.IDLE)


@pytest.mark.parametrize(
    "move", [(moves.claim, ANA), (moves.release, ANA), (moves.assign, LEA, "UBEN")]
)
@pytest.mark.parametrize("owned", [True, False])
def test_its_owner_is_changed_at_the_main_one_alone(desk, move, owned):
    if owned:
        desk.move(moves.claim, ANA)
    merge(desk)

    said = f"{number(desk)} is merged into {number(desk, OTHER)}, which stands for both: act there"
    assert refusal(desk.move, *move).startswith(said)


def test_whoever_resolves_the_main_one_resolves_the_other(desk):
    merge(desk)

    desk.move(moves.resolve, ANA, Outcome.PARTIAL_REFUND, refunded=12, issue_id=OTHER)

    assert [(d.outcome, d.closed_by, d.refunded) for d in both(desk)] == [
        (Outcome.PARTIAL_REFUND, "UANA", None),
        (Outcome.PARTIAL_REFUND, "UANA", 12),
    ]
    assert desk.planned() == []


def test_resolved_alone_it_leaves_the_main_one_open(desk):
    merge(desk)
    desk.move(moves.resolve, ANA, Outcome.WON)

    assert [d.is_open for d in both(desk)] == [False, True]


def test_reopened_it_stands_alone(desk):
    merge(desk)
    desk.move(moves.resolve, ANA, Outcome.WON, issue_id=OTHER)
    desk.move(moves.reopen, ANA)

    assert (desk.dispute().is_open, desk.dispute().merged_into) == (True, None)
    assert not desk.dispute(OTHER).is_open


def test_the_platform_stirs_it_and_it_stands_alone(desk):
    merge(desk)
    desk.move(moves.resolve, ANA, Outcome.WON, issue_id=OTHER)
    desk.take_in(a_dispute_news(modified_at=NOON + HOUR, text="Still nothing!"))

    assert (desk.dispute().is_open, desk.dispute().merged_into) == (True, None)


def test_where_the_platform_ends_the_main_one_the_other_stands_alone_again(desk):
    desk.move(moves.claim, ANA)
    merge(desk)

    news = a_dispute_news(issue_id=OTHER, modified_at=NOON + HOUR, status="finish")
    desk.take_in(news, now=NOON + HOUR)

    one = desk.dispute()
    assert (one.merged_into, one.is_open, one.assignee_id) == (None, True, "UANA")
    main = desk.dispute(OTHER)
    assert told(desk, "DisputeUnmerged") == [(one.id, "platform"), (main.id, "platform")]
    desk.move(moves.release, ANA)


@pytest.mark.parametrize("before", [None, "UANA"])
def test_undone_whoever_had_it_before_has_it_again(desk, before):
    if before:
        desk.move(moves.claim, ANA)
    desk.move(moves.claim, BEN, issue_id=OTHER)
    merge(desk)
    assert [d.assignee_id for d in both(desk)] == ["UBEN", "UBEN"]

    desk.move(duplicates.unmerge, BEN)

    assert [(d.merged_into, d.assignee_id) for d in both(desk)] == [(None, before), (None, "UBEN")]
    assert told(desk, "DisputeUnmerged") == [(one.id, "UBEN") for one in both(desk)]
    again = refusal(desk.move, duplicates.unmerge, BEN)
    assert again == f"{number(desk)} is not merged into another."
    desk.move(moves.release, BEN, issue_id=OTHER)
    assert desk.dispute().assignee_id == before


def test_nobody_takes_what_somebody_else_has_by_merging_it(desk):
    desk.move(moves.claim, ANA)
    desk.move(moves.claim, BEN, issue_id=OTHER)

    assert "only what is yours" in refusal(merge, desk, actor=BEN)
    assert desk.dispute().merged_into is None
    merge(desk, actor=LEA)
    assert [d.assignee_id for d in both(desk)] == ["UBEN", "UBEN"]


def test_of_a_chain_all_have_the_new_owner(desk):
    desk.take_in(a_dispute_record(issue_id="3"))
    merge(desk, "3", ISSUE)
    desk.move(moves.claim, ANA, issue_id=OTHER)

    merge(desk, OTHER, ISSUE)

    assert [d.assignee_id for d in (*both(desk), desk.dispute("3"))] == ["UANA"] * 3


def test_where_the_platform_takes_the_main_one_over_the_other_stands_alone_again(desk):
    merge(desk)
    news = a_dispute_news(issue_id=OTHER, modified_at=NOON + HOUR, platform_handled=True)
    desk.take_in(news, now=NOON + HOUR)

    assert desk.dispute().merged_into is None
    desk.move(moves.claim, ANA)


def test_what_waits_for_us_is_offered_by_the_one_that_stands_for_it(desk):
    merge(desk)
    desk.take_in(a_dispute_news(issue_id=OTHER, modified_at=NOON + HOUR, turn="buyer"))

    with desk.database.read() as session:
        found = pressing(session, ANA, NOON + HOUR)
        assert found.dispute.issue_id == OTHER


def test_reopened_the_main_one_takes_along_what_was_closed_with_it(desk):
    merge(desk)
    desk.move(moves.resolve, ANA, Outcome.WON, issue_id=OTHER)
    desk.move(moves.reopen, BEN, issue_id=OTHER)

    one, main = both(desk)
    assert (one.is_open, one.merged_into, main.is_open) == (True, main.id, True)
    assert len(desk.planned()) > 0


def test_resolved_alone_the_main_ones_card_names_it_no_longer(desk):
    merge(desk)
    [before] = [c.wanted for c in desk.cards() if c.dispute_id == desk.dispute(OTHER).id]
    desk.move(moves.resolve, ANA, Outcome.WON)

    [after] = [c.wanted for c in desk.cards() if c.dispute_id == desk.dispute(OTHER).id]
    assert after > before


def test_of_an_undoing_and_a_resolving_at_once_the_undone_one_is_left_open_or_closed_with_it(desk):
    merge(desk)
    ends = at_once(
        lambda: desk.move(duplicates.unmerge, ANA),
        lambda: desk.move(moves.resolve, BEN, Outcome.WON, issue_id=OTHER),
    )

    one = desk.dispute()
    undone = ends[0] is None
    assert ends[1] is None
    assert (one.is_open, one.merged_into is None) == (undone, undone)


def test_what_does_not_fit_is_refused_with_what_to_do(desk):
    for issue_id, more in {"3": {}, "4": {"platform_handled": True}}.items():
        desk.take_in(a_dispute_record(issue_id=issue_id, **more))
    one, main, third, theirs = (number(desk, name) for name in (ISSUE, OTHER, "3", "4"))
    assert f"{one} is one and the same" in refusal(merge, desk, into=ISSUE)
    assert "let you relate or merge" in refusal(merge, desk, actor=an_actor(Role.VIEWER))
    merge(desk)
    assert f"{one} is merged into {main}" in refusal(merge, desk)
    assert f"{one} is merged into {main}" in refusal(merge, desk, "3", ISSUE)
    assert f"{main} stands for {one} itself" in refusal(merge, desk, OTHER, "3")
    assert f"{theirs} is handled by AliExpress" in refusal(merge, desk, "3", "4")
    desk.move(moves.resolve, ANA, Outcome.WON, issue_id="3")
    assert f"{third} is closed" in refusal(merge, desk, "3", OTHER)
    assert f"{third} is closed" in refusal(desk.move, duplicates.unmerge, ANA, issue_id="3")


def test_disputes_of_two_stores_are_not_merged(desk):
    with desk.database.write() as session:
        a_store(session, "iberia")
    desk.take_in(a_dispute_record(store="iberia", issue_id="9"))

    with desk.database.read() as session:
        theirs = disputes.find(session, "iberia", "9")
        mine = disputes.find(session, STORE, ISSUE)
        said = refusal(duplicates.merge, session, ANA, mine, theirs, NOON)
    assert said.endswith("Relate them instead.")


def test_several_into_one_and_its_card_names_them(desk):
    desk.take_in(a_dispute_record(issue_id="3"))
    merge(desk)
    merge(desk, "3")

    with desk.database.read() as session:
        case = load(session, disputes.find(session, STORE, OTHER))
    one, third = desk.dispute(), desk.dispute("3")
    assert case.stands_for == [one.id, third.id]
    before = {card.dispute_id: card.wanted for card in desk.messages(Kind.CARD)}
    desk.move(duplicates.unmerge, ANA, issue_id="3")
    after = {card.dispute_id: card.wanted for card in desk.messages(Kind.CARD)}
    assert {one for one in after if after[one] > before[one]} == {case.dispute.id, third.id}


def test_of_two_who_merge_each_into_the_other_one_is_told(desk):
    ends = at_once(lambda: merge(desk), lambda: merge(desk, OTHER, ISSUE, BEN))

    [refused] = [end for end in ends if end is not None]
    assert isinstance(refused, Refused)
    assert sorted((d.merged_into is None) for d in both(desk)) == [False, True]


def test_of_two_that_lie_idle_at_once_the_claim_ends_once(desk):
    desk.take_in(a_dispute_news(modified_at=NOON, due_at=desk.dispute(OTHER).due_at))
    desk.move(moves.claim, ANA, issue_id=OTHER)
    merge(desk)

    [both_at] = set(idle(desk, Rule.IDLE_RELEASE).values())
    desk.fire(both_at)

    released = [entry for entry in desk.all(AuditEntry) if entry.action == "DisputeReleased"]
    assert {entry.details["assignee"] for entry in released} == {"UANA"}
    assert len(released) == 2  # Of each one.


def test_undone_it_is_nobodys_where_whoever_had_it_may_no_longer(desk):
    desk.move(moves.claim, BEN)
    desk.move(moves.claim, ANA, issue_id=OTHER)
    merge(desk, actor=LEA)
    with desk.database.write() as session:
        members.remove(session, "UBEN", None)

    desk.move(duplicates.unmerge, ANA)

    assert (desk.dispute().assignee_id, desk.dispute().claimed_at) == (None, None)


def test_reopened_where_the_platform_took_the_main_one_over_each_stands_alone(desk):
    merge(desk)
    desk.move(moves.resolve, ANA, Outcome.WON, issue_id=OTHER)
    desk.take_in(a_dispute_news(issue_id=OTHER, modified_at=NOON + HOUR, platform_handled=True))
    if not desk.dispute(OTHER).is_open:
        desk.move(moves.reopen, ANA, issue_id=OTHER)

    one = desk.dispute()
    assert not (one.is_open and one.merged_into)


def test_ended_at_the_platform_while_its_main_one_is_claimed_neither_waits_for_the_other(desk):
    """Whoever claims has the main one and its card; the end of the other wants that card, too."""
    merge(desk)
    ended = a_dispute_record(status="finish", turn="closed", closed_at=NOON + HOUR)
    with desk.database.write() as session:
        main = disputes.find(session, STORE, OTHER)
        duplicates.hold(session, {main.id})
        messages.bump(session, main.id)
        taking_in = Thread(target=desk.take_in, args=[ended], daemon=True)
        taking_in.start()
        assert until(lambda: waits_for_a_lock(desk), 10, pause=0.01)

        moves.claim(session, BEN, main, NOON)
    taking_in.join(20)

    assert desk.dispute(OTHER).assignee_id == "UBEN"
    assert not desk.dispute().is_open


def waits_for_a_lock(desk):
    """Whether some session of this database does; where one writes at a time, all others do."""
    if desk.database.engine.dialect.name == "sqlite":
        return True
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with desk.database.engine.connect() as connection:
        return connection.exec_driver_sql(waiting).scalar_one() > 0
