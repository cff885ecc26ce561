"""`!verb` in a card's thread, where slash commands do not work, and the menu of a message."""

import signal
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlmodel import update
from structlog.testing import capture_logs

from jobs import desk as process
from jobs import follow_ups, leaving
from models import events, tallies
from models.database import clock
from models.events import FollowUp
from slackbot import ids
from tests.support.opening import opened
from tests.support.reading import has_button, text_of
from tests.support.waiting import on_another_host


@pytest.fixture
def says(story, dispute):
    """Somebody says something in the card's thread; what they alone are answered."""

    def says(text, user="UANA", **where):
        before = len(story.workspace.inbox(user))
        place = {"thread_ts": dispute.card()["ts"]} | where
        story.workspace.say(user, text, dispute.channel, **place)
        story.settle()
        return story.workspace.inbox(user)[before:]

    return says


def moved(story, dispute):
    return text_of(dispute.card())


def test_claimed_in_its_thread_it_is_theirs_and_only_they_are_answered(story, dispute, says):
    [answer] = says("!claim")

    assert answer["text"] == f"You have #{dispute.number} now. The case is in its thread."
    assert answer["thread_ts"] == dispute.card()["ts"]
    assert "<@UANA> has it since" in moved(story, dispute)
    assert story.workspace.inbox("UBEN") == []


def test_the_same_refusals_as_everywhere(story, dispute, says):
    says("!claim")

    assert "<@UANA> has" in says("!claim", "UBEN")[0]["text"]
    assert "Your role does not let you claim" in says("!claim", "UVIC")[0]["text"]
    assert "You have no role on this desk yet" in says("!release", "UOUT")[0]["text"]
    assert "Did you mean /dispute claim?" in says("!clam")[0]["text"]


def test_words_behind_the_verb_go_along(story, dispute, says):
    says("!assign <@UBEN>", "ULEA")
    assert "<@UBEN> has it since" in moved(story, dispute)

    assert "counts as Damaged in transit" in says("!cause P1")[0]["text"]
    assert "rests until" in says("!snooze 2h", "UBEN")[0]["text"]
    assert says("!escalate The buyer is\nangry")[0]["text"].startswith("The leads know")


@pytest.mark.parametrize(
    ("verb", "modal"),
    [
        ("reply", ids.REPLY_MODAL),
        ("resolve", ids.RESOLVE_MODAL),
        ("cause", ids.CAUSE_MODAL),
        ("escalate", ids.ESCALATE_MODAL),
        ("case", ids.CASE_MODAL),
        ("snooze", ids.SNOOZE_MODAL),
    ],
)
def test_a_form_is_one_press_away(story, dispute, says, verb, modal):
    says("!claim")

    [answer] = says(f"!{verb}")
    view = story.workspace.press("UANA", f"{ids.OPEN}{verb}", message=answer)["view"]

    assert view["callback_id"] == modal


def test_what_is_about_no_dispute_is_answered_there_too(story, dispute, says):
    assert "What you can say" in says("!help")[0]["text"]
    assert f"#{dispute.number}" in text_of(says("!list open")[0])
    assert "Why this one" in text_of(says("!next")[0])


@pytest.mark.parametrize(
    "talk", ["!!!", "!important", "claim", "Shall we !claim it?", "!", "!claim-form", "! claim"]
)
def test_what_people_say_to_each_other_is_theirs(story, dispute, says, talk):
    assert says(talk) == []
    assert "nobody has it" in moved(story, dispute)


def test_elsewhere_nobody_is_answered(story, dispute, says):
    story.workspace.say("UANA", "Who takes the new one?", dispute.channel)
    talk = story.workspace.messages(dispute.channel)[-1]

    assert says("!claim", thread_ts=None) == []
    assert says("!claim", thread_ts=talk["ts"]) == []
    assert "nobody has it" in moved(story, dispute)


def test_said_once_and_delivered_three_times_it_counts_once(story, dispute, says):
    story.workspace.fault("duplicate", method="delivery")
    says("!claim")

    with story.desk.database.read() as session:
        said = [entry.action for entry in events.history(session, dispute.number)]
    assert said.count("DisputeClaimed") == 1


def test_the_answer_comes_when_slack_is_back(story, dispute, says):
    story.workspace.fault("500", "chat.postEphemeral", count=1)

    assert says("!claim") == []
    assert "<@UANA> has it since" in moved(story, dispute)


