"""What people do with a dispute: each move once, and refused with a sentence."""

import os
from decimal import Decimal

import pytest

from models import disputes, events, intake, moves
from models.errors import NotAllowed, NotUnderstood, Refused
from models.members import Member, Role
from models.messages import Kind
from models.records import Outcome
from tests.builders import (
    HOUR,
    NOON,
    a_dispute_news,
    a_dispute_record,
    a_store,
    an_actor,
)
from tests.support.ground import at_once

ANA, BEN = an_actor(user_id="UANA"), an_actor(user_id="UBEN")
LEA = an_actor(Role.LEAD, "ULEA")


@pytest.fixture
def desk(ground):
    """One open dispute, #1 of its store, and agents that it may be given to."""
    ground.take_in(a_dispute_record())
    for user in ("UANA", "UBEN"):
        ground.add(Member(user_id=user, role=Role.AGENT, added_at=NOON))
    return ground


def number(desk):
    return f"#{desk.dispute().id}"


def last_event(desk):
    [*_, entry] = desk.all(events.AuditEntry)
    return entry.actor, entry.action


def refusal(desk, *move, **more):
    with pytest.raises((Refused, NotUnderstood, NotAllowed)) as refused:
        desk.move(*move, **more)
    return str(refused.value)


# Claim, release, assign.


def test_whoever_claims_first_has_it(desk):
    desk.move(moves.claim, ANA, now=NOON + HOUR)

    dispute = desk.dispute()
    assert (dispute.assignee_id, dispute.claimed_at) == ("UANA", NOON + HOUR)
    assert last_event(desk) == ("UANA", "DisputeClaimed")
    assert refusal(desk, moves.claim, BEN) == f"<@UANA> has {number(desk)} already."
    assert refusal(desk, moves.claim, ANA) == f"You have {number(desk)} already."


def test_a_claim_puts_the_case_into_the_thread_once(desk):
    for _ in range(2):
        desk.move(moves.claim, ANA)
        desk.move(moves.release, ANA)

    [brief], [card] = desk.messages(Kind.BRIEF), desk.cards()
    assert (brief.parent_id, brief.channel) == (card.id, "CNORDIC")


def test_what_the_platform_handles_nobody_claims(desk):
    desk.take_in(a_dispute_news(modified_at=NOON, platform_handled=True))

    assert "is handled by AliExpress" in refusal(desk, moves.claim, ANA)
    assert "is handled by AliExpress" in refusal(desk, moves.assign, LEA, "UBEN")


@pytest.mark.parametrize(
    "move",
    [
        (moves.claim, ANA),
        (moves.release, ANA),
        (moves.assign, LEA, "UBEN"),
        (moves.resolve, ANA, Outcome.LOST_BY_SILENCE),
        (moves.escalate, ANA, "please look"),
        (moves.settle_reply, ANA, "Hello"),
    ],
    ids=lambda move: move[0].__name__,
)
@pytest.mark.parametrize("owner", [ANA, None], ids=["hers", "nobody's"])
def test_a_closed_dispute_is_taken_up_again_first(desk, owner, move):
    if owner:
        desk.move(moves.claim, owner)
    desk.move(moves.resolve, ANA, Outcome.WON)
    closed = desk.dispute()

    assert f"{number(desk)} is closed. /dispute reopen" in refusal(desk, *move)
    assert desk.dispute() == closed


def test_given_back_it_is_anybodys(desk):
    desk.move(moves.claim, ANA)
    desk.move(moves.release, ANA)

    assert (desk.dispute().assignee_id, desk.dispute().claimed_at) == (None, None)
    assert last_event(desk) == ("UANA", "DisputeReleased")
    desk.move(moves.claim, BEN)


def test_only_a_lead_gives_back_what_is_anothers(desk):
    desk.move(moves.claim, ANA)

    assert "only what is yours" in refusal(desk, moves.release, BEN)
    desk.move(moves.release, LEA)
    assert desk.dispute().assignee_id is None


@pytest.mark.parametrize("who", [ANA, LEA], ids=["agent", "lead"])
def test_what_nobody_has_cannot_be_given_back(desk, who):
    assert refusal(desk, moves.release, who) == f"Nobody has {number(desk)}."


def test_a_lead_assigns_and_assigns_anew(desk):
    desk.move(moves.claim, ANA)

    desk.move(moves.assign, LEA, "UBEN", now=NOON + HOUR)

    assert (desk.dispute().assignee_id, desk.dispute().claimed_at) == ("UBEN", NOON + HOUR)
    assert last_event(desk) == ("ULEA", "DisputeAssigned")
    assert len(desk.messages(Kind.BRIEF)) == 1


