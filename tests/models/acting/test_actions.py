"""What is sent to the platform: never twice unasked, whatever fails, dies or overtakes."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import disputes, events, known, stores
from models.acting import actions, approving, evidence, settling, traces
from models.acting.actions import Act, ActionState, Evidence, PlatformAction, Wish
from models.database import clock
from models.errors import NotAllowed, NotUnderstood, Refused
from models.members import Role
from models.messages import Kind
from models.records import ProcessRecord, SolutionOwner, SolutionRecord
from tests.builders import HOUR, ISSUE, NOON, STORE, a_dispute_record, an_actor
from tests.support.ground import at_once
from tests.support.images import an_image

ANA, BEN = an_actor(user_id="UANA"), an_actor(user_id="UBEN")
WORDS = "We are sorry for that."


def a_plan(number="9", owner=SolutionOwner.BUYER, **changes):
    plain = {
        "solution_id": number,
        "owner": owner,
        "kind": "refund",
        "status": "wait_seller_accept",
        "content": "not arrived",
        "amount": Decimal("40.00"),
        "currency": "EUR",
        "created_at": NOON - HOUR,
    }
    return SolutionRecord(**plain | changes)


ASKED = a_plan()
COUNTER = Wish(Act.COUNTER, "answer:9:40.00EUR", Decimal("12.00"), "EUR", WORDS)


def a_claim(**changes):
    known = {"refund_max": "40.00", "refund_currency": "EUR", "solutions": (ASKED,)}
    return a_dispute_record(**known | changes)


def let(ground):
    with ground.database.write() as session:
        stores.get(session, STORE).may_write = True


@pytest.fixture(name="desk")
def a_desk(ground):
    """A dispute in a store that may be written to."""
    let(ground)
    ground.take_in(a_claim())
    return ground


def approve(desk, wish=COUNTER, actor=ANA, now=NOON):
    def move(session, who, dispute, when):
        approving.approve(session, who, dispute, wish, when)

    desk.move(move, actor, now=now)


def the(desk):
    [action] = desk.all(PlatformAction)
    return action


def refusal(desk, *about, **more):
    with pytest.raises((Refused, NotUnderstood, NotAllowed)) as refused:
        approve(desk, *about, **more)
    return refused.value.key


def test_an_approval_is_a_row_a_line_of_history_and_a_message(desk):
    approve(desk)

    action = the(desk)
    assert (action.state, action.approved_by, action.amount) == ("approved", "UANA", 12)
    [*_, entry] = desk.all(events.AuditEntry)
    assert (entry.actor, entry.action, entry.details["target"]) == (
        "UANA",
        "ActionApproved",
        COUNTER.target,
    )
    assert [f.subscriber for f in desk.all(events.FollowUp)] == ["send_action"]
    assert len(desk.messages(Kind.ACTION)) == 1
    assert desk.dispute().reply == WORDS


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"target": "answer:8:40.00EUR"}, "action-changed"),
        ({"target": "answer:9:39.00EUR"}, "action-changed"),
        ({"amount": Decimal("40.01")}, "send-amount-over"),
        ({"amount": Decimal(-1)}, "send-amount-over"),
        ({"amount": Decimal(0)}, "send-amount-zero"),
        ({"act": Act.REFUSE}, "send-amount-zero"),
        ({"amount": None}, "send-amount-unknown"),
        ({"currency": "USD"}, "send-amount-unknown"),
        ({"text": "no"}, "send-length"),
        ({"text": "x" * 501}, "send-length"),
        ({"act": Act.AGREE}, "action-changed"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_not_approved(desk, changes, key):
    assert refusal(desk, replace(COUNTER, **changes)) == key
    assert desk.all(PlatformAction) == []


def test_nobody_sends_where_the_store_may_not_be_written_to(ground):
    ground.take_in(a_claim())
    assert refusal(ground) == "writing-off"


def test_a_viewer_sends_nothing(desk):
    assert refusal(desk, actor=an_actor(Role.VIEWER)) == "not-allowed-send"
    agree = Wish(Act.AGREE, "agree:9:40.00EUR", Decimal(40), "EUR")
    assert refusal(desk, agree, actor=an_actor(Role.VIEWER)) == "not-allowed-agree"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"platform_handled": True}, "platform-handled"),
        ({"status": "finish"}, "already-closed"),
    ],
)
def test_what_is_over_or_the_platforms_is_not_answered(ground, changes, key):
    let(ground)
    ground.take_in(a_claim(**changes))
    assert refusal(ground) == key


def test_of_two_approvals_at_once_one_is_taken(desk):
    ends = at_once(*(lambda who=who: approve(desk, actor=who) for who in (ANA, BEN)))

    assert len(desk.all(PlatformAction)) == 1
    assert {type(end) for end in ends} == {type(None), Refused}


def test_an_answer_whose_effect_is_not_read_yet_blocks_the_next(desk):
    approve(desk)
    send(desk, now=NOON + HOUR)

    assert refusal(desk, now=NOON + 2 * HOUR) == "action-unread"
    desk.take_in(a_claim(modified_at=NOON + 2 * HOUR), now=NOON + 2 * HOUR)
    with desk.database.write() as session:
        known.looked_at(session, STORE, ISSUE, NOON + 2 * HOUR)
    approve(desk, now=NOON + 3 * HOUR)


def send(desk, now=NOON):
    with desk.database.write() as session:
        fence = actions.claim(session, the(desk).id, {}, now)
        assert settling.sent(session, the(desk), fence, now)


def test_what_was_approved_on_a_host_whose_clock_runs_ahead_is_due_at_once(desk):
    """By the clock that all senders share."""
    with desk.database.read() as session:
        ahead = clock(session) + HOUR
    approve(desk, now=ahead)

    with desk.database.write() as session:
        assert actions.due(session, clock(session)) == [the(desk).id]
        settling.failed(session, the(desk), ahead, "no")
        assert actions.again(session, the(desk), "UBEN", ahead)
        assert actions.due(session, clock(session)) == [the(desk).id]


def test_of_many_senders_one_claims(desk):
    approve(desk)
    number = the(desk).id

    def claim():
        with desk.database.write() as session:
            return actions.claim(session, number, {}, NOON)

    assert sorted(map(str, at_once(*[claim] * 4))) == ["1", "None", "None", "None"]


def test_the_bytes_of_an_image_go_once_it_is_there(desk):
    image = an_image()
    with desk.database.write() as session:
        dispute = disputes.get(session, desk.dispute().id)
        kept = evidence.keep(session, dispute, "a/../b.jpg", image, "UANA", NOON)
        approving.approve(session, ANA, dispute, evidence.wish(kept), NOON)
        assert kept.name == "b.jpg"
    send(desk)

    [kept] = desk.all(Evidence)
    assert (kept.content, kept.size) == (None, len(image))
    with desk.database.write() as session, pytest.raises(Refused, match="already"):
        evidence.keep(session, desk.dispute(), "b.jpg", image, "UBEN", NOON)


@pytest.mark.parametrize("content", [b"", b"text", b"\xff\xd8", b"%PDF-1.7", b"<svg>"], ids=repr)
def test_what_its_bytes_do_not_show_to_be_an_image_is_none(content):
    assert evidence.extension(content) is None


# What stands at the platform.


def line(action="seller_accept", actor="seller", attachments=()):
    return ProcessRecord(at=NOON, actor=actor, action=action, attachments=attachments)


def an_action(act=Act.COUNTER, plans=(ASKED,), log=(), **changes):
    plain = {"target": COUNTER.target, "amount": Decimal(12), "currency": "EUR", "text": WORDS}
    about = {"act": act, "before": traces.snapshot(plans, log)} | plain | changes
    return PlatformAction(dispute_id=1, store=STORE, lane="answer", **about)


OURS = a_plan("10", SolutionOwner.SELLER, amount=Decimal("12.00"), content=WORDS, created_at=NOON)


@pytest.mark.parametrize(
    ("plan", "there"),
    [
        (OURS, True),
        (OURS.model_copy(update={"content": f" {WORDS.replace(' ', '  ')} "}), True),
        (OURS.model_copy(update={"content": "A colleague's words"}), False),
        (OURS.model_copy(update={"amount": Decimal("12.01")}), False),
        (OURS.model_copy(update={"owner": SolutionOwner.BUYER}), False),
    ],
    ids=["ours", "spaced", "other words", "other sum", "the buyer's"],
)
def test_our_plan_is_known_by_its_sum_and_its_words(plan, there):
    assert traces.stands(an_action(), (ASKED, plan), ()) is there


def test_a_plan_that_stood_there_before_is_no_trace_of_ours():
    before = (ASKED, OURS)
    assert not traces.stands(an_action(plans=before), before, ())
    changed = OURS.model_copy(update={"amount": Decimal(5)})
    assert traces.stands(an_action(plans=(ASKED, changed)), before, ())


def test_an_agreement_is_known_by_the_log_or_by_the_plan():
    agree = an_action(Act.AGREE, target="agree:9:40.00EUR")
    reached = a_plan(status="reached", reached_type="negotiation_consensus")
    silence = a_plan(status="reached", reached_type="seller_reponse_timeout")
    assert traces.stands(agree, (ASKED,), (line(),))
    assert traces.stands(agree, (reached,), ())
    assert not traces.stands(agree, (silence,), ())
    assert not traces.stands(agree, (ASKED,), (line("buyer_accept", "buyer"),))


def test_what_was_never_claimed_left_no_trace():
    assert not traces.stands(an_action(before=None), (ASKED, OURS), (line(),))


def test_only_plans_that_wait_for_us_without_a_return_can_be_agreed_to():
    ruled = a_plan("-2", SolutionOwner.PLATFORM, status="wait_buyer_and_seller_accept")
    assert traces.agreeable((ASKED, ruled)) == [ASKED, ruled]
    for changes in (
        {"status": "reached"},
        {"kind": "return_and_refund"},
        {"amount": None},
        {"currency": "<!channel>"},
    ):
        assert traces.agreeable((a_plan(**changes),)) == []
    assert traces.agreeable((ASKED, a_plan("11", status="reached", created_at=NOON))) == []


# The machine: whatever happens in whatever order, one word of a person is at most one call.

STEPS = st.lists(
    st.sampled_from(["send", "lost", "refused", "limited", "die", "look", "find", "again"]),
    max_size=14,
)


class Platform:
    """What was called, and what was ever asked for by a person."""

    def __init__(self):
        self.calls, self.words = 0, 1


def do(session, number, step, platform, now):
    action = session.get_one(PlatformAction, number, populate_existing=True)
    match step:
        case "again":
            platform.words += actions.again(session, action, "UBEN", now)
        case "look" if action.state is ActionState.SENDING:
            settling.unclear(session, action, now, "not found")
        case "find" if action.state in {ActionState.SENDING, ActionState.UNCLEAR}:
            settling.sent(session, action, action.fence, now)
        case "send" | "lost" | "refused" | "limited" | "die":
            attempt(session, action, step, platform, now)


def attempt(session, action, how, platform, now):
    fence = actions.claim(session, action.id, {}, now)
    if fence is None or how == "die":
        return
    action = session.get_one(PlatformAction, action.id, populate_existing=True)
    if how == "limited":  # Turned away: no call counts.
        assert actions.later(session, action, now)
        return
    platform.calls += 1
    if how == "send":
        assert settling.sent(session, action, fence, now)
    if how == "refused":
        assert settling.failed(session, action, now, "no")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_one_word_of_a_person_is_at_most_one_call(quick_desk, steps):
    platform = Platform()
    with quick_desk.undone() as session:
        dispute = session.merge(quick_desk.dispute())
        action = approving.approve(session, ANA, dispute, COUNTER, NOON)
        seen = []
        for place, step in enumerate(steps):
            do(session, action.id, step, platform, NOON + place * timedelta(minutes=1))
            seen.append(session.get_one(PlatformAction, action.id, populate_existing=True).state)
            assert platform.calls <= platform.words
        arrived = [place for place, state in enumerate(seen) if state is ActionState.SENT]
        assert arrived == list(range(arrived[0], len(seen))) if arrived else True


@pytest.fixture(name="quick_desk")
def a_quick_desk(quick_ground):
    let(quick_ground)
    quick_ground.take_in(a_claim())
    return quick_ground


def test_a_sender_that_comes_back_late_tells_the_truth_still(quick_desk):
    approve(quick_desk)
    with quick_desk.database.write() as session:
        action = the(quick_desk)
        fence = actions.claim(session, action.id, {}, NOON)
        action = session.get_one(PlatformAction, action.id, populate_existing=True)
        assert settling.unclear(session, action, NOON, "not found")
        assert settling.sent(session, action, fence, NOON + HOUR)
    assert the(quick_desk).state is ActionState.SENT


def test_a_late_sender_does_not_speak_for_the_attempt_after_it(quick_desk):
    approve(quick_desk)
    with quick_desk.database.write() as session:
        number = the(quick_desk).id
        first = actions.claim(session, number, {}, NOON)
        action = session.get_one(PlatformAction, number, populate_existing=True)
        settling.unclear(session, action, NOON, "not found")
        assert actions.again(session, action, "UBEN", NOON)
        actions.claim(session, number, {}, NOON)
        assert not settling.failed(session, action, NOON, "the first one's news")
        assert not settling.sent(session, action, first, NOON)
    assert the(quick_desk).state is ActionState.SENDING


@pytest.mark.parametrize("currency", ["<!channel> of a strange bank", None, ""])
def test_a_sum_in_no_currency_is_not_offered(quick_desk, currency):
    strange = a_plan("8" * 64, currency=currency)
    assert approving.cap(disputes.Dispute(), (strange,)) is None
    assert len(traces.to_answer((strange,))) <= 200