def test_a_worker_whose_clock_is_behind_waits_all_the_same(story, dispute, monkeypatch):
    behind = on_another_host(story, timedelta(minutes=-5))
    monkeypatch.setattr(follow_ups, "desk", lambda: behind)
    story.workspace.fault("500", "chat.postEphemeral")
    story.workspace.say("UANA", "!claim", dispute.channel, thread_ts=dispute.card()["ts"])

    follow_ups.work_off()

    with story.desk.database.read() as session:
        due = events.follow_ups_due(session, clock(session))
    assert [row.subscriber for row in due if row.subscriber == "whisper"] == []


@contextmanager
def a_worker_that_is_told_to_end():
    before = signal.getsignal(signal.SIGTERM)
    leaving.listen()
    signal.raise_signal(signal.SIGTERM)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        leaving._asked.clear()


def test_what_a_worker_that_is_to_end_has_not_begun_the_next_one_does(story, dispute):
    story.workspace.say("UANA", "!claim", dispute.channel, thread_ts=dispute.card()["ts"])

    with a_worker_that_is_told_to_end():
        follow_ups.work_off()

    assert story.workspace.inbox("UANA") == []
    story.settle()
    [answer] = story.workspace.inbox("UANA")
    assert answer["text"].startswith(f"You have #{dispute.number} now.")


def test_what_is_left_behind_a_job_of_follow_ups_is_the_next_ones(story, dispute, monkeypatch):
    monkeypatch.setattr(follow_ups, "AT_ONCE", 1)
    for user in ("UANA", "UBEN", "ULEA"):
        story.workspace.say(user, "!claim", dispute.channel, thread_ts=dispute.card()["ts"])

    story.settle()

    assert [len(story.workspace.inbox(user)) for user in ("UANA", "UBEN", "ULEA")] == [1, 1, 1]


def archived(story, channel):
    story.workspace.control("channel", channel=channel, is_archived=True)


def failing(story, _channel):
    story.workspace.fault("500", "chat.postEphemeral")


@pytest.mark.parametrize(
    ("begins", "tried", "word"),
    [(archived, 0, "is_archived"), (failing, follow_ups.TRIES, "internal_error")],
)
def test_an_answer_that_is_given_up_is_told_and_counted(story, dispute, begins, tried, word):
    story.workspace.say("UANA", "!claim", dispute.channel, thread_ts=dispute.card()["ts"])
    begins(story, dispute.channel)
    with story.desk.database.write() as session:
        session.exec(update(FollowUp).values(attempts=tried))

    with capture_logs() as lines:
        follow_ups.work_off()

    [told] = [line for line in lines if line["event"] == "follow_up_given_up"]
    assert (told["subscriber"], told["error"], told["tries"]) == ("whisper", word, tried + 1)
    assert told["log_level"] == "warning"
    process.keep_errors()
    with story.desk.database.read() as session:
        assert [row.labels for row in tallies.of(session, tallies.ERRORS)] == ["follow_up,given_up"]


def test_two_workers_answer_once(story, dispute):
    story.workspace.say("UANA", "!claim", dispute.channel, thread_ts=dispute.card()["ts"])
    with story.desk.database.read() as session:
        due = events.follow_ups_due(session, story.desk.now())
    [whisper] = [row for row in due if row.subscriber == "whisper"]
    with story.desk.database.write() as session:
        assert events.claim(session, whisper, story.desk.now() + timedelta(minutes=2))
    with story.desk.database.write() as session:
        assert not events.claim(session, whisper, story.desk.now() + timedelta(minutes=2))

    story.settle()

    assert story.workspace.inbox("UANA") == []  # Whoever claimed it says it, and nobody else.


def test_what_was_answered_is_kept_nowhere(story, dispute, says):
    says("!next")

    with story.desk.database.read() as session:
        whispers = [e for e in events.history(session, dispute.number) if e.action == "Whispered"]
    assert [(e.details["text"], e.details["blocks"]) for e in whispers] == [("", [])]


def test_another_dispute_that_is_named_is_meant(story, dispute, says):
    other = opened(story, "P1")

    says(f"!claim #{other.number}")

    assert "nobody has it" in moved(story, dispute)
    assert "<@UANA> has it since" in text_of(other.card())


def test_marks_that_slack_writes_for_characters_are_read_as_typed(story, dispute, says):
    says("!escalate R&amp;D &lt;asks&gt;")

    [entry] = [e for e in dispute_history(story, dispute) if e.action == "DisputeEscalated"]
    assert entry.details["why"] == "R&D <asks>"