def test_nobody_without_an_agents_role_is_given_anything(desk):
    desk.add(Member(user_id="UVIC", role=Role.VIEWER, added_at=NOON))

    for person in ("UVIC", "UOUT"):
        said = refusal(desk, moves.assign, LEA, person)
        assert said.startswith(f"<@{person}> cannot be given disputes of this store")


# Resolve, reopen.


def test_resolved_it_is_closed_with_its_outcome(desk):
    desk.move(moves.claim, ANA)

    desk.move(
        moves.resolve,
        BEN,
        Outcome.PARTIAL_REFUND,
        now=NOON + HOUR,
        refunded=Decimal("12.345"),
        prevention="Promise 45 days",
    )

    dispute = desk.dispute()
    assert (dispute.closed_at, dispute.closed_by) == (NOON + HOUR, "UBEN")
    assert (dispute.outcome, dispute.refunded) == (Outcome.PARTIAL_REFUND, Decimal("12.345"))
    assert (dispute.assignee_id, dispute.prevention) == ("UANA", "Promise 45 days")
    assert desk.planned() == []
    assert last_event(desk) == ("UBEN", "DisputeResolved")


def test_reopened_it_waits_for_its_owner_with_its_nudges(desk):
    desk.move(moves.claim, ANA)
    desk.move(moves.resolve, ANA, Outcome.WON, refunded=Decimal(0))

    desk.move(moves.reopen, BEN)

    dispute = desk.dispute()
    assert (dispute.is_open, dispute.assignee_id) == (True, "UANA")
    assert (dispute.outcome, dispute.refunded, dispute.closed_by) == (None, None, None)
    assert desk.planned() == [72, 24, 6, 1, 0]
    assert refusal(desk, moves.reopen, BEN) == f"{number(desk)} is open already."


def test_what_the_platform_ended_is_not_reopened_here(desk):
    desk.take_in(a_dispute_news(modified_at=NOON, status="finish"))

    assert "was ended by AliExpress" in refusal(desk, moves.reopen, ANA)
    assert not desk.dispute().is_open


# Escalate, correct, reply.


def test_an_escalation_goes_to_the_leads_channel(desk):
    with desk.database.write() as session:
        a_store(session, "iberia", leads_channel="CLEADS")
    desk.take_in(a_dispute_record(store="iberia", issue_id="1"))
    with desk.database.write() as session:
        there = disputes.find(session, "iberia", "1")
        moves.escalate(session, ANA, there, "The buyer threatens", NOON)

    [message] = desk.messages(Kind.ESCALATION)
    assert (message.channel, message.parent_id) == ("CLEADS", None)
    assert message.payload == {"by": "UANA", "why": "The buyer threatens"}


def test_without_a_leads_channel_it_goes_into_the_thread(desk):
    desk.move(moves.escalate, ANA, "The buyer threatens")

    [message], [card] = desk.messages(Kind.ESCALATION), desk.cards()
    assert (message.channel, message.parent_id) == ("CNORDIC", card.id)
    assert desk.dispute().escalated_at == NOON


def test_a_corrected_cause_says_whose_it_is(desk):
    desk.move(moves.correct_cause, ANA, "B2")

    assert (desk.dispute().cause, desk.dispute().cause_by) == ("B2", "UANA")
    assert last_event(desk) == ("UANA", "CauseCorrected")


def test_a_settled_reply_is_kept(desk):
    desk.move(moves.settle_reply, ANA, "Здравствуйте")

    assert (desk.dispute().reply, desk.dispute().reply_by) == ("Здравствуйте", "UANA")


@pytest.mark.parametrize("length", [0, 501])
def test_a_reply_fits_the_platforms_field(desk, length):
    assert refusal(desk, moves.settle_reply, ANA, "я" * length).startswith("Write between 1 and")
    desk.move(moves.settle_reply, ANA, "я" * 500)


# Two people at once.

ROUNDS = int(os.environ.get("ROUNDS", "100"))


def test_of_two_who_claim_at_once_one_has_it_and_one_is_told_so(ground):
    issues = [str(n) for n in range(ROUNDS)]
    with ground.database.write() as session:
        for issue in issues:
            intake.take_in_dispute(session, a_dispute_news(issue_id=issue), NOON)

    for issue in issues:
        ends = at_once(
            lambda: ground.move(moves.claim, ANA, issue_id=issue),  # noqa: B023 - run at once.
            lambda: ground.move(moves.claim, BEN, issue_id=issue),  # noqa: B023 - run at once.
        )
        dispute = ground.dispute(issue)
        refused = f"<@{dispute.assignee_id}> has #{dispute.id} already."
        who = ["UANA", "UBEN"].index(dispute.assignee_id)
        assert [str(end) for end in ends] == [["None", refused], [refused, "None"]][who]
    claims = ground.all(events.AuditEntry, events.AuditEntry.action == "DisputeClaimed")
    assert len(claims) == ROUNDS
