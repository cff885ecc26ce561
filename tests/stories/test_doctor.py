"""`disputes doctor`: what is well, what is ill, and what mends it."""

import json
import re

import pytest


def ill(said):
    return {
        what for mark, what in (line.split(" ", 1) for line in said.splitlines()) if mark == "✘"
    }


def test_for_programs_it_is_json_and_nothing_else(type_in):
    code, said, _ = type_in("doctor", "--post", "--json")

    found = json.loads(said)
    assert (code, {finding["well"] for finding in found}) == (0, {True})
    assert {"database", "redis", "slack", "store nordic", "round trip"} <= {
        f["what"] for f in found
    }


def test_a_slack_that_does_not_answer_is_called_that(story, type_in):
    story.workspace.fault("502_html", "auth.test", count=1)

    code, said, _ = type_in("doctor")

    assert (code, ill(said)) == (1, {"slack: Slack does not answer (502): try again."})


@pytest.mark.parametrize(
    ("kind", "switch", "place", "mend"),
    [
        ("scopes", {"scopes": ["chat:write"]}, "channel of nordic", "scopes of manifest.yaml"),
        ("channel", {"channel": "CTOYS", "bot_is_member": False}, "channel of toys", "/invite"),
        ("channel", {"channel": "COPS", "is_archived": True}, "channel of the oper", "unarchive"),
    ],
)
def test_what_is_ill_says_what_mends_it(story, type_in, kind, switch, place, mend):
    story.workspace.control(kind, **switch)

    code, said, _ = type_in("doctor")

    assert code == 1
    assert any(line.startswith(place) and mend in line for line in ill(said))


def test_a_secret_that_the_gateway_does_not_know_is_named(type_in, monkeypatch):
    monkeypatch.setenv("ALIEXPRESS_APP_SECRET", "wrong")

    code, said, _ = type_in("doctor")

    assert code == 1
    assert all("Check ALIEXPRESS_APP_SECRET" in line for line in ill(said))


def test_slacks_own_validator_is_asked_about_what_is_shown(story, dispute, type_in):
    before = len(story.workspace.messages())

    code, said, _ = type_in("doctor", "--blocks")

    assert (code, ill(said)) == (0, set())
    for what in ("the card", "the form of reply (en)", "the form of more (zh)"):
        assert f"✔ blocks of {what}: Slack takes them." in said
    assert len(story.workspace.messages()) == before


def test_what_the_validator_refuses_is_said_with_its_place(desk):
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}

    [said] = desk.slack.validate(blocks=[long])

    assert "/blocks/0/text/text" in said


def test_a_validator_that_does_not_answer_is_called_that(story, dispute, type_in):
    story.workspace.fault("500", "blocks.validate", count=1)

    code, said, _ = type_in("doctor", "--blocks")

    assert code == 1
    [line] = ill(said)
    assert re.match("blocks of the .+: Slack does not answer", line)


def test_before_there_is_a_card_it_says_so(story, type_in):
    assert "Nothing was ever shown" in type_in("doctor", "--blocks")[1]
