"""Whatever happens in whatever order: each step is said once at most, and only while it holds."""

from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models import disputes, intake
from models.nudging import reminders
from models.nudging.nudges import Nudge, Rule
from tests.builders import HOUR, ISSUE, NOON, STORE, a_dispute_news

CHANGE = st.fixed_dictionaries(
    {},
    optional={
        "turn": st.sampled_from(["ours", "buyer", "unmapped"]),
        "platform_handled": st.booleans(),
        "status": st.sampled_from(["processing", "processing", "finish"]),
        "due_at": st.sampled_from([None, *(NOON + hours * HOUR for hours in (-5, 30, 80, 130))]),
    },
)
PASS = st.sampled_from([0, 0.5, 1, 5, 7, 20, 50]).map(lambda hours: hours * HOUR)
DAYS = st.lists(st.tuples(PASS, st.one_of(st.none(), CHANGE)), min_size=1, max_size=12)


def fired(session, now):
    """The nudges that were said at this moment, by limit and step."""
    reminders.fire(session, now)
    session.flush()
    said = session.exec(
        disputes.select(Nudge).where(Nudge.sent_at == now, Nudge.rule == Rule.DEADLINE)
    )
    return sorted({(nudge.limit_at, nudge.step) for nudge in said})


def latest_past(limit, now):
    past = [step for step in (72, 24, 6, 1, 0) if limit - step * HOUR <= now]
    return min(past, default=None)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # Each is undone.
)
@given(first=CHANGE, days=DAYS)
def test_each_step_is_said_once_at_most_and_only_while_it_holds(quick_ground, first, days):
    now, said = NOON, []
    with quick_ground.undone() as session:
        for passed, change in [(timedelta(), first), *days]:
            now += passed + timedelta(microseconds=1)
            if change is not None:
                record = a_dispute_news(modified_at=now, **change)
                intake.take_in_dispute(session, record, now)
            new = fired(session, now)
            dispute = disputes.find(session, STORE, ISSUE)
            limit = dispute.due_at if dispute.waits_for_us else None
            due = None if limit is None else latest_past(limit, now)

            assert new in ([], [(limit, due)])
            assert not set(new) & set(said)
            said += new
            useless = limit is not None and now - limit > 72 * HOUR
            assert due is None or useless or (limit, due) in said  # Nothing is lost either.
