"""Every view stays within Slack's limits, whatever people write, by our linter and two judges."""

import re
import shutil

import pytest

from models.database import Database
from slackbot.sandbox.blockkit import lint_message, lint_view
from tests.builders import a_store
from tests.slackbot.sandbox.test_blockkit import RIGHT, WRONG
from tests.support import extremes, judges
from tests.support.ground import Ground

LANGUAGES = ("en", "zh")


@pytest.fixture
def drawn(tmp_path, migrated_file):
    """Messages and views, by name, of a dispute in which everything is these words."""
    opened = []

    def drawn(words, language):
        file = shutil.copy(migrated_file, tmp_path / f"{len(opened)}.db")
        ground = Ground(Database(f"sqlite:///{file}"))
        opened.append(ground.database)
        with ground.database.write() as session:
            a_store(session)
        extremes.told(ground, extremes.WORDS[words])
        with ground.database.read() as session:
            shown = list(extremes.messages(session, language))
        with ground.database.read() as session:
            return shown, list(extremes.views(session, language))

    yield drawn
    for database in opened:
        database.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", extremes.WORDS)
def test_whatever_is_written_slack_takes_it(drawn, words, language):
    shown, opened = drawn(words, language)

    wrong = {name: lint_message(one.text, one.blocks) for name, one in shown}
    wrong |= {name: lint_view(view) for name, view in opened}
    assert {name: list(map(str, found)) for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("words", extremes.WORDS)
def test_a_judge_of_limits_takes_it_too(drawn, words):
    shown, opened = drawn(words, "en")

    assert judges.refused_by_slackblocks([one.blocks for _, one in shown]) == []
    assert judges.refused_by_slackblocks([view["blocks"] for _, view in opened]) == []


def test_and_so_does_a_judge_of_types(drawn):
    messages, views = [], []
    for words in extremes.WORDS:
        shown, opened = drawn(words, "en")
        messages += [one.blocks for _, one in shown]
        views += [view for _, view in opened]

    assert judges.refused_by_types(messages, views) == []


# Ours and the judges', on the very edges of the limits.

UNREADABLE = (AssertionError, NotImplementedError, KeyError)  # Of what a judge has no reader.


def refused_by_limits(block):
    try:
        return judges.refused_by_slackblocks([[block]]) != []
    except UNREADABLE:
        return None


def test_what_our_linter_takes_at_a_limit_the_judges_take(tmp_path):
    assert [block for block in RIGHT if refused_by_limits(block)] == []
    # The types that are published do not know Slack's charts yet.
    known = [block for block in RIGHT if block["type"] != "data_visualization"]
    assert judges.refused_by_types([[block] for block in known]) == []


# What Slack refuses, and neither judge knows of, or can be told.
OURS_ALONE = {
    "/blocks/0/elements",
    "/blocks/0/elements/0",
    "/blocks/0/elements/0/initial_option",
    "/blocks/0/elements/0/options/1/value",
    "/blocks/0/elements/1/action_id",
    "/blocks/0/element/initial_date",
    "/blocks/0/rows",
}


def test_what_it_refuses_beyond_a_limit_a_judge_refuses_as_well():
    by_types = judges.refused_by_types([[block] for block in WRONG.values()])
    lines = {int(re.search(r"\((\d+),", said)[1]) - 2 for said in by_types}
    alone = {
        pointer
        for at, (pointer, block) in enumerate(WRONG.items())
        if at not in lines and not refused_by_limits(block)
    }

    assert alone == OURS_ALONE
