"""Who sees a buyer's login, and that what was said long ago is no longer there to be read."""

from datetime import timedelta

from jobs import cleaning
from models import disputes, intake
from models.records import DisputeRecord
from tests.support.reading import text_of


def login_of(story, dispute):
    with story.desk.database.read() as session:
        return disputes.find(session, "nordic", dispute.issue_id).buyer


def said(story, user, words):
    return text_of(story.workspace.command(user, words)["ephemeral"][-1])


def test_a_lead_alone_reads_the_buyers_login_and_only_by_themselves(story, dispute):
    login = login_of(story, dispute)
    masked = f"{login[0]}•••{login[-2:]}"

    for words in (f"/dispute show #{dispute.number}", f"/order {dispute.order_id}"):
        assert login in said(story, "ULEA", words)
        for user in ("UANA", "UVIC"):
            answer = said(story, user, words)
            assert login not in answer
            assert masked in answer
    assert masked in text_of(dispute.card())
    assert login not in str(story.workspace.messages())


def test_what_ended_long_ago_is_no_longer_told_in_slack(story, dispute):
    """The card, the case in its thread and what a person wrote there are drawn without words."""
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.workspace.command("UANA", f"/dispute evidence #{dispute.number}")
    story.settle()
    with story.desk.database.write() as session:
        known = disputes.find(session, "nordic", dispute.issue_id)
        quotes = known.because
        bare = known.model_dump(include={"store", "issue_id", "order_id", "opened_at"})
        end = {"status": "finish", "modified_at": story.desk.now() + timedelta(hours=1)}
        ended = {"closed_at": story.desk.now() - timedelta(days=500)}
        record = DisputeRecord.model_validate(bare | end | ended)
        intake.take_in_dispute(session, record, story.desk.now())
    story.settle()
    assert any(quote in str(story.workspace.messages()) for quote in quotes)

    cleaning.forget()
    story.settle()

    assert [quote for quote in quotes if quote in str(story.workspace.messages())] == []
    assert login_of(story, dispute) is None
