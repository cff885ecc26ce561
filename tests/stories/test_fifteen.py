"""
Each of the fifteen causes, from the buyer's complaint to the drafted answer, as people see it.

`golden.json` keeps what they see. Written anew by
`GOLDEN=write .venv/bin/python -m pytest -n0 tests/stories/test_fifteen.py`; read the difference.
"""

import json
import os
import re
from pathlib import Path

import pytest

from models import disputes
from models.tagging.causes import Cause, guide
from slackbot import ids
from tests.support.reading import card_of, text_of, thread_of

GOLDEN = Path(__file__).parent / "golden.json"
IN_BRIEF = ("For us", "Against us", "Buyer wants", "Courses", "Suggested", "Evidence that helps")
# What is another one in every world: ids, days, who the buyer is.
PASSING = re.compile(
    r"LP\d+|\b\d{8,}\b|<!date[^>]*>|\d+ days?( ago)?|yesterday|today"
    r"|(?<=day )\d+|(?<=, protected )\d+|· buyer .*"
)


def lines(text):
    return [PASSING.sub("…", line) for line in text.splitlines()]


def seen(story, number):
    """What Ana sees of a complaint: the card, the case, the answers."""
    shown = card_of(story.workspace.messages(), number)
    card = lines(text_of(shown))
    understood = next(at for at, line in enumerate(card) if "(gist)" in line)
    story.workspace.command("UANA", f"/dispute claim #{number}")
    story.settle()
    thread = thread_of(story.workspace.messages(), shown)
    brief = [line for message in thread for line in lines(text_of(message))]
    view = story.workspace.command("UANA", f"/dispute reply #{number}")["view"]
    switch = next(b for b in view["blocks"] if b.get("block_id") == ids.REPLY_SUGGESTION)
    answers = [option["text"]["text"] for option in switch["accessory"]["options"]]
    story.workspace.dismiss("UANA")
    return {
        "headline": card[0].partition(" · ")[0],
        "understood": card[understood],
        "because": card[understood + 1],
        "case": [line for line in brief if line.startswith(tuple(f"*{name}" for name in IN_BRIEF))],
        "answers": [answer.partition(" · ")[0] for answer in answers],
    }


@pytest.fixture
def told(story):
    """Fifteen buyers complain, each of another cause, and the store is read."""
    issues = {cause.value: story.gateway.open(cause.value, "nordic")["issue_id"] for cause in Cause}
    story.poll("nordic")
    with story.desk.database.read() as session:
        numbers = {
            cause: disputes.find(session, "nordic", issue_id).id
            for cause, issue_id in issues.items()
        }
    return {cause: seen(story, number) for cause, number in numbers.items()}


def test_each_cause_is_told_weighed_and_answered_as_it_always_was(told):
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    assert told == json.loads(GOLDEN.read_text(encoding="utf-8"))
    for cause, shown in told.items():
        assert shown["headline"] == guide(Cause(cause)).in_language("en").label
        assert len(shown["case"]) >= len(IN_BRIEF) - 2
        assert 2 <= len(shown["answers"]) == len(set(shown["answers"]))
