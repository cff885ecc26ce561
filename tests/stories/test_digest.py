"""The leads' digest: at nine, once, and when asked for."""

import re
from datetime import UTC, datetime

import pytest

from models import digests, intake
from tests.builders import a_dispute_record
from tests.support.reading import text_of, top_level


def at(hour, minute=0):
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def posted(story):
    return top_level(story.workspace.messages("CLEADS"))


def want_at(story, moment):
    with story.desk.database.write() as session:
        return digests.want_due(session, story.desk.settings, moment)


def test_a_lead_asks_for_it_and_it_stands_in_the_leads_channel(story, dispute):
    answer = story.workspace.command("ULEA", "/dispute digest")
    story.settle()

    assert "is on its way to <#CLEADS>" in answer["ephemeral"][0]["text"]
    [digest] = posted(story)
    assert "nordic, solar, toys" in text_of(digest)
    assert "*Open*  1" in text_of(digest)


def test_asked_for_again_the_same_message_is_counted_anew(story, dispute):
    story.workspace.command("ULEA", "/dispute digest")
    story.settle()
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.workspace.command("ULEA", "/dispute digest")
    story.settle()

    [digest] = posted(story)
    assert "<@UANA> 1" in text_of(digest)


@pytest.mark.parametrize(
    ("channel", "about"),
    [("CLEADS", "nordic, solar, toys"), ("CNORDIC", "nordic"), ("COPS", "nordic, solar, toys")],
)
def test_an_operator_asks_for_it_in_any_channel(story, type_in, channel, about):
    assert type_in("digest", "--channel", channel)[1].endswith(f"is wanted in {channel}.\n")
    story.settle()

    [digest] = top_level(story.workspace.messages(channel))
    assert digest["blocks"][0]["text"]["text"].endswith(f" · {about}*")


def test_an_agent_is_told_that_it_is_for_leads(story):
    answer = story.workspace.command("UANA", "/dispute digest")

    assert answer["ephemeral"][0]["text"] == "Only leads can ask for the digest."


@pytest.mark.parametrize(
    ("moment", "new"), [(at(8, 59), 0), (at(9), 1), (at(11, 59), 1), (at(12), 0)]
)
def test_it_is_wanted_from_nine_and_not_in_the_afternoon(story, moment, new):
    assert want_at(story, moment) == new


def test_two_clocks_want_it_once(story):
    assert want_at(story, at(9)) == 1
    assert want_at(story, at(9, 1)) == 0
    story.settle()

    assert len(posted(story)) == 1


def test_a_source_that_is_down_stands_first(story, dispute):
    story.gateway.fault("IllegalAccessToken")
    story.poll()
    story.workspace.command("ULEA", "/dispute digest")
    story.settle()

    [digest] = posted(story)
    assert "⚠ *nordic* is not read since <!date^" in digest["blocks"][1]["text"]["text"]


def test_what_ails_all_of_a_store_is_one_line(story, type_in):
    story.gateway.fault("500")
    story.poll()

    said = type_in("digest", "--dry-run")[1]

    [line] = [line for line in said.splitlines() if line.startswith("⚠")]
    assert re.fullmatch(
        r"⚠ \*nordic\* is not read since \d{4}-\d\d-\d\d \d\d:\d\d UTC: .+500 .+", line
    )


def test_more_strange_states_than_are_listed_are_all_counted(story, type_in):
    with story.desk.database.write() as session:
        for n in range(12):
            strange = a_dispute_record(issue_id=f"{n}", turn="unmapped", raw_status="odd")
            intake.take_in_dispute(session, strange, story.desk.now())

    said = type_in("digest", "--dry-run")[1]

    [line] = [line for line in said.splitlines() if line.startswith("❔")]
    assert line.startswith("❔ 12 in a state that the desk does not know: #")
    assert line.count("#") == 10
