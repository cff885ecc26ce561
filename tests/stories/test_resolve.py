"""Resolving through the modal, and opening again."""

from decimal import Decimal

from models import disputes
from models.disputes import Solution
from models.records import SolutionOwner
from slackbot import ids
from tests.support.reading import text_of


def fill(outcome="partial_refund", refunded="12.00", prevention="", cause="L1"):
    return {
        ids.RESOLVE_CAUSE: {ids.VALUE: cause},
        ids.RESOLVE_OUTCOME: {ids.VALUE: outcome},
        ids.RESOLVE_REFUNDED: {ids.VALUE: refunded},
        ids.RESOLVE_PREVENTION: {ids.VALUE: prevention},
    }


def test_the_modal_closes_the_dispute_and_the_card_folds_to_one_line(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")

    answer = story.workspace.submit("UANA", fill())
    story.settle()

    assert answer["view"] is None
    [line] = dispute.card()["blocks"]
    assert "partial refund agreed USD 12.00 · <@UANA>" in line["text"]["text"]
    assert "money kept USD" in line["text"]["text"]


def test_a_slip_stands_at_its_field_and_keeps_what_was_typed(story, dispute):
    story.workspace.press("UANA", ids.MENU, f"resolve:{dispute.number}", message=dispute.card())

    answer = story.workspace.submit("UANA", fill(refunded="twelve", prevention="Better foam"))

    assert "is not an amount" in answer["errors"][ids.RESOLVE_REFUNDED]
    assert answer["view"]["callback_id"] == ids.RESOLVE_MODAL


def test_a_mended_slip_is_saved(story, dispute):
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    assert story.workspace.submit("UANA", fill(refunded="abc"))["errors"]

    answer = story.workspace.submit("UANA", fill(refunded="1.00"))
    story.settle()

    assert answer["view"] is None
    [line] = dispute.card()["blocks"]
    assert "partial refund agreed USD 1.00 · <@UANA>" in line["text"]["text"]


def test_resolved_meanwhile_by_another_it_says_so_in_the_modal(story, dispute):
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    story.workspace.command("UBEN", f"/dispute resolve #{dispute.number}")
    story.workspace.submit("UBEN", fill("withdrawn", ""))

    answer = story.workspace.submit("UANA", fill())

    assert f"#{dispute.number} is closed" in answer["errors"][ids.RESOLVE_OUTCOME]


def test_a_viewer_sees_in_the_modal_why_not(story, dispute):
    answer = story.workspace.command("UVIC", f"/dispute resolve #{dispute.number}")

    [said] = answer["view"]["blocks"]
    assert "Your role does not let you resolve" in said["text"]["text"]


def test_a_submission_sent_twice_resolves_once(story, dispute):
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    story.workspace.fault("duplicate", method="delivery")

    answer = story.workspace.submit("UANA", fill())
    story.settle()

    assert answer["view"] is None
    assert "partial refund" in text_of(dispute.card())


def test_reopened_it_is_a_card_with_buttons_again(story, dispute):
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    story.workspace.submit("UANA", fill())

    answer = story.workspace.command("UANA", f"/dispute reopen #{dispute.number}")
    story.settle()

    assert answer["ephemeral"][0]["text"] == f"#{dispute.number} is open again."
    assert len(dispute.card()["blocks"]) > 1


def test_a_platform_that_closes_it_is_believed(story, dispute):
    story.gateway.close(dispute.issue_id, "lost_by_silence")

    story.poll()

    assert "lost by silence" in text_of(dispute.card())


def value_of(view, block_id):
    """What stands in a field of the modal."""
    [field] = [b["element"] for b in view["blocks"] if b.get("block_id") == block_id]
    return field.get("initial_value") or field.get("initial_option", {}).get("value")


def test_it_is_filled_in_with_what_both_sides_agreed_on(story, dispute):
    with story.desk.database.write() as session:
        mine = disputes.get(session, dispute.number)
        session.add(
            Solution(
                dispute_id=mine.id,
                solution_id="9",
                owner=SolutionOwner.SELLER,
                kind="refund",
                status="reached",
                amount=Decimal("12.00"),
                currency=mine.currency,
                amount_usd=Decimal("12.00"),
            )
        )

    view = story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")["view"]

    assert value_of(view, ids.RESOLVE_OUTCOME) == "partial_refund"
    assert value_of(view, ids.RESOLVE_REFUNDED) == "12.00"
    assert value_of(view, ids.RESOLVE_CAUSE) == "L1"


def test_left_as_it_stood_the_root_cause_undoes_nobodys_correction(story, dispute):
    view = story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")["view"]
    story.workspace.command("UBEN", f"/dispute cause #{dispute.number} P2")

    story.workspace.submit("UANA", fill(cause="L1"), view["id"])
    story.settle()

    assert "Short or missing items" in text_of(dispute.card())


def test_another_root_cause_corrects_the_cards(story, dispute):
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    story.workspace.submit("UANA", fill(cause="P1"))
    story.settle()

    assert "Damaged in transit" in text_of(dispute.card())
