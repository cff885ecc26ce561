"""What Slack knows of members: read now and then, and never in the way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from jobs import presence as job
from models.hours import presence
from slackbot import people

HOUR = timedelta(hours=1)


def known(desk, user="UANA"):
    with desk.database.read() as session:
        return presence.of(session, [user])[user]


def stamp(moment):
    return int(moment.timestamp())


def from_now(**span):
    """A moment as Slack tells it: in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0) + timedelta(**span)


@pytest.fixture
def later(desk):
    """The same desk after the pause between two readings."""
    return replace(desk, now=lambda: datetime.now(UTC) + presence.FRESH)


def test_zone_and_quiet_time_of_each_member_are_known(desk, workspace):
    until = from_now(hours=3)
    dnd = {
        "dnd_enabled": True,
        "next_dnd_start_ts": stamp(until - 9 * HOUR),
        "next_dnd_end_ts": stamp(until),
    }
    workspace.control("person", user="UANA", dnd=dnd)
    job.refresh()

    ana, ben = known(desk), known(desk, "UBEN")
    assert (ana.timezone, ana.quiet_until(desk.now())) == ("Europe/Madrid", until)
    assert (ben.timezone, ben.quiet_until(desk.now())) == ("Europe/Berlin", None)


def test_a_pause_holds_until_its_end_and_an_endless_one_for_a_day(desk, workspace):
    until = from_now(minutes=50)
    pause = {"snooze_enabled": True, "snooze_endtime": stamp(until)}
    workspace.control("person", user="UANA", dnd=pause)
    workspace.control(
        "person", user="UBEN", dnd={"snooze_enabled": True, "snooze_is_indefinite": True}
    )
    job.refresh()

    assert known(desk).quiet_until(desk.now()) == until
    assert known(desk, "UBEN").quiet_until(desk.now()) > from_now(hours=23)


def test_only_members_are_asked_for_and_seldom(desk, workspace, later):
    people.refresh(desk)
    workspace.control("person", user="UANA", tz="Asia/Tokyo")
    again = people.refresh(desk)

    assert (again, known(desk).timezone) == (0, "Europe/Madrid")
    assert known(desk, "UOUT").read_at is None
    people.refresh(later)
    assert known(desk).timezone == "Asia/Tokyo"


def test_without_the_scopes_nothing_is_known_and_one_line_says_so(desk, workspace):
    workspace.control("scopes", scopes=["chat:write"])
    with capture_logs() as lines:
        people.refresh(desk)

    assert [line["errors"] for line in lines] == [["missing_scope"]]
    assert (known(desk).timezone, known(desk).quiet_until(desk.now())) == (None, None)


def test_without_one_of_them_the_other_is_known(desk, workspace):
    workspace.control("scopes", scopes=["chat:write", "users:read"])
    people.refresh(desk)

    assert known(desk).timezone == "Europe/Madrid"


@pytest.mark.parametrize("fault", ["429", "502_html"])
def test_when_slack_asks_for_patience_the_next_run_goes_on(desk, workspace, fault):
    workspace.fault(fault, method="dnd.info", count=1)

    first, second = people.refresh(desk), people.refresh(desk)

    assert first == 0
    assert second > 0
    assert known(desk).timezone == "Europe/Madrid"


def test_who_left_slack_is_known_to_have(desk, workspace):
    workspace.control("person", user="UANA", deleted=True)
    people.refresh(desk)

    assert not known(desk).reachable
