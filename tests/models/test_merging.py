"""Records in any order of arrival end in the state of their chronological order."""

from itertools import count

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models import disputes, intake
from models.intake import DISPUTE_FIELDS
from models.nudging.nudges import Nudge, Rule
from tests.builders import HOUR, NOON, a_dispute_news

# The language is no record's here: it is guessed from the words, and is left to its own test.
SPOKEN = [name for name in DISPUTE_FIELDS if name not in {"facts", "order_id", "language"}]
NUMBERS = count()

HOURS = st.integers(-200, 200)
SOLUTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "solution_id": st.sampled_from(["1", "2"]),
            "owner": st.sampled_from(["buyer", "seller"]),
            "status": st.sampled_from(["wait_seller_accept", "reached"]),
        }
    ),
    max_size=2,
    unique_by=lambda plan: (plan["solution_id"], plan["owner"]),
)
GOING_ON = {"status": st.just("processing")}
ENDED = {"status": st.sampled_from(["finish", "canceled_issue"])}
ENDING = {
    "outcome": st.sampled_from(["won", "partial_refund", None]),
    "refunded": st.sampled_from(["0", "12.00", None]),
}
ANY_TIME = {
    "turn": st.sampled_from(["ours", "buyer", "platform", "unmapped", None]),
    "due_at": st.one_of(st.none(), HOURS.map(lambda hours: NOON + hours * HOUR)),
    "due_kind": st.sampled_from(["respond", "evidence"]),
    "platform_handled": st.booleans(),
    "text": st.sampled_from(["It came broken.", "Nothing came.", ""]),
    "amount": st.sampled_from(["1.00", "2.00", None]),
    "solutions": SOLUTIONS,
}
SAID = st.one_of(
    st.fixed_dictionaries({}, optional=ANY_TIME),
    st.fixed_dictionaries(GOING_ON, optional=ANY_TIME),
    st.fixed_dictionaries(ENDED, optional=ANY_TIME | ENDING),
)
HISTORY = st.lists(SAID, min_size=1, max_size=4)


def state_after(session, history):
    """What the desk knows once these records came in, in this order."""
    issue = f"{next(NUMBERS)}"
    for at, said in history:
        record = a_dispute_news(issue_id=issue, modified_at=at, **said)
        intake.take_in_dispute(session, record, NOON)
    return known_of(session, issue)


def known_of(session, issue):
    session.flush()
    dispute = disputes.find(session, "nordic", issue)
    said = {name: getattr(dispute, name) for name in SPOKEN}
    plans = {(p.owner, p.solution_id, p.status) for p in disputes.solutions_of(session, dispute)}
    return said | {"open": dispute.is_open, "plans": plans, "nudges": planned(session, dispute)}


def state_after_all_at_once(session, history):
    """The same, of records that one door hands in together."""
    issue = f"{next(NUMBERS)}"
    told = [a_dispute_news(issue_id=issue, modified_at=at, **said) for at, said in history]
    intake.take_in_disputes(session, told, NOON)
    return known_of(session, issue)


def planned(session, dispute):
    """Before the platform's deadline; the team's own clock depends on what was seen meanwhile."""
    mine = Nudge.dispute_id == dispute.id, Nudge.rule == Rule.DEADLINE
    known = session.exec(disputes.select(Nudge).where(*mine))
    return {(n.limit_at, n.step) for n in known if n.cancelled_at is None}


QUICK = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # Each speaks of its own dispute.
)


def dated(history):
    """The records with their platform times, an hour apart."""
    return [(NOON - (len(history) - n) * HOUR, said) for n, said in enumerate(history)]


@QUICK
@given(history=HISTORY, data=st.data())
def test_any_order_of_arrival_ends_in_the_same_state(quick_ground, history, data):
    told = dated(history)
    shuffled = data.draw(st.permutations(told))

    with quick_ground.undone() as session:
        assert state_after(session, shuffled) == state_after(session, told)


@QUICK
@given(history=HISTORY)
def test_a_history_told_again_changes_nothing(quick_ground, history):
    told = dated(history)

    with quick_ground.undone() as session:
        assert state_after(session, told + told) == state_after(session, told)


@QUICK
@given(history=HISTORY)
def test_records_handed_in_together_end_in_the_same_state(quick_ground, history):
    told = dated(history)

    with quick_ground.undone() as session:
        assert state_after_all_at_once(session, told) == state_after(session, told)
