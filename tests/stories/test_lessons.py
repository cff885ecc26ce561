"""What a team corrected twice is right the third time; and a bad correction is taken back."""

import json

import pytest

from jobs.imports.running import import_file
from models import disputes
from models.tagging import Cause
from tests.support.reading import text_of, top_level

HOT = "The handle of this pan gets so hot that you cannot hold it, the page said it stays cool."
HOTTER = "The handle gets hot, you cannot hold the pan, and the page said it stays cool!"
HOTTEST = "Handle of the pan gets terribly hot, I cannot hold it; on your page it stays cool"


@pytest.fixture
def hears(story, tmp_path):
    """A buyer complains, through a file; the dispute's number."""

    def hears(text, **more):
        issue_id = str(6346000000000001 + len(list(tmp_path.glob("*.jsonl"))))
        told = {"store": "nordic", "order_id": f"81{issue_id}", "issue_id": issue_id, "text": text}
        file = tmp_path / f"{issue_id}.jsonl"
        file.write_text(json.dumps(told | {"opened_at": story.desk.now().isoformat()} | more))
        import_file(story.desk, file, None, lambda *_: None)
        story.settle()
        with story.desk.database.read() as session:
            return disputes.find(session, "nordic", issue_id).id

    return hears


def cause(story, number):
    with story.desk.database.read() as session:
        return disputes.get(session, number).cause


def settle_as(story, number, settled):
    story.workspace.command("UANA", f"/dispute cause #{number} {settled}")
    story.settle()


def card(story, number):
    [mine] = [m for m in top_level(story.workspace.messages()) if m["text"].endswith(f"#{number}")]
    return text_of(mine)


def test_settled_twice_it_is_right_the_third_time_and_says_why(story, hears):
    first, second = hears(HOT), hears(HOTTER)
    assert cause(story, first) is Cause.P4
    for number in (first, second):
        settle_as(story, number, "P1")

    third = hears(HOTTEST, reason="Item not as described")

    assert cause(story, third) is Cause.P1
    assert f"the team settled #{first}, #{second} so" in card(story, third)


def test_settled_once_it_teaches_nothing(story, hears):
    settle_as(story, hears(HOT), "P1")

    assert cause(story, hears(HOTTER)) is Cause.P4


def test_what_is_open_already_learns_it_too(story, hears):
    first, second, third = hears(HOT), hears(HOTTER), hears(HOT + " Never again.")
    for number in (first, second):
        settle_as(story, number, "P1")

    assert cause(story, third) is Cause.P1


def test_taken_back_it_teaches_no_more(story, hears):
    first, second, third = hears(HOT), hears(HOTTER), hears(HOT + " Never again.")
    for number in (first, second):
        settle_as(story, number, "P1")
    assert cause(story, third) is Cause.P1

    settle_as(story, second, "P4")

    assert cause(story, third) is Cause.P4
    assert "the team settled" not in card(story, third)


def test_another_kind_of_complaint_is_left_alone(story, hears):
    for text in (HOT, HOTTER):
        settle_as(story, hears(text), "P1")

    assert cause(story, hears("The colour is nothing like the photo")) is Cause.P5


def test_facts_speak_louder(story, hears):
    late = "Where is my parcel? It has not arrived, I am waiting and waiting."
    for _ in range(2):
        settle_as(story, hears(late), "L2")

    facts = {"days_since_ship": 70, "promised_days": 30}
    assert cause(story, hears(late, facts=facts)) is Cause.L1
    assert cause(story, hears(late)) is Cause.L2
