"""Buyer text is hostile: it pings nobody, links nowhere, breaks nothing."""

import pytest

from models import disputes
from slackbot.views.blocks import escape
from tests.support.reading import text_of

HOSTILE = [
    "<!channel> look",
    "<@UANA> hello",
    "<https://evil.example|your bank>",
    "http://evil.example/login",
    "www.evil.example",
    "me@evil.example",
    ":rotating_light: *urgent* _now_ ~no~ `code`",
    "\u202egnp.exe\u202c",
    "💥" * 5_000,
    "&lt;!here&gt;",
]


def card_saying(story, dispute, words):
    with story.desk.database.write() as session:
        from_buyer = disputes.get(session, dispute.number)
        from_buyer.text = words
        session.add(from_buyer)
    story.workspace.command("UANA", f"/dispute repost #{dispute.number}")
    story.settle()
    return dispute.card()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stand_on_the_card_as_text(story, dispute, words):
    said = text_of(card_saying(story, dispute, words))

    assert "<!channel>" not in said
    assert "<@UANA>" not in said
    assert "<https://evil" not in said
    assert "://evil" not in said


@pytest.mark.parametrize("asked", ["<!channel>", "<!channel>" * 299])
@pytest.mark.parametrize("said", ["/dispute claim", "/dispute list", "/dispute", "/order"])
def test_words_that_were_not_understood_come_back_short_and_as_text(story, said, asked):
    answer = story.workspace.command("UANA", f"{said} {asked}")

    [told] = answer["ephemeral"]
    assert "&lt;!channel&gt;" in told["text"]
    assert "<!channel>" not in told["text"]
    assert len(told["text"]) < 400


def test_a_person_who_is_none_is_named_as_text(story, dispute):
    answer = story.workspace.command("ULEA", f"/dispute assign #{dispute.number} <!here>")

    assert "<!here>" not in answer["ephemeral"][0]["text"]


def test_escaping_keeps_the_words_readable():
    assert escape("5 < 6 & a * b").replace("\u2060", "") == "5 &lt; 6 &amp; a * b"


def test_an_address_is_broken_and_a_figure_is_not():
    assert escape("evil.example") != "evil.example"
    assert escape("USD 12.50") == "USD 12.50"
