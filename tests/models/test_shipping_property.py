"""Whatever happens to an order in whatever order: what holds is said, once, and nothing else."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models import disputes, intake, orders
from models.nudging import reminders
from models.nudging.nudges import Nudge, Rule
from models.rules.schema import Shipping
from models.shipping.conditions import conditions
from models.shipping.gathering import facts_of
from models.shipping.planning import HANDLED
from tests.builders import DAY, HOUR, NOON, ORDER, STORE, a_dispute_news, an_order_news

TO_SHIP = {"status": "WAIT_SELLER_SEND_GOODS", "ship_by": NOON + 1.5 * DAY}
SHIPPED = {"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": NOON - DAY}
CODES = ["CONSIGN", "LH_DEPART", "CC_IM_START", "CUS_TAX", "GTMS_DEL_FAILURE", "GSTA_INBOUND"]
CHANGE = st.sampled_from(
    [
        SHIPPED,
        {"status": "FINISH"},
        {"status": "WAIT_BUYER_ACCEPT_GOODS"},
        *({"ship_by": NOON + days * DAY} for days in (1, 1.5, 1.51)),
        *({"promised_by": NOON + days * DAY} for days in (4, 4.01, 9)),
        *({"protection_ends_at": NOON + days * DAY} for days in (7, 30)),
        *({"code": code} for code in (*CODES, "GTMS_SIGNED")),
        "processing",  # A dispute opens.
        "finish",
    ]
)
PASS = st.sampled_from([0, 1, 5, 20, 50, 120, 250]).map(lambda hours: hours * HOUR)
FIRST = st.sampled_from([TO_SHIP, SHIPPED, SHIPPED | {"promised_by": NOON + 4 * DAY}])
DAYS = st.lists(st.tuples(PASS, st.one_of(st.none(), CHANGE)), min_size=1, max_size=10)


def happens(session, change, now):
    if isinstance(change, str):
        record = a_dispute_news(order_id=ORDER, status=change, modified_at=now)
        intake.take_in_dispute(session, record, now)
    elif change is not None:
        told = {name: value for name, value in change.items() if name != "code"}
        if code := change.get("code"):
            told["events"] = [{"at": now, "code": code}]
        intake.take_in_order(session, an_order_news(modified_at=now, **told), now)


def holding(session, now):
    order = orders.find(session, STORE, ORDER)
    if order is None:
        return {}
    return conditions(facts_of(session, [order])[order.id], Shipping(), now)


def said_at(session, now):
    told = disputes.select(Nudge).where(Nudge.sent_at == now, Nudge.rule != Rule.DEADLINE)
    return [nudge for nudge in session.exec(told) if nudge.order_key is not None]


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # Each is undone.
)
@given(first=FIRST, days=DAYS)
def test_what_holds_is_said_once_and_nothing_else(quick_ground, first, days):
    now, said = NOON, []
    with quick_ground.undone() as session:
        for passed, change in [(0 * HOUR, first), *days]:
            now += passed + HOUR / 3600
            happens(session, change, now)
            reminders.fire(session, now)
            session.flush()
            found = holding(session, now)
            for nudge in said_at(session, now):
                assert found[nudge.rule].is_about(nudge.limit_at)
                assert nudge.why != HANDLED
                again = [key for key in said if key[0] is nudge.rule and key[2] <= nudge.step]
                assert not any(abs(key[1] - nudge.limit_at) < HOUR / 2 for key in again)
                said.append((nudge.rule, nudge.limit_at, nudge.step))
            for rule, condition in found.items():  # Nothing is lost either.
                steps = [step for step, at in condition.steps if at <= now]
                near = [key for key in said if key[0] is rule and condition.is_about(key[1])]
                assert not steps or any(step <= min(steps) for _, _, step in near)
