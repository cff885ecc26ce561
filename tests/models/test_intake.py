"""Disputes through the one door: what opens, changes, ends and comes back."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from models import events, moves
from models.case.pressing import pressing
from models.errors import UnknownStore
from models.intake import Verdict
from models.messages import Kind
from models.records import Outcome, Status, Turn
from models.stores import Store
from tests.builders import (
    DAY,
    HOUR,
    ISSUE,
    NOON,
    a_dispute_news,
    a_dispute_record,
    a_store,
    an_actor,
    an_order_record,
)
from tests.support.ground import at_once

LADDER = [72, 24, 6, 1, 0]


def actions(ground):
    return [entry.action for entry in ground.all(events.AuditEntry)]


def test_the_same_record_again_changes_nothing(ground):
    assert ground.take_in(a_dispute_record()) is Verdict.OPENED
    [card], planned = ground.cards(), len(ground.nudges())

    again = [ground.take_in(a_dispute_record(), NOON + n * HOUR) for n in range(2)]

    assert again == [Verdict.UNCHANGED, Verdict.UNCHANGED]
    assert [(c.id, c.wanted) for c in ground.cards()] == [(card.id, card.wanted)]
    assert len(ground.nudges()) == planned > 0
    assert actions(ground) == ["DisputeOpened"]


def test_all_that_a_record_says_is_kept_as_it_was_said(ground):
    ground.take_in(a_dispute_record(amount="0.10", opened_at="2026-11-21T20:00:00+08:00"))

    dispute = ground.dispute()
    assert dispute.issue_id == ISSUE
    assert (dispute.amount, dispute.currency) == (Decimal("0.10"), "USD")
    assert dispute.opened_at == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert (dispute.due_at, dispute.turn) == (NOON + 100 * HOUR, Turn.OURS)


def test_an_id_that_comes_as_a_number_is_the_same_id(ground):
    ground.take_in(a_dispute_record())

    assert ground.take_in(a_dispute_record(issue_id=int(ISSUE))) is Verdict.UNCHANGED


def test_two_stores_may_use_one_issue_id(ground):
    with ground.database.write() as session:
        a_store(session, "iberia")
    ground.take_in(a_dispute_record())

    assert ground.take_in(a_dispute_record(store="iberia")) is Verdict.OPENED


def test_a_store_that_is_not_ours_is_refused(ground):
    with pytest.raises(UnknownStore, match="There is no store “atlantis”"):
        ground.take_in(a_dispute_record(store="atlantis"))


def test_a_store_that_was_removed_is_refused(ground):
    ground.add(Store(name="old", channel="COLD", added_at=NOON - 9 * DAY, removed_at=NOON))

    with pytest.raises(UnknownStore, match="“old”"):
        ground.take_in(a_dispute_record(store="old"))


# Which of two records wins.


def test_what_a_record_leaves_out_stays_as_it_was(ground):
    ground.take_in(a_dispute_record(platform_handled=True, due_kind="evidence"))
    before = ground.dispute()

    assert ground.take_in(a_dispute_news(modified_at=NOON)) is Verdict.UNCHANGED
    after = ground.dispute()
    for name in ("text", "due_at", "due_kind", "amount", "turn", "status", "platform_handled"):
        assert getattr(after, name) == getattr(before, name), name


def test_a_null_says_no_more_than_silence(ground):
    ground.take_in(a_dispute_record())

    said_nothing = a_dispute_news(
        modified_at=NOON, turn=None, buyer=None, text="", amount=None, outcome=None
    )
    assert ground.take_in(said_nothing) is Verdict.UNCHANGED
    assert ground.dispute().buyer == "marina1987"


def test_only_a_deadline_can_be_told_to_be_over(ground):
    ground.take_in(a_dispute_record())

    assert ground.take_in(a_dispute_news(modified_at=NOON, due_at=None)) is Verdict.CHANGED
    assert ground.dispute().due_at is None
    assert ground.planned() == []


def test_the_fresher_record_wins_whichever_comes_first(ground):
    ground.take_in(a_dispute_record(modified_at=NOON, text="It came broken."))

    late = a_dispute_record(modified_at=NOON - HOUR, text="It has not come.")
    assert ground.take_in(late, NOON + HOUR) is Verdict.UNCHANGED
    assert ground.dispute().text == "It came broken."
    assert ground.dispute().modified_at == NOON


def test_a_stale_record_still_tells_what_nobody_knew(ground):
    ground.take_in(a_dispute_news(modified_at=NOON, text="It came broken."))

    late = a_dispute_news(modified_at=NOON - HOUR, text="It has not come.", amount="5.00")
    assert ground.take_in(late) is Verdict.CHANGED
    dispute = ground.dispute()
    assert (dispute.text, dispute.amount) == ("It came broken.", Decimal(5))


def test_without_a_platform_time_the_arrival_counts(ground):
    ground.take_in(a_dispute_record(modified_at=None, text="first"), NOON)
    ground.take_in(a_dispute_record(modified_at=None, text="second"), NOON + HOUR)
    ground.take_in(a_dispute_record(modified_at=NOON + HOUR / 2, text="third"), NOON + 2 * HOUR)

    assert ground.dispute().text == "second"


def test_a_stale_record_spoils_no_solution(ground):
    def told(status, at):
        plan = {"solution_id": "31", "owner": "buyer", "status": status}
        return a_dispute_record(modified_at=at, solutions=[plan])

    ground.take_in(told("reached", NOON))

    assert ground.take_in(told("wait_seller_accept", NOON - HOUR)) is Verdict.UNCHANGED
    assert ground.take_in(told("perform", NOON + HOUR)) is Verdict.CHANGED


def test_the_platforms_log_grows_and_repeats_nothing(ground):
    lines = [{"at": NOON - n * HOUR, "action": "initiate", "actor": "buyer"} for n in (2, 1)]
    ground.take_in(a_dispute_record(process=lines[:1]))

    assert ground.take_in(a_dispute_record(process=lines)) is Verdict.CHANGED
    assert ground.take_in(a_dispute_record(process=lines)) is Verdict.UNCHANGED


def test_two_doors_at_once_open_one_dispute(ground):
    at_once(
        lambda: ground.take_in(a_dispute_record()),
        lambda: ground.take_in(a_dispute_record()),
    )

    assert ground.dispute() is not None
    assert len(ground.cards()) == 1


def test_two_doors_at_once_lose_nothing_of_each_other(ground):
    ground.take_in(a_dispute_news())
    said = [{"text": f"words {n}"} for n in range(10)] + [{"amount": f"{n}.00"} for n in range(10)]
    records = [a_dispute_news(modified_at=NOON, **one) for one in said]

    ends = at_once(*(lambda record=record: ground.take_in(record) for record in records))

    assert set(map(str, ends)) <= {"changed", "unchanged"}
    dispute = ground.dispute()
    assert dispute.text is not None
    assert dispute.amount is not None
    assert dispute.version == 1 + ends.count(Verdict.CHANGED)


# What a change means.


def test_a_change_draws_the_card_anew(ground):
    ground.take_in(a_dispute_record())
    [before] = ground.cards()

    ground.take_in(a_dispute_news(modified_at=NOON, amount="12.00"))

    [card] = ground.cards()
    assert card.wanted == before.wanted + 1
    assert actions(ground) == ["DisputeOpened", "DisputeChanged"]


def test_an_answer_that_the_platform_shows_ends_our_turn(ground):
    ground.take_in(a_dispute_record())
    ground.move(moves.claim, an_actor())

    ground.take_in(a_dispute_news(modified_at=NOON, turn="buyer"), NOON + HOUR)

    dispute = ground.dispute()
    assert (dispute.answered_at, dispute.turn_since) == (NOON, NOON)
    assert (dispute.is_open, dispute.waits_for_us, dispute.assignee_id) == (True, False, "UANA")
    assert ground.planned() == []
    assert actions(ground)[-1] == "DisputeAnswered"


def test_what_the_platform_takes_over_was_not_answered_by_us(ground):
    ground.take_in(a_dispute_record())

    ground.take_in(a_dispute_news(modified_at=NOON, turn="platform", platform_handled=True))

    assert ground.dispute().answered_at is None
    assert "DisputeAnswered" not in actions(ground)
    assert ground.planned() == []


def line(actor, action, at):
    return {"at": at, "actor": actor, "action": action}


CLAIM = line("buyer", "initiate", NOON - 3 * DAY)
OFFER = line("seller", "seller_create_solution", NOON - 5 * HOUR)


@pytest.mark.parametrize(
    ("told", "first"),
    [
        # The log says when; without it, when it was seen that the turn had left us.
        ({"turn": "buyer", "process": [CLAIM, OFFER]}, NOON - 5 * HOUR),
        ({"turn": "buyer"}, NOON),
        # The buyer called the platform in: that is no answer of ours.
        ({"turn": "platform", "process": [CLAIM]}, None),
        # We agreed at once, and so it ended.
        ({"status": "finish", "outcome": "agreed_refund"}, NOON),
        ({"status": "finish", "outcome": "agreed_refund", "process": [CLAIM, OFFER]}, OFFER["at"]),
        ({"status": "finish", "outcome": "lost_by_silence"}, None),
        ({"status": "canceled_issue", "outcome": "withdrawn"}, None),
    ],
)
def test_the_first_response_is_what_a_person_of_ours_did_first(ground, told, first):
    ground.take_in(a_dispute_record(), NOON - DAY)

    ground.take_in(a_dispute_news(modified_at=NOON, **told), NOON)

    assert ground.dispute().first_answered_at == first


def test_a_later_answer_does_not_move_the_first(ground):
    ground.take_in(a_dispute_record(process=[CLAIM, OFFER]), NOON - DAY)
    later = line("seller", "seller_accept", NOON)

    ground.take_in(a_dispute_news(modified_at=NOON, process=[later], turn="buyer"), NOON)

    assert ground.dispute().first_answered_at == OFFER["at"]


@pytest.mark.parametrize("status", ["finish", "canceled_issue"])
def test_what_the_platform_ends_is_closed_with_its_outcome(ground, status):
    ground.take_in(a_dispute_record())

    end = {"outcome": "partial_refund", "refunded": "12.00", "closed_at": NOON - HOUR / 2}
    ground.take_in(a_dispute_news(modified_at=NOON, status=status, **end), NOON + HOUR)

    dispute = ground.dispute()
    assert (dispute.turn, dispute.outcome) == (Turn.CLOSED, Outcome.PARTIAL_REFUND)
    assert (dispute.refunded, dispute.closed_at) == (Decimal(12), NOON - HOUR / 2)
    assert dispute.closed_by is None
    assert ground.planned() == []
    assert actions(ground)[-1] == "DisputeClosed"


def test_what_ended_before_we_came_gets_no_card(ground):
    record = a_dispute_record(status="finish", turn="closed", outcome="won")

    assert ground.take_in(record) is Verdict.OPENED
    assert (ground.cards(), ground.nudges()) == ([], [])
    assert ground.dispute().outcome is Outcome.WON


def test_an_unknown_state_waits_for_us_for_silence_costs_more(ground):
    ground.take_in(a_dispute_record(turn="unmapped", raw_status="wait_for_the_moon"))

    assert ground.dispute().waits_for_us
    assert ground.planned() == LADDER


def test_what_the_platform_handles_has_a_card_and_no_nudge(ground):
    ground.take_in(a_dispute_record(platform_handled=True))

    assert [card.channel for card in ground.cards()] == ["CNORDIC"]
    assert (ground.dispute().waits_for_us, ground.nudges()) == (False, [])


def test_handed_back_it_is_ours_at_once(ground):
    ground.take_in(a_dispute_record(platform_handled=True, turn="platform"))

    handed_back = a_dispute_news(modified_at=NOON, platform_handled=False, turn="ours")
    ground.take_in(handed_back, NOON + 90 * HOUR)

    assert ground.dispute().waits_for_us
    assert ground.planned() == [24, 6, 1, 0]
    assert actions(ground)[-1] == "DisputeHandedBack"
    with ground.database.read() as session:
        assert pressing(session, an_actor(), NOON + 90 * HOUR).dispute.issue_id == ISSUE


# What comes back.


@pytest.fixture
def resolved(ground):
    """Claimed and resolved by Ana, while the platform still waits for us."""
    ground.take_in(a_dispute_record())
    ground.move(moves.claim, an_actor())
    ground.move(moves.resolve, an_actor(), Outcome.AGREED_REFUND, refunded=Decimal("42.65"))
    return ground


def test_what_a_person_resolved_stays_so_while_nothing_stirs(resolved):
    resolved.take_in(a_dispute_record())
    resolved.take_in(a_dispute_news(modified_at=NOON, buyer_country="BY"))

    dispute = resolved.dispute()
    assert (dispute.is_open, dispute.outcome) == (False, Outcome.AGREED_REFUND)


@pytest.mark.parametrize(
    "stir",
    [{"text": "I changed my mind."}, {"due_at": NOON + 200 * HOUR}, {"amount": "80.00"}],
    ids=["words", "deadline", "amount"],
)
def test_what_the_buyer_stirs_again_is_back_with_its_owner(resolved, stir):
    resolved.take_in(a_dispute_news(modified_at=NOON + HOUR, **stir), NOON + HOUR)

    dispute = resolved.dispute()
    assert (dispute.is_open, dispute.waits_for_us, dispute.assignee_id) == (True, True, "UANA")
    assert (dispute.outcome, dispute.refunded, dispute.closed_by) == (None, None, None)
    assert resolved.planned() == LADDER
    assert actions(resolved)[-1] == "DisputeReopened"


def test_the_buyers_turn_stirs_nothing(resolved):
    resolved.take_in(a_dispute_news(modified_at=NOON + HOUR, turn="buyer"))

    assert not resolved.dispute().is_open


def test_the_platforms_outcome_stands_beside_who_resolved_it(resolved):
    end = {"status": "finish", "outcome": "partial_refund", "refunded": "12.00"}
    resolved.take_in(a_dispute_news(modified_at=NOON + HOUR, **end))

    dispute = resolved.dispute()
    assert (dispute.outcome, dispute.closed_by) == (Outcome.PARTIAL_REFUND, "UANA")
    assert dispute.refunded == Decimal(12)


@pytest.mark.parametrize("turn", ["ours", "buyer", "platform"])
def test_what_the_platform_takes_up_again_is_open_again(ground, turn):
    ground.take_in(a_dispute_record(status="finish", outcome="won", refunded="0"))

    again = a_dispute_news(modified_at=NOON, status="processing", turn=turn)
    ground.take_in(again)

    dispute = ground.dispute()
    assert (dispute.status, dispute.is_open) == (Status.PROCESSING, True)
    assert (dispute.outcome, dispute.refunded) == (None, None)
    assert len(ground.cards()) == 1


def test_an_end_that_is_over_does_not_come_back_with_its_old_record(ground):
    end = a_dispute_record(status="finish", outcome="won")
    again = a_dispute_news(modified_at=NOON, status="processing")
    for record in (a_dispute_record(), end, again):
        ground.take_in(record)

    assert ground.take_in(end) is Verdict.UNCHANGED
    assert (ground.dispute().is_open, ground.dispute().outcome) == (True, None)


# What else a dispute knows.


def test_the_orders_facts_reach_the_card_of_its_dispute(ground):
    ground.take_in(a_dispute_record())
    [before] = ground.cards()

    ground.take_in(an_order_record())

    [card] = ground.cards()
    assert card.wanted > before.wanted


def test_a_persons_cause_stands_against_new_words(ground):
    ground.take_in(a_dispute_record())
    ground.move(moves.correct_cause, an_actor(), "P2")

    ground.take_in(a_dispute_news(modified_at=NOON, text="It is broken and scratched."))

    assert ground.dispute().cause == "P2"


def test_new_words_are_tagged_anew(ground):
    ground.take_in(a_dispute_news(text="Two months and nothing arrived."))
    before = ground.dispute().cause

    ground.take_in(a_dispute_news(text="It arrived shattered, the box was crushed."))

    assert (before, ground.dispute().cause) == ("L1", "P1")


def test_the_language_is_that_of_the_newest_words(ground):
    ground.take_in(a_dispute_news(text="Nothing arrived, two months have passed."))
    ground.take_in(a_dispute_news(text="Товар не пришел, прошло два месяца."), NOON + HOUR)

    assert ground.dispute().language == "ru"


def test_a_language_that_a_source_told_is_not_guessed_again(ground):
    ground.take_in(a_dispute_news(text="Nothing arrived.", language="pl"))
    ground.take_in(a_dispute_news(text="Товар не пришел, прошло два месяца."), NOON + HOUR)

    assert ground.dispute().language == "pl"


# Many at once.


def test_many_at_once_are_judged_as_if_one_by_one(ground):
    ground.take_in(a_dispute_record())
    told = [
        a_dispute_record(issue_id="2"),
        a_dispute_record(modified_at=NOON, amount="12.00"),
        a_dispute_record(issue_id="2", modified_at=NOON, status="finish", outcome="won"),
        a_dispute_record(modified_at=NOON, amount="12.00"),
        a_dispute_record(issue_id="1"),
    ]

    assert ground.take_in_all(*told) == ["opened", "changed", "changed", "unchanged", "opened"]
    assert ground.take_in_all(*told) == ["unchanged"] * 5
    assert (ground.dispute("2").outcome, ground.dispute("1").waits_for_us) == (Outcome.WON, True)
    assert len(ground.cards()) == 3


def test_many_at_once_say_no_more_to_the_database_than_a_few(ground):
    def statements(count):
        told = [a_dispute_record(issue_id=f"{count}-{n}") for n in range(count)]
        return ground.statements(lambda: ground.take_in_all(*told))

    assert statements(40) == statements(2)


def test_two_who_tell_many_in_opposite_order_never_wait_for_one_another(ground):
    told = [a_dispute_record(issue_id=str(n)) for n in range(30)]
    news = [a_dispute_record(issue_id=str(n), text="Broken.") for n in range(30)]

    at_once(lambda: ground.take_in_all(*told), lambda: ground.take_in_all(*told[::-1]))
    ends = at_once(lambda: ground.take_in_all(*news), lambda: ground.take_in_all(*news[::-1]))

    assert all(isinstance(end, list) for end in ends)
    assert len(ground.cards()) == 30


def test_nothing_is_posted_into_a_thread_before_somebody_asks(ground):
    ground.take_in(a_dispute_record())

    assert ground.messages(Kind.BRIEF) == []
