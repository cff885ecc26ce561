"""`disputes rules`: what is in force, what would change, and back again."""

import re
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from models import intake, members
from models.members import Role
from models.rules import DEFAULT, RuleVersion
from tests.builders import DAY, a_dispute_record, a_store

WEEK = 'version = 1\n[[ladders]]\nname = "answer"\nsteps = [{ before = "24h", to = ["thread"] }]\n'

# Whether a target of the team ran out as well depends on the day of the week on which this runs.
SENT = r"Over the last 7 days they would have sent [23] nudges: 1 in threads, [12] to leads\."


@pytest.fixture
def file(terminal):
    return terminal.folder / "rules.toml"


@pytest.fixture
def told(terminal, file):
    """Write the file, and type a command about it."""

    def told(verb, text, *more):
        file.write_text(text, encoding="utf-8")
        return terminal.type("rules", verb, str(file), *more)

    return told


@pytest.fixture
def dispute(terminal):
    """One that fell due yesterday, in a store that somebody works for."""
    now = datetime.now(UTC)
    times = {"opened_at": now - 5 * DAY, "modified_at": now - 5 * DAY, "due_at": now - DAY}
    with terminal.database.write() as session:
        a_store(session)
        members.add(session, "UANA", Role.AGENT, "", now)
        intake.take_in_dispute(session, a_dispute_record(**times), now - 5 * DAY)


def versions(terminal):
    with terminal.database.read() as session:
        return list(session.exec(select(RuleVersion).order_by(RuleVersion.id)))


def test_what_is_shown_can_be_applied(terminal, told):
    code, shown, _ = terminal.type("rules", "show")

    assert (code, shown) == (0, DEFAULT)
    assert told("apply", shown)[1].endswith("It is in force already.\n")
    assert versions(terminal) == []


def test_to_apply_tells_what_changes_and_what_it_would_have_sent(terminal, told, dispute):
    code, said, warned = told("apply", WEEK)

    assert code == 0
    assert "ladders: confirm the return, appeal, return address, answer → answer\n" in said
    assert re.search(SENT, said)
    assert re.search(r"in force: (9|10) nudges: 1 to owners, 4 in threads, [45] to leads\.", said)
    assert said.endswith(" is in force.\n")
    assert warned == ""
    assert [version.text for version in versions(terminal)] == [WEEK]
    assert versions(terminal)[0].by.startswith("terminal")


def test_a_dry_run_tells_the_same_and_changes_nothing(terminal, told, dispute):
    code, said, _ = told("apply", WEEK, "--dry-run")

    assert (code, said.endswith("Nothing was changed.\n")) == (0, True)
    assert re.search(SENT, said)
    assert versions(terminal) == []


@pytest.mark.parametrize("verb", ["check", "apply"])
def test_mistakes_are_sentences_with_their_places_and_change_nothing(terminal, told, verb):
    code, said, wrong = told(verb, WEEK.replace("thread", "everybody") + "tragets = 5\n")

    assert (code, said, versions(terminal)) == (1, "", [])
    assert "ladders.answer.steps.1.to.1: write one of" in wrong
    assert "ladders.answer.tragets: there is nothing of this name" in wrong


def test_what_looks_odd_is_a_warning(told, dispute):
    odd = """managers = ["UNEW"]
[[ladders]]
name = "late"
due_kinds = ["appeal"]
steps = [{ before = "1d", to = ["manager"] }]
[people.UANA]
[people.UGONE]
[stores.nordic]
[stores.moon.hours]
end = "16:00"
"""
    code, said, warned = told("check", WEEK + odd.partition("\n")[2])

    assert (code, said.endswith("can be applied.\n")) == (0, True)
    assert warned.splitlines() == [
        "Warning: stores.moon: the desk has no store of this name.",
        "Warning: people.UGONE: nobody with this Slack id has a role here.",
        "Warning: managers: steps go to the manager, and nobody is named.",
        "Warning: ladders.late: never used, for an earlier ladder fits before it.",
    ]
    assert "nobody with the Slack id UNEW has a role here" in told("check", odd)[2]


def test_going_back_is_a_version_too_and_all_of_them_are_listed(terminal, told):
    told("apply", WEEK)

    code, said, _ = terminal.type("rules", "rollback")

    assert (code, versions(terminal)[-1].text) == (0, DEFAULT)
    assert "ladders: answer → confirm the return, appeal, return address, answer\n" in said
    listed = terminal.type("rules", "history")[1].splitlines()
    assert "in force" in listed[3]
    assert "built in" in listed[5]
    first = versions(terminal)[0].id
    assert terminal.type("rules", "show", "--version", str(first))[1] == WEEK
    assert terminal.type("rules", "rollback", "--to", str(first))[0] == 0
    assert terminal.type("rules", "show")[1] == WEEK


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "none.toml"), "There is no file none.toml."),
        (("check", "."), ". is a directory; name one file in it."),
        (("rollback",), "no rules were ever applied"),
        (("show", "--version", "7"), "There is no version 7 of the rules."),
    ],
)
def test_a_refusal_is_one_sentence(terminal, words, said):
    code, answer, wrong = terminal.type("rules", *words)

    assert (code, answer, len(wrong.splitlines())) == (1, "", 1)
    assert said in wrong


def test_what_is_no_text_is_refused(terminal, file):
    file.write_bytes(b"\xff\xfe\x00")

    assert "is no text in UTF-8" in terminal.type("rules", "check", str(file))[2]
