"""A cause that the desk is unsure of: the two likeliest are one click away."""

import json
import re

import pytest

from jobs.imports.running import import_file
from slackbot import ids
from tests.support.reading import text_of, top_level

VAGUE = {"store": "nordic", "order_id": "8194000000001470", "text": "I want my money back"}


@pytest.fixture
def vague(story, tmp_path):
    """A dispute whose buyer does not say what happened; gives its card as it stands."""
    opened_at = story.desk.now().isoformat()
    told = VAGUE | {"issue_id": "6346000000000001", "opened_at": opened_at}
    file = tmp_path / "vague.jsonl"
    file.write_text(json.dumps(told))
    import_file(story.desk, file, None, lambda *_: None)
    story.settle()

    def card():
        cards = top_level(story.workspace.messages())
        return next(one for one in cards if VAGUE["text"] in text_of(one))

    return card


def choices(card):
    """The buttons of the likeliest causes, as they are read."""
    elements = (element for block in card["blocks"] for element in block.get("elements", []))
    return {
        element["text"]["text"]: element["action_id"]
        for element in elements
        if element.get("action_id", "").startswith(ids.CAUSE_IS)
    }


def test_an_unsure_card_offers_the_two_likeliest(vague):
    assert "unsure: " in text_of(vague())
    assert len(choices(vague())) == 2
    assert next(iter(choices(vague()))) in text_of(vague()).splitlines()[1]


def test_one_click_settles_the_cause_and_says_who_did(story, vague):
    label, action_id = list(choices(vague()).items())[1]

    story.workspace.press("UANA", action_id, message=vague())
    story.settle()

    assert label in vague()["text"]
    assert "set by <@UANA>" in text_of(vague())
    assert choices(vague()) == {}


def test_who_may_not_correct_is_refused_alone(story, vague):
    action_id = next(iter(choices(vague()).values()))

    answer = story.workspace.press("UVIC", action_id, message=vague())

    assert "Your role" in answer["ephemeral"][0]["text"]
    assert len(choices(vague())) == 2


def test_the_report_counts_what_people_settled(story, vague, dispute, type_in):
    assert "Nobody has settled a cause yet" in type_in("tag", "--report")[1]
    wrong = list(choices(vague()).values())[1]
    story.workspace.press("UANA", wrong, message=vague())
    story.workspace.command("UANA", f"/dispute cause #{dispute.number} P1")
    story.workspace.command("UANA", f"/dispute cause #{dispute.number} L1")  # As it was told.

    said = type_in("tag", "--report")[1]

    assert re.search(r"all\s+│\s+1\s+│\s+2\s+│\s+50%", said)
    assert re.search(r"L1\s+│\s+1\s+│\s+1\s+│\s+100%", said)


def test_a_sure_card_offers_none(dispute):
    assert choices(dispute.card()) == {}
