"""Messages to people stand in their direct conversation: once, kept current, found again."""

import pytest
from sqlmodel import select

from models import messages
from models.channels import Channel
from models.hours import presence
from models.messages import Kind
from tests.support.reading import direct, text_of
from tests.support.waiting import pass_time


@pytest.fixture
def tell(story, dispute):
    """Have somebody told of the dispute, directly."""

    def tell(user="UANA", name="1"):
        about = {"dispute_id": dispute.number, "payload": {"by": "UBEN", "why": "Look"}}
        with story.desk.database.write() as session:
            messages.want(session, Kind.ESCALATION, name, user, **about)
        story.settle()

    return tell


def known(story, user="UANA"):
    with story.desk.database.read() as session:
        return presence.of(session, [user])[user]


def test_a_person_reads_it_in_a_conversation_that_is_opened_once(story, dispute, tell):
    tell()
    story.workspace.fault("500", method="conversations.open")
    tell(name="2")

    assert [f"#{dispute.number}" in text_of(message) for message in direct(story)] == [True, True]
    shown = [c for c in story.workspace.page("UANA")["channels"] if c["is_dm"]]
    assert [c["unread"] for c in shown] == [2]


def test_it_is_kept_current(story, dispute, tell):
    tell()
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    empty = {"resolve_refunded": {"value": ""}, "resolve_prevention": {"value": ""}}
    story.workspace.submit("UANA", {"resolve_outcome": {"value": "withdrawn"}} | empty)
    story.settle()

    [message] = direct(story)
    assert "✔" in text_of(message)


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open"])
def test_after_a_lost_answer_it_stands_there_once(story, tell, method):
    story.workspace.fault("lost_answer", method=method, count=1)
    tell()
    pass_time(story)
    story.settle()

    assert len(direct(story)) == 1


def test_who_left_is_written_to_no_more_and_the_operators_hear_of_it(story, tell):
    tell("UGONE")

    assert not known(story, "UGONE").reachable
    [trouble] = story.workspace.messages("COPS")
    assert "Slack refuses <@UGONE> (user_not_found)" in text_of(trouble)


def test_a_conversation_that_is_gone_is_opened_anew(story, tell):
    with story.desk.database.write() as session:
        presence.put(session, "UANA", direct="DGONE")
    tell()
    assert (direct(story), known(story).reachable) == ([], False)
    pass_time(story)
    story.settle()

    assert (len(direct(story)), known(story).reachable) == (1, True)
    with story.desk.database.read() as session:
        assert session.exec(select(Channel).where(Channel.trouble.is_not(None))).all() == []
