"""One id from where something enters to the line that says that Slack shows it."""

import json
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlmodel import select

from jobs import nudges
from models.events import AuditEntry
from models.messages import Message
from models.nudging.nudges import Nudge
from slackbot import ids
from tests.builders import NOON, a_dispute_record
from tests.stories.conftest import INTAKE_SECRET
from tests.support.lines import Lines
from tests.support.opening import take
from tests.support.partner import Partner
from tests.support.reading import card_of
from tests.support.running import until
from tests.support.waiting import due_in, pass_time, tick

EDIT_OF_A_NUDGE = ("how", "edit"), ("kind", "nudge")


@pytest.fixture
def lines():
    return Lines()


def stood(lines, trace, message):
    """The line that says that this message stands in Slack, found by the id alone."""
    [line] = [
        line
        for line in lines.grep(trace)
        if line["event"] == "message_stands" and line["message"] == message
    ]
    return line


def test_a_commands_id_is_in_the_line_of_the_post_that_it_caused(story, dispute, lines):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    [asked] = lines.all("asked")
    assert (asked["user"], asked["what"]) == ("UANA", "/dispute")
    assert asked["trace"].startswith("command-")
    told = [line["event"] for line in lines.grep(asked["trace"])]
    assert told.index("asked") < told.index("happened") < told.index("message_stands")
    for message in (f"card:{dispute.number}", f"brief:{dispute.number}"):
        line = stood(lines, asked["trace"], message)
        assert (line["trace"], line["dispute"]) == (asked["trace"], dispute.number)
    posted = stood(lines, asked["trace"], f"card:{dispute.number}")
    assert posted["ts"] == dispute.card()["ts"]


def test_a_press_delivered_twice_is_one_id(story, dispute, lines):
    story.workspace.fault("duplicate", method="delivery")

    story.workspace.press("UANA", ids.CLAIM, message=dispute.card())
    story.settle()

    assert len(lines.all("asked")) == 2
    assert len({line["trace"] for line in lines.all("asked")}) == 1
    assert len(lines.all("happened")) == 1


def test_a_form_has_the_id_of_what_was_submitted(story, dispute, lines):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.workspace.command("UANA", f"/dispute escalate #{dispute.number} please look")
    story.settle()

    claimed, escalated = lines.all("asked")
    assert claimed["trace"] != escalated["trace"]
    [escalation] = [m for m in lines.all("message_stands") if "escalation" in m["message"]]
    assert escalation["trace"] == escalated["trace"]


def test_what_one_poll_told_of_a_dispute_is_followed_by_one_grep(story, lines):
    first, second = story.gateway.open("L1", "nordic"), story.gateway.open("P1", "nordic")
    story.poll()

    opened = [line for line in lines.all("happened") if line["what"] == "DisputeOpened"]
    assert len(opened) == 2
    for line in opened:
        trace, number = line["trace"], line["dispute"]
        assert trace.startswith("poll-")
        assert trace.endswith(f".{number}")
        posted = stood(lines, trace, f"card:{number}")
        assert posted["ts"] == card_of(story.workspace.messages("CNORDIC"), number)["ts"]
        assert {found["dispute"] for found in lines.grep(f'"{trace}"')} == {number}
    taken = {line["issue"]: line["trace"] for line in lines.all("record_taken") if "issue" in line}
    assert taken.keys() == {str(first["issue_id"]), str(second["issue_id"])}
    readings = {line["trace"].partition(".")[0] for line in opened}
    assert {*taken.values()} == readings  # The reading itself, and each of what it told.


def test_a_partners_request_is_told_its_id_and_leads_to_the_card(story, web, lines):
    record = json.loads(a_dispute_record(store="nordic").model_dump_json(exclude_none=True))
    off = int((story.desk.now() - NOON).total_seconds())
    answer = Partner(web, INTAKE_SECRET).post(
        "/intake/disputes", json.dumps({"disputes": [record]}).encode(), seconds_off=off
    )
    story.settle()

    trace = answer.headers["X-Disputes-Trace"]
    assert answer.json()["opened"] == 1
    [happened] = [line for line in lines.grep(trace) if line["event"] == "happened"]
    assert stood(lines, trace, f"card:{happened['dispute']}")["ts"]


def test_a_push_leads_to_the_card_although_redis_alone_carried_it(story, lines):
    story.gateway.control("pushes", url=f"{story.web.url}/aliexpress/push")
    story.poll()
    story.gateway.open("L1", "nordic")
    until(lambda: lines.all("push_passed_on"), 10)
    story.settle()

    pushed = {line["trace"] for line in lines.all("push_passed_on")}
    [opened] = [line for line in lines.all("happened") if line["what"] == "DisputeOpened"]
    assert opened["trace"] in pushed
    assert stood(lines, opened["trace"], f"card:{opened['dispute']}")["ts"]


