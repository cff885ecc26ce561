"""The rules as people read them: stores that live alike together, each in its zone."""

import re

import pytest

from models import rules
from models.database import Database
from models.errors import UnknownStore
from models.members import Role
from models.rules import DEFAULT
from models.settings import Settings
from slackbot import verbs
from slackbot.requests import Request, Turn
from tests.builders import NOON, a_store, an_actor
from tests.support.reading import text_of

OWN = """
holidays = [2026-12-25]
managers = ["ULEA"]
[people.UVIC]
timezone = "Asia/Tokyo"
hours = { days = ["sat"], start = "08:30", end = "12:00" }
[stores.toys]
hours = { end = "16:00" }
shipping = { ship_by = [], no_scan_after = "90m" }
quiet = true
"""
APPLIED = OWN + DEFAULT.replace("version = 1", "")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
NAMES = {"answer", "appeal", "confirm", "the", "return", "address"}  # Of ladders.
SIGNS = {"date", "pretty", "time", "short", "UTC", "ULEA", "Asia", "Tokyo", "Europe", "Madrid"}


@pytest.fixture
def database(sqlite_url):
    """Three stores, of which one has rules of its own and another is in Madrid."""
    database = Database(sqlite_url)
    with database.write() as session:
        for name in ("nordic", "toys", "garden"):
            a_store(session, name)
        a_store(session, "iberia", timezone="Europe/Madrid")
        rules.apply(session, APPLIED, "test", NOON)
    yield database
    database.close()


@pytest.fixture
def asked(database, tmp_path):
    """What somebody who asks is told."""

    def asked(target="", language="en", actor=None):
        with database.read() as session:
            request = Request("command:1", "UVIC", None, NOON)
            actor = actor or an_actor(Role.VIEWER, "UVIC")
            turn = Turn(session, request, actor, language, Settings.load(tmp_path, {}))
            return text_of(verbs.LOOKS["rules"](turn, verbs.Words("rules", target, "")).plain())

    return asked


def test_stores_that_live_alike_are_told_of_together(asked):
    said = asked()

    assert re.findall(r"^\*(.+)\*$", said, re.MULTILINE) == ["garden, nordic", "iberia", "toys"]
    assert said.count("09:00–18:00, UTC") == said.count("09:00–18:00, Europe/Madrid") == 1
    assert "09:00–16:00, UTC" in said
    assert said.count("*Holidays* Dec 25, 2026\n") == said.count("*Managers* <@ULEA>") == 3


def test_one_store_shows_what_it_says_itself(asked):
    said = asked("toys")

    assert "no scan 90 min after shipping · no movement for 10 d" in said
    assert "*To ship*" not in said
    assert "09:00–16:00, UTC; outside them nobody is disturbed" in said
    assert "nordic" not in said


def test_everybody_reads_their_own_hours(asked):
    assert "*You work* Sat 08:30–12:00, Asia/Tokyo" in asked()
    ben = an_actor(Role.AGENT, "UBEN", "toys")
    assert "*You work* Mon, Tue, Wed, Thu, Fri 09:00–16:00, UTC" in asked(actor=ben)


def test_whom_no_hours_protect_is_told_that_only_slack_holds_nudges_back(asked):
    ben = an_actor(Role.AGENT, "UBEN", "iberia")

    assert "*You* are written to at any hour but those of your do-not-disturb" in asked(actor=ben)


def test_only_stores_that_one_may_see_are_told_of(asked):
    ben = an_actor(Role.VIEWER, "UBEN", "iberia")

    assert "toys" not in asked(actor=ben)
    with pytest.raises(UnknownStore):
        asked("toys", actor=ben)


def test_a_chinese_team_reads_chinese(asked):
    said = asked("nordic", "zh")

    assert set(ENGLISH.findall(said.replace("nordic", ""))) <= NAMES | SIGNS
    assert "• answer (任何期限): 提前 72 小时：负责人 · " in said
    assert "*假日* 2026年12月25日" in said


def test_more_groups_than_a_message_holds_are_counted(database, asked):
    own = "".join(f"[stores.s{n}]\nmanagers = ['U{n}']\n" for n in range(9))
    with database.write() as session:
        for n in range(9):
            a_store(session, f"s{n}")
        rules.apply(session, own + DEFAULT.replace("version = 1", ""), "test", NOON)

    assert "And 7 more stores: /dispute rules with a store's name shows one." in asked()
    assert "<@U8>" in asked("s8")
