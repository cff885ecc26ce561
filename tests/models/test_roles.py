"""Who may do what: every move by every role, in this store, in all, and in another one."""

import pytest

from models import disputes, moves
from models.errors import NotAllowed
from models.members import EVERY_STORE, Member, Role
from models.records import Outcome
from tests.builders import NOON, STORE, a_dispute_record, an_actor

WORKERS = {Role.AGENT, Role.LEAD, Role.ADMIN}
LEADERS = {Role.LEAD, Role.ADMIN}

# The move, what it is told, how the dispute stands before, and who may.
MOVES = {
    "claim": (moves.claim, (), {}, WORKERS),
    "release": (moves.release, (), {"assignee_id": "UME"}, WORKERS),
    "release others'": (moves.release, (), {"assignee_id": "UBEN"}, LEADERS),
    "assign": (moves.assign, ("UBEN",), {}, LEADERS),
    "resolve": (moves.resolve, (Outcome.WON,), {}, WORKERS),
    "reopen": (moves.reopen, (), {"closed_at": NOON, "closed_by": "UBEN"}, WORKERS),
    "escalate": (moves.escalate, ("please look",), {}, WORKERS),
    "correct the cause": (moves.correct_cause, ("B2",), {}, WORKERS),
    "settle a reply": (moves.settle_reply, ("Hello",), {}, WORKERS),
}


def is_let(ground, actor, move, about, state):
    """Whether the move goes through; what it did is undone."""
    with ground.undone() as session:
        [dispute] = session.exec(disputes.select(disputes.Dispute))
        dispute.sqlmodel_update(state)
        session.flush()
        try:
            move(session, actor, dispute, *about, NOON)
        except NotAllowed:
            return False
        return True


@pytest.fixture
def desk(quick_ground):
    quick_ground.take_in(a_dispute_record())
    quick_ground.add(Member(user_id="UBEN", role=Role.AGENT, added_at=NOON))
    return quick_ground


@pytest.mark.parametrize("move", MOVES)
def test_each_move_is_let_to_its_roles_alone(desk, move):
    *what, may = MOVES[move]
    for store in (STORE, EVERY_STORE):
        people = [an_actor(role, "UME", store) for role in Role]
        assert {who.roles[store] for who in people if is_let(desk, who, *what)} == may


@pytest.mark.parametrize("move", MOVES)
def test_a_role_in_another_store_or_none_lets_nobody_do_anything(desk, move):
    *what, _may = MOVES[move]
    strangers = [an_actor(role, "UME", "iberia") for role in Role] + [an_actor(None, "UME")]

    assert not any(is_let(desk, stranger, *what) for stranger in strangers)


def test_the_role_in_a_store_counts_there_and_the_general_one_elsewhere(desk):
    actor = moves.Actor("UME", {EVERY_STORE: Role.ADMIN, STORE: Role.VIEWER})

    assert not is_let(desk, actor, *MOVES["claim"][:-1])


def test_a_refusal_says_what_to_ask_for(desk):
    said = {}
    with desk.database.read() as session:
        [dispute] = session.exec(disputes.select(disputes.Dispute))
        for role in (Role.VIEWER, None):
            with pytest.raises(NotAllowed) as refused:
                moves.claim(session, an_actor(role), dispute, NOON)
            said[role] = str(refused.value)
    assert said[Role.VIEWER] == (
        "Your role does not let you claim disputes. Ask a lead to make you an agent."
    )
    assert "disputes member add UANA --role agent" in said[None]