def dispute_history(story, dispute):
    with story.desk.database.read() as session:
        return events.history(session, dispute.number)


# The menu of a message, and all verbs on one board.


def test_the_menu_of_a_card_opens_all_that_can_be_done(story, dispute):
    view = story.workspace.shortcut("UANA", dispute.card(), ids.SHORTCUT)["view"]

    assert view["callback_id"] == ids.BOARD_MODAL
    assert f"#{dispute.number}" in text_of(view)
    shown = {e["action_id"] for b in view["blocks"] for e in b.get("elements", [])}
    offered = ("claim", "assign", "reply", "send", "case", "cause", "escalate", "resolve", "repost")
    assert shown >= {f"{ids.OPEN}{verb}" for verb in offered}


def test_pressed_there_the_move_is_made_and_said_in_its_place(story, dispute):
    view = story.workspace.shortcut("UANA", dispute.card(), ids.SHORTCUT)["view"]

    view = story.workspace.press("UANA", f"{ids.OPEN}claim", view_id=view["id"])["view"]
    story.settle()

    assert f"You have #{dispute.number} now" in text_of(view)
    assert "<@UANA> has it since" in moved(story, dispute)


def test_a_form_opens_on_top_of_it_and_going_back_it_is_there(story, dispute):
    story.workspace.shortcut("UANA", dispute.card(), ids.SHORTCUT)
    view = story.workspace.press("UANA", f"{ids.OPEN}reply")["view"]
    assert view["callback_id"] == ids.REPLY_MODAL

    story.workspace.dismiss("UANA")

    assert story.workspace.view("UANA")["callback_id"] == ids.BOARD_MODAL


def test_it_opens_from_the_thread_from_the_cards_menu_and_of_a_closed_one(story, dispute, says):
    says("!claim")
    said = dispute.thread()[0]
    from_thread = story.workspace.shortcut("UBEN", said, ids.SHORTCUT)["view"]
    more = f"more:{dispute.number}"
    from_menu = story.workspace.press("UBEN", ids.MENU, more, message=dispute.card())["view"]
    form = story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")["view"]
    outcome = {ids.RESOLVE_OUTCOME: {ids.VALUE: "won"}}
    story.workspace.submit("UANA", outcome, form["id"])
    story.settle()
    closed = story.workspace.press("UBEN", ids.MENU, more, message=dispute.card())["view"]

    assert text_of(from_thread) == text_of(from_menu)
    assert f"{ids.OPEN}release" in str(from_menu)
    assert f"{ids.OPEN}reopen" in str(closed)
    assert f"{ids.OPEN}claim" not in str(closed)


def test_a_closed_one_is_opened_again_from_its_line(story, dispute):
    form = story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")["view"]
    story.workspace.submit("UANA", {ids.RESOLVE_OUTCOME: {ids.VALUE: "won"}}, form["id"])
    story.settle()

    story.workspace.press("UANA", ids.MENU, f"reopen:{dispute.number}", message=dispute.card())
    story.settle()

    assert has_button(dispute.card(), ids.REPLY)


def test_a_lead_assigns_in_a_form(story, dispute):
    more = f"more:{dispute.number}"
    story.workspace.press("ULEA", ids.MENU, more, message=dispute.card())
    view = story.workspace.press("ULEA", f"{ids.OPEN}assign")["view"]

    refused = story.workspace.submit("ULEA", {ids.ASSIGN_PICK: {ids.VALUE: "UVIC"}}, view["id"])
    story.workspace.submit("ULEA", {ids.ASSIGN_PICK: {ids.VALUE: "UBEN"}}, view["id"])
    story.settle()

    assert "cannot be given disputes" in refused["errors"][ids.ASSIGN_PICK]
    assert "<@UBEN> has it since" in moved(story, dispute)


def test_an_agent_may_not_assign_and_is_told_so_there(story, dispute):
    more = f"more:{dispute.number}"
    story.workspace.press("UANA", ids.MENU, more, message=dispute.card())

    view = story.workspace.press("UANA", f"{ids.OPEN}assign")["view"]

    assert "Only leads can assign" in text_of(view)


def test_a_message_of_no_dispute_says_so(story, dispute):
    story.workspace.say("UANA", "Good morning", dispute.channel)
    talk = story.workspace.messages(dispute.channel)[-1]

    view = story.workspace.shortcut("UANA", talk, ids.SHORTCUT)["view"]

    assert "This message belongs to no dispute" in text_of(view)
