"""What leads read of a missed target, until it asks for nothing any more."""

import pytest

from models.disputes import Dispute
from models.hours.targets import Target
from models.nudging.nudges import Nudge, Rule
from models.nudging.target_nudges import STEPS
from models.records import Outcome, Turn
from slackbot.views.nudge import nudge
from slackbot.views.nudge_over import Said
from tests.builders import HOUR, NOON, a_dispute_record
from tests.support.reading import text_of


def drawn(target=Target.FIRST_RESPONSE, language="en", **dispute):
    told = a_dispute_record().model_dump(include={"store", "issue_id", "order_id", "due_kind"})
    plain = told | {"turn": Turn.OURS, "turn_since": NOON, "seen_at": NOON}
    about = Dispute(id=12, **plain | dispute)
    row = Nudge(rule=Rule.TARGET, step=STEPS[target], limit_at=NOON, sent_at=NOON, due_at=NOON)
    content = nudge(Said(row, about, about.due_kind), NOON + HOUR, language)
    return content.text, text_of({"blocks": content.blocks})


@pytest.mark.parametrize(
    ("target", "what"),
    [
        (Target.FIRST_RESPONSE, "first response"),
        (Target.NEXT_RESPONSE, "next response"),
        (Target.RESOLUTION, "resolution"),
    ],
)
def test_leads_read_which_target_was_due_when(target, what):
    text, said = drawn(target)

    assert text == f"The {what} of #12 is late by our own clock"
    assert f"*The {what} of #12 is late*: by our own clock it was due <!date^" in said
    assert "Nobody has it yet." in said
    assert "AliExpress" not in said


def test_once_answered_it_says_so_even_when_it_is_our_turn_again():
    text, said = drawn(answered_at=NOON + HOUR)

    assert said.strip() == text
    assert text.startswith("✔ #12 was answered <!date^")
    assert drawn(Target.RESOLUTION, answered_at=NOON + HOUR)[0].endswith("by our own clock")


def test_an_answer_before_it_was_due_ends_nothing():
    assert drawn(Target.NEXT_RESPONSE, answered_at=NOON - HOUR)[0].endswith("by our own clock")


def test_on_others_turns_and_at_the_end_it_asks_for_nothing():
    assert drawn(turn=Turn.BUYER)[0].startswith("✔ Answered at <!date^")
    closed = {"closed_at": NOON, "outcome": Outcome.WON}
    assert drawn(**closed)[0].startswith("✔ #12 was closed at <!date^")
    assert "closed by <@UBEN> at" in drawn(**closed, closed_by="UBEN")[0]


def test_a_chinese_lead_reads_chinese():
    text, said = drawn(language="zh")

    assert text == "#12 的首次回复已超出团队目标"
    assert "#12 的首次回复已超时" in said