def test_the_id_waits_in_the_database_while_redis_forgets_everything(story, dispute, lines):
    story.workspace.fault("500", method="chat.update")
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.desk.wake.redis.flushdb()

    story.workspace.clear()
    story.settle()

    [asked] = lines.all("asked")
    assert stood(lines, asked["trace"], f"card:{dispute.number}")
    with story.desk.database.read() as session:
        claimed = select(AuditEntry).where(AuditEntry.action == "DisputeClaimed")
        assert session.exec(claimed).one().trace == asked["trace"]


def test_a_follow_up_goes_on_under_the_id_of_what_it_follows(story, dispute, lines):
    story.workspace.home("UANA")
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    asked = next(line for line in lines.all("asked") if line["what"] == "/dispute")
    [follows] = [line for line in lines.grep(asked["trace"]) if line["event"] == "follows"]
    assert follows["subscriber"] == "refresh_homes"
    assert follows["job"] == "jobs.follow_ups.work_off"


def test_what_people_wrote_stands_in_no_line(story, dispute, lines):
    story.workspace.say("UANA", "!note marina1987 lives in Omsk", thread_ts=dispute.card()["ts"])
    story.workspace.command("UANA", f"/dispute escalate #{dispute.number} marina1987 is angry")
    story.poll()
    story.settle()

    with story.desk.database.read() as session:
        buyers = [m.payload.get("why") for m in session.exec(select(Message))]
    assert any("marina1987" in (why or "") for why in buyers)  # It did go through.
    assert "marina1987" not in lines.text
    assert "xoxb-" not in lines.text


def counted(story, name):
    """The samples of a figure, by their labels, as Prometheus would read them."""
    text = story.web.http.get("/metrics").text
    return {
        tuple(sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    }


def test_how_long_a_post_took_is_counted_by_its_kind(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    counts = counted(story, "disputes_delivery_delay_seconds_count")
    assert counts[("how", "post"), ("kind", "card")] == 1
    assert counts[("how", "edit"), ("kind", "card")] == 1
    assert counts[("how", "post"), ("kind", "brief")] == 1
    assert counted(story, "disputes_messages_oldest_seconds") == {}


def test_a_nudge_that_slack_refuses_to_take_waits_however_often_it_is_decided(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()
    due_in(story, dispute.number, hours=30)
    story.workspace.fault("500", method="chat.postMessage", share=1)
    for _again in range(3):
        tick(story)
        pass_time(story, timedelta(hours=1))

    tick(story)  # It was put back.
    nudges.fire()

    assert counted(story, "disputes_nudges_due")[("state", "unposted"),] == 1


def test_what_was_over_before_slack_had_it_is_not_late_whatever_comes_later(story, dispute):
    due_in(story, dispute.number, hours=30)
    story.workspace.fault("500", method="chat.postMessage", share=1)
    tick(story)
    story.gateway.answer(dispute.issue_id)
    take(story, dispute.issue_id)
    story.workspace.clear()
    pass_time(story)
    story.settle()

    story.workspace.command("UANA", f"/dispute escalate #{dispute.number} See to it")

    assert counted(story, "disputes_nudges_due")[("state", "unposted"),] == 0


def test_how_late_a_nudge_came_is_counted_once_it_stands_in_slack(story, dispute):
    with story.desk.database.write() as session:
        mine = select(Nudge).where(Nudge.dispute_id == dispute.number)
        nudge = min(session.exec(mine), key=lambda planned: planned.due_at)
        rule, nudge.due_at = nudge.rule, story.desk.now() - timedelta(minutes=20)
    nudges.fire()
    assert counted(story, "disputes_nudges_oldest_seconds")[("state", "unposted"),] >= 1200

    story.settle()

    assert counted(story, "disputes_nudge_lateness_seconds_count") == {(("rule", rule),): 1}
    assert counted(story, "disputes_nudges_late_total")[("rule", rule),] == 1
    assert counted(story, "disputes_nudges_oldest_seconds")[("state", "unposted"),] == 0

    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()  # The reminder is drawn anew, which is no other reminder.
    assert counted(story, "disputes_delivery_delay_seconds_count")[EDIT_OF_A_NUDGE] >= 1
    assert counted(story, "disputes_nudge_lateness_seconds_count") == {(("rule", rule),): 1}


def test_what_slack_answered_is_counted_by_its_word(story, dispute):
    story.workspace.fault("500", method="chat.update", count=1)

    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    errors = counted(story, "disputes_errors_total").items()
    [(labels, count)] = [(dict(labels), count) for labels, count in errors if count]
    assert (labels["where"], count) == ("slack", 1)
