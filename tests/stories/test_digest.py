"""The leads' digest: at nine, once, and when asked for."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from jobs import digests as job
from models import digests, disputes, figures, intake, rules, stores
from models.events import AuditEntry
from tests.builders import DAY, a_dispute_record
from tests.support.reading import text_of, thread_of, top_level
from tests.support.waiting import due_in


def at(hour, minute=0):
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def posted(story):
    return top_level(story.workspace.messages("CLEADS"))


def want_at(story, moment):
    return job.want_due(desk_at(story, moment), digests.due)


def desk_at(story, moment):
    about = {"database": story.desk.database, "settings": story.desk.settings}
    return SimpleNamespace(**about, now=lambda: moment, wake=lambda *_due: None)


def test_a_lead_asks_for_it_and_it_stands_in_the_leads_channel(story, dispute):
    answer = story.workspace.command("ULEA", "/dispute digest")
    story.settle()

    assert "is on its way to <#CLEADS>" in answer["ephemeral"][0]["text"]
    [digest] = posted(story)
    assert "nordic, solar, toys" in text_of(digest)
    assert "*Open*  1" in text_of(digest)


def test_whoever_asks_is_answered_before_anything_is_counted(story, dispute, monkeypatch):
    """Counting a large team's disputes takes seconds, and nobody is to wait for it."""
    with monkeypatch.context() as uncountable:
        uncountable.setattr(figures, "of", None)
        answer = story.workspace.command("ULEA", "/dispute digest")
    assert "is on its way to <#CLEADS>" in answer["ephemeral"][0]["text"]

    story.settle()
    assert "*Open*  1" in text_of(posted(story)[0])


def test_others_write_while_it_is_counted(story, dispute, monkeypatch):
    """The counting holds no lock: a claim in the midst of it goes through."""
    counted = figures.of

    def slowly(*about):
        story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
        return counted(*about)

    monkeypatch.setattr(figures, "of", slowly)
    story.workspace.command("ULEA", "/dispute digest")
    story.settle()
    assert "*Open*  1" in text_of(posted(story)[0])
    assert mine(story, dispute.number) == "UANA"


def mine(story, number):
    with story.desk.database.read() as session:
        return disputes.get(session, number).assignee_id


def test_dead_between_counting_and_wanting_it_is_counted_again(story, dispute, monkeypatch):
    def die(*_about):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(digests, "want", die)
        with pytest.raises(KeyboardInterrupt):
            want_at(story, at(9))

    assert want_at(story, at(9)) == 1
    assert want_at(story, at(9)) == 0


def test_asked_for_in_a_channel_that_leads_left_it_is_let_be(story):
    story.workspace.command("ULEA", "/dispute digest")
    with story.desk.database.write() as session:
        for store in stores.active(session):
            store.leads_channel = "CELSE"
    story.settle()

    assert posted(story) == []


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
    assert f" · {about}*  Quiet: nothing due within 24 h" in digest["blocks"][0]["text"]["text"]


def test_an_agent_is_told_that_it_is_for_leads(story):
    answer = story.workspace.command("UANA", "/dispute digest")

    assert answer["ephemeral"][0]["text"] == "Only leads can see the digest and the figures."


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


def test_what_is_at_risk_stands_in_it_and_which_disputes_in_its_thread(story, dispute):
    due_in(story, dispute.number, hours=5)
    story.workspace.command("ULEA", "/dispute digest")
    story.settle()

    [digest] = posted(story)
    assert "*At risk*  1 due within 24 h (USD" in text_of(digest)
    assert "*Since <!date^" in text_of(digest)
    [details] = thread_of(story.workspace.messages("CLEADS"), digest)
    assert f"*Due within 24 h*  #{dispute.number}" in text_of(details)
    assert "*Causes, 7 days*  Late beyond promise 1 (0 before)" in text_of(details)


def test_a_quiet_day_is_one_line_and_has_no_thread(story):
    story.workspace.command("ULEA", "/dispute digest")
    story.settle()

    [digest] = story.workspace.messages("CLEADS")
    [block] = digest["blocks"]
    assert block["text"]["text"].endswith("Quiet: nothing due within 24 h, 0 open, nothing new.")


SATURDAY = datetime(2026, 11, 28, 9, tzinfo=UTC)


def test_it_comes_on_working_days_and_tells_what_is_new_since_the_last_one(story):
    assert want_at(story, SATURDAY) == want_at(story, SATURDAY + DAY) == 0
    assert want_at(story, SATURDAY + 2 * DAY) == 1

    with story.desk.database.read() as session:
        about = digests.channels(session, story.desk.settings)["CLEADS"]
        monday = SATURDAY + 2 * DAY
        zone = ZoneInfo("UTC")
        counted = digests.count(session, "CLEADS", about, monday.date(), zone, monday)
    assert counted.since == (SATURDAY - DAY).isoformat()


def test_it_tells_what_is_new_since_the_last_one_was_counted(story):
    assert want_at(story, at(9, 47)) == 1

    with story.desk.database.read() as session:
        about = digests.channels(session, story.desk.settings)["CLEADS"]
        tomorrow, zone = at(9) + DAY, ZoneInfo("UTC")
        counted = digests.count(session, "CLEADS", about, tomorrow.date(), zone, tomorrow)
    assert counted.since == at(9, 47).isoformat()


TODAY = {"channel": "CLEADS", "period": "day", "first": "2026-11-24", "zone": "UTC"}


def test_asked_for_before_nine_it_is_one_of_its_own_and_nines_comes_all_the_same(story):
    early = AuditEntry(at=at(1), actor="ULEA", action="DigestAsked", details=TODAY)
    job.post_asked(desk_at(story, at(1)), early)

    assert want_at(story, at(9)) == 1
    story.settle()
    assert len(posted(story)) == 2


def test_a_day_that_is_yet_to_come_has_none(story, type_in):
    assert "yet to come" in type_in("digest", "--date", "2999-01-01")[2]


def test_a_day_is_off_only_where_all_stores_of_the_channel_are(story):
    with story.desk.database.write() as session:
        rules.apply(session, rules.DEFAULT + WEEKENDS, "test", story.desk.now())

    assert want_at(story, SATURDAY) == 1


WEEKENDS = '\n[stores.solar.hours]\ndays = ["sat", "sun"]\n'


def test_a_channel_whose_stores_share_a_zone_reads_it_at_nine_there(story):
    with story.desk.database.write() as session:
        stores.get(session, "toys").leads_channel = "CTOYS"
        stores.get(session, "toys").timezone = "Asia/Shanghai"

    assert want_at(story, at(1)) == 1
    assert want_at(story, at(2)) == 0
    assert want_at(story, at(9)) == 1
    story.settle()
    assert len(top_level(story.workspace.messages("CTOYS"))) == 1


def test_a_day_that_is_over_is_told_as_it_stood_at_nine(story, dispute, type_in):
    said = type_in("digest", "--dry-run", "--date", "2026-01-05")[1]

    assert said.startswith("*2026-01-05 · nordic, solar, toys*  Quiet: ")
