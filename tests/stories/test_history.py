"""Who did what to a dispute, newest first, in words."""

from models import events
from models.intake import DISPUTE_FIELDS
from slackbot import ids
from slackbot.views import history
from tests.support.reading import text_of


def told(story, dispute, user="UVIC"):
    view = story.workspace.command(user, f"/dispute history #{dispute.number}")["view"]
    assert view["callback_id"] == ids.HISTORY_MODAL
    return [line.partition(" · ")[2] for line in text_of(view).splitlines() if " · " in line]


def test_each_move_is_a_line_with_its_author(story, dispute):
    number = f"#{dispute.number}"
    for user, words in [
        ("UANA", f"claim {number}"),
        ("UANA", f"cause {number} P1"),
        ("UANA", f"escalate {number} <!channel> look"),
        ("ULEA", f"assign {number} <@UBEN>"),
        ("UBEN", f"release {number}"),
    ]:
        story.workspace.command(user, f"/dispute {words}")
    story.settle()

    assert told(story, dispute)[:5] == [
        "<@UBEN> · given back",
        "<@ULEA> · given to <@UBEN>",
        "<@UANA> · asked the leads: &lt;!channel&gt; look",
        "<@UANA> · cause: Late beyond promise → Damaged in transit",
        "<@UANA> · claimed",
    ]
    assert told(story, dispute)[-1] == "AliExpress · opened"


def test_what_is_answered_to_one_person_is_nobodys_history(story, dispute):
    story.workspace.say("UANA", "!help", dispute.channel, thread_ts=dispute.card()["ts"])
    story.settle()

    assert told(story, dispute) == ["AliExpress · opened"]


def test_every_event_of_a_dispute_has_its_words():
    mine = {event.__name__ for event in events.FOLLOW_UPS if issubclass(event, events.Event)}

    assert mine == history.SAID


def test_what_changed_is_said_in_words_and_not_in_columns(story, dispute):
    with story.desk.database.write() as session:
        changed = events.DisputeChanged(dispute.number, ("amount", "currency", "due_at", "text"))
        events.record(session, changed, events.PLATFORM, story.desk.now())

    assert told(story, dispute)[0] == (
        "AliExpress · changed: the amount, the deadline, the buyer's words"
    )


def test_every_column_that_can_change_has_its_words():
    assert {column for columns in history.CHANGED.values() for column in columns} == {
        *DISPUTE_FIELDS
    }
