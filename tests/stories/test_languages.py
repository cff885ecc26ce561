"""Each person is answered in the language of their Slack, or the one they chose."""

import pytest

from models import messages
from models.messages import Kind
from slackbot import ids, people
from tests.support.reading import direct, text_of

CHINESE, ENGLISH = "已由你认领", "You have #"


@pytest.fixture
def reads(story):
    """What a person's Slack is set to, and the desk has learnt of it."""

    def reads(user, locale):
        story.workspace.control("person", user=user, locale=locale)
        people.refresh(story.desk)

    return reads


def claimed(story, dispute, user="UANA"):
    story.workspace.command("ULEA", f"/dispute release #{dispute.number}")
    return story.workspace.command(user, f"/dispute claim #{dispute.number}")["ephemeral"][0][
        "text"
    ]


def test_a_person_whose_slack_is_chinese_is_answered_so_and_others_are_not(story, dispute, reads):
    reads("UANA", "zh-CN")

    assert CHINESE in claimed(story, dispute)
    assert ENGLISH in claimed(story, dispute, "UBEN")


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "", None])
def test_of_other_languages_english_is_the_one_that_is_ours(story, dispute, reads, locale):
    reads("UANA", locale)

    assert ENGLISH in claimed(story, dispute)


def test_what_a_person_chose_is_theirs_until_they_go_back(story, dispute, reads):
    reads("UANA", "en-US")

    answer = story.workspace.command("UANA", "/dispute language zh")["ephemeral"][0]["text"]
    assert answer == "从现在起我用中文与你交流。"
    assert CHINESE in claimed(story, dispute)

    back = story.workspace.command("UANA", "/dispute language auto")["ephemeral"][0]["text"]
    assert back == "I speak English with you from now on."
    assert ENGLISH in claimed(story, dispute)


def test_a_language_that_is_not_ours_is_refused_with_those_that_are(story):
    answer = story.workspace.command("UANA", "/dispute language fr")["ephemeral"][0]["text"]

    assert answer == "Say which language: /dispute language en. There are en, zh, auto."


def test_refusals_modals_and_home_speak_it_too(story, dispute):
    story.workspace.command("UANA", "/dispute language zh")
    refusal = story.workspace.command("UANA", "/dispute claim #999")["ephemeral"][-1]["text"]
    view = story.workspace.press("UANA", ids.REPLY, message=dispute.card())["view"]
    story.workspace.dismiss("UANA")
    story.workspace.home("UANA")
    story.settle()

    assert "#999" in refusal
    assert "没有" in refusal or "找不到" in refusal
    assert view["title"]["text"] == f"回复 #{dispute.number}"
    assert "你" in text_of(story.workspace.page("UANA")["home"])


def test_the_card_keeps_the_stores_language_and_a_direct_message_speaks_its_readers(story, dispute):
    story.workspace.command("UANA", "/dispute language zh")
    told = {"dispute_id": dispute.number, "payload": {"by": "UBEN", "why": "Look"}}
    with story.desk.database.write() as session:
        for user in ("UANA", "UBEN"):
            messages.want(session, Kind.ESCALATION, user, user, **told)
    story.settle()

    assert "Late beyond promise" in text_of(dispute.card())
    assert "超过承诺时间未到" in text_of(direct(story)[-1])
    assert "Late beyond promise" in text_of(direct(story, "UBEN")[-1])
