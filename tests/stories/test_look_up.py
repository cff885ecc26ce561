"""Lists, one dispute, the next in line, help, and where an order stands."""

from models import disputes
from models.acting import evidence
from slackbot import ids
from tests.support.images import an_image
from tests.support.opening import opened
from tests.support.reading import text_of


def said(answer):
    return text_of(answer["ephemeral"][0])


def test_the_list_names_open_disputes_by_deadline(story, dispute):
    other = opened(story, "P1")

    answer = said(story.workspace.command("UVIC", "/dispute list"))

    assert "2 disputes: open" in answer
    assert f"*#{dispute.number}*" in answer
    assert f"*#{other.number}*" in answer


def test_the_list_can_be_mine_or_of_one_cause(story, dispute):
    broken = opened(story, "P1")
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")

    mine = said(story.workspace.command("UANA", "/dispute list mine"))
    causes = said(story.workspace.command("UANA", "/dispute list P1"))

    assert f"#{dispute.number}" in mine
    assert f"#{broken.number}" not in mine
    assert f"#{broken.number}" in causes


def test_an_unknown_list_says_which_there_are(story):
    answer = said(story.workspace.command("UANA", "/dispute list everything"))

    assert "Use mine, open, late, platform, unmapped, or a cause such as B2." in answer


def test_show_draws_the_card_for_the_asker_alone(story, dispute):
    before = len(story.workspace.messages())

    answer = said(story.workspace.command("UVIC", f"/dispute show {dispute.order_id}"))

    assert f"#{dispute.number}" in answer
    assert len(story.workspace.messages()) == before


def test_a_number_may_be_written_as_a_chinese_keyboard_does(story, dispute):
    wide = str(dispute.number).translate({ord("0") + n: ord("０") + n for n in range(10)})
    answer = story.workspace.command("UBEN", f"/dispute show ＃{wide}")

    assert answer["ephemeral"][0]["text"].endswith(f"#{dispute.number}")


def test_next_is_one_that_nobody_has_and_says_why(story, dispute):
    opened(story, "P1")
    story.workspace.command("UBEN", f"/dispute claim #{dispute.number}")

    answer = said(story.workspace.command("UANA", "/dispute next"))

    assert f"#{dispute.number + 1}" in answer
    assert "at stake, of which an answer keeps about USD" in answer


def test_help_tells_leads_more(story):
    agent = said(story.workspace.command("UANA", "/dispute help"))
    lead = said(story.workspace.command("ULEA", "/dispute"))

    assert "/dispute claim #12" in agent
    assert "/dispute assign" not in agent
    assert "/dispute assign" in lead


def test_an_order_is_found_by_its_id_its_last_digits_and_its_parcel(story, dispute):
    by_id = said(story.workspace.command("UVIC", f"/order {dispute.order_id}"))
    by_end = said(story.workspace.command("UVIC", f"/order {dispute.order_id[-6:]}"))

    assert f"Order {dispute.order_id}" in by_id
    assert f"Dispute #{dispute.number}" in by_id
    assert f"Order {dispute.order_id}" in by_end


def test_an_unknown_order_and_a_stranger_get_a_sentence(story):
    unknown = said(story.workspace.command("UANA", "/order 999999"))
    stranger = said(story.workspace.command("UOUT", "/order 999999"))

    assert "No order is known by “999999”" in unknown
    assert "You have no role on this desk yet" in stranger


def test_a_corrected_cause_is_on_the_card_with_who_said_so(story, dispute):
    answer = said(story.workspace.command("UANA", f"/dispute cause #{dispute.number} B2"))
    story.settle()

    assert f"#{dispute.number} counts as" in answer
    assert "set by <@UANA>" in text_of(dispute.card())


def test_a_number_is_never_taken_for_anothers_id(story, dispute):
    with story.desk.database.write() as session:
        other = disputes.get(session, opened(story, "P1").number)
        other.issue_id = str(dispute.number)
        session.add(other)

    answer = said(story.workspace.command("UANA", f"/dispute claim {dispute.number}"))

    assert answer.startswith(f"You have #{dispute.number} now.")


def test_ids_are_text(story, dispute):
    with story.desk.database.write() as session:
        mine = disputes.get(session, dispute.number)
        mine.issue_id = "T-77"
        session.add(mine)

    assert f"#{dispute.number}" in said(story.workspace.command("UANA", "/dispute show T-77"))


def test_a_dispute_is_found_by_what_a_person_remembers(story, dispute):
    found = said(story.workspace.command("UVIC", f"/dispute find {dispute.order_id[-6:]}"))
    nothing = said(story.workspace.command("UVIC", "/dispute find <!channel> *x*"))
    asked = said(story.workspace.command("UVIC", "/dispute find"))

    assert f"#{dispute.number}" in found
    assert nothing.startswith("No disputes here: with “")
    assert "<!channel>" not in nothing
    assert "Say what to find" in asked


def test_the_evidence_says_what_is_there_and_how_to_get_the_rest(story, dispute):
    with story.desk.database.write() as session:
        mine = disputes.get(session, dispute.number)
        evidence.hand_in(session, mine, "box.png", an_image("png"), "UANA", story.desk.now())

    view = story.workspace.command("UANA", f"/dispute evidence #{dispute.number}")["view"]

    assert "☐ A signed proof of delivery (ask the carrier for it" in text_of(view)
    assert "box" in str(view["blocks"])
    assert any(b.get("accessory", {}).get("action_id") == ids.SEND_IMAGE for b in view["blocks"])
