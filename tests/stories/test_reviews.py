"""The digests of a week and of a month: on the first working day, once, and when asked for."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlmodel import select

from jobs import digests as job
from models import intake, reviews, rules, stores
from models.messages import Kind, Message
from slackbot import ids
from slackbot.wake import Due
from tests.builders import DAY, HOUR, a_dispute_record
from tests.support.reading import text_of, thread_of, top_level

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
FIRST = datetime(2026, 12, 1, 9, tzinfo=UTC)  # A Tuesday.
WEEKLY = "digest:CLEADS:week:2026-11-23"
MONTHLY = "digest:CLEADS:month:2026-11-01"


def posted(story, channel="CLEADS"):
    return top_level(story.workspace.messages(channel))


def want_at(story, moment):
    return job.want_due(at(story, moment), reviews.due)


def at(story, moment):
    """The desk at that moment."""
    about = {"database": story.desk.database, "settings": story.desk.settings}
    return SimpleNamespace(**about, now=lambda: moment, wake=lambda *_due: None)


def keys(story):
    with story.desk.database.read() as session:
        of_digests = session.exec(select(Message).where(Message.kind == Kind.DIGEST))
        return sorted(message.key for message in of_digests)


def last_one(story, period):
    """A dispute that a buyer opened in the week or the month before this one."""
    now = story.desk.now()
    begins = now - now.weekday() * DAY if period == "week" else now - (now.day - 1) * DAY
    at = begins - DAY
    with story.desk.database.write() as session:
        intake.take_in_dispute(session, a_dispute_record(opened_at=at, modified_at=at), at)


@pytest.mark.parametrize(
    ("moment", "new"),
    [
        (MONDAY - HOUR / 60, 0),
        (MONDAY, 1),
        (MONDAY + 8 * HOUR, 1),
        (MONDAY + 9 * HOUR, 0),
        (MONDAY - DAY, 0),
        (MONDAY + 2 * DAY, 0),
    ],
)
def test_a_weeks_is_wanted_all_day_from_nine_on_monday(story, moment, new):
    assert want_at(story, moment) == new


def test_two_clocks_and_a_restart_want_each_once(story):
    moments = [MONDAY, MONDAY + HOUR, FIRST, FIRST + HOUR]

    assert [want_at(story, moment) for moment in moments] == [1, 0, 1, 0]
    assert keys(story) == [MONTHLY, WEEKLY]


def test_what_stands_already_is_asked_of_no_calendar(story, monkeypatch):
    """For nine hours the clock asks each minute, and the rules of each day cost a question."""
    month_begins = datetime(2026, 6, 1, 9, tzinfo=UTC)  # A Monday: both are due.
    assert want_at(story, month_begins) == 2
    monkeypatch.setattr(reviews.digests, "works", None)

    assert want_at(story, month_begins + HOUR) == 0


def test_where_monday_is_off_it_comes_on_tuesday(story):
    off = rules.DEFAULT.replace("version = 1", "version = 1\nholidays = [2026-11-30]", 1)
    with story.desk.database.write() as session:
        rules.apply(session, off, "test", story.desk.now())

    assert want_at(story, MONDAY) == 0
    assert want_at(story, FIRST) == 2  # The month's on the same day.


def test_channels_read_it_at_nine_of_their_own_time(story):
    with story.desk.database.write() as session:
        stores.get(session, "toys").leads_channel = "CTOYS"
        stores.get(session, "toys").timezone = "Asia/Shanghai"

    assert want_at(story, MONDAY - 8 * HOUR) == 1
    assert keys(story) == ["digest:CTOYS:week:2026-11-23"]
    assert want_at(story, MONDAY) == 1


def test_the_job_posts_whichever_is_due_and_wakes_the_delivery(story):
    woken = []
    monday = at(story, MONDAY)
    monday.wake = woken.append

    job.want(monday)
    job.want(monday)

    assert woken == [Due.MESSAGES]
    assert keys(story) == ["digest:CLEADS:2026-11-30", WEEKLY]


@pytest.mark.parametrize("period", ["week", "month"])
def test_a_lead_asks_for_it_and_reads_trends_in_its_thread(story, period):
    last_one(story, period)

    answer = story.workspace.command("ULEA", f"/dispute digest {period}")
    story.settle()

    assert f"The digest of the {period} " in answer["ephemeral"][0]["text"]
    [digest] = posted(story)
    assert "*New*  1" in text_of(digest)
    [details] = thread_of(story.workspace.messages("CLEADS"), digest)
    assert "the latest first*" in text_of(details)
    assert "*New*  1" in text_of(details)


def test_asked_for_again_it_is_counted_anew(story):
    last_one(story, "week")
    for _ in range(2):
        story.workspace.command("ULEA", "/dispute digest week")
        story.settle()

    assert len(posted(story)) == 1


@pytest.mark.parametrize("period", ["week", "month"])
def test_home_has_a_button_for_each(story, period):
    story.workspace.home("ULEA")
    story.settle()

    story.workspace.press("ULEA", f"{ids.DIGEST}_{period}", period)
    story.settle()

    assert f"A quiet {period}" in text_of(posted(story)[0])


def test_a_quiet_week_is_one_line_and_has_no_thread(story):
    story.workspace.command("ULEA", "/dispute digest week")
    story.settle()

    [digest] = story.workspace.messages("CLEADS")
    [block] = digest["blocks"]
    assert block["text"]["text"].endswith("A quiet week: nothing new, nothing closed, 0 open.")


def test_another_word_is_answered_with_the_three(story):
    answer = story.workspace.command("ULEA", "/dispute digest year")

    assert answer["ephemeral"][0]["text"] == "Which digest? Say day, week or month."


def test_an_agent_is_told_that_it_is_for_leads(story):
    answer = story.workspace.command("UANA", "/dispute digest week")

    assert answer["ephemeral"][0]["text"] == "Only leads can see the digest and the figures."


def test_an_operator_prints_any_week_and_posts_the_last(story, type_in):
    said = type_in("digest", "--period", "week", "--date", "2026-01-08", "--dry-run")[1]
    assert said.startswith("*Week 2026-01-05 to 2026-01-11 · nordic, solar, toys*  A quiet week")

    assert "The digest of the month " in type_in("digest", "--period", "month")[1]
    assert "yet to come" in type_in("digest", "--period", "week", "--date", "2999-01-01")[2]


def test_a_week_that_still_runs_is_a_message_of_its_own(story, type_in):
    today = story.desk.now().date().isoformat()

    type_in("digest", "--period", "week", "--date", today)

    [key] = keys(story)
    assert key.endswith(":early")


def test_a_channel_of_chinese_teams_reads_it_in_chinese(story):
    with story.desk.database.write() as session:
        for store in stores.active(session):
            store.language = "zh"
    last_one(story, "month")
    story.workspace.command("ULEA", "/dispute digest month")
    story.settle()

    assert "月报" in text_of(posted(story)[0])
