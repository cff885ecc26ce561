"""The desk's own words: a catalogue a language, each whole, and all that the code asks for."""

import re
from collections import Counter

import pytest

from models import words
from models.acting.actions import Act
from models.case.evidence import IMAGE, TRACKING
from models.case.points import COURSES, POINTS, WISHES
from models.figures import UNKNOWN, Origin
from models.figures.endings import HANDLED
from models.figures.health import Rate
from models.hotspots.cures import Cure
from models.hotspots.spots import Kind as SpotKind
from models.hotspots.spots import Subject, Verdict
from models.hours.targets import Target
from models.lists import FILTERS
from models.members import Permission, Role
from models.messages import Kind
from models.nudging.nudges import Rule
from models.periods import Period
from models.reading.access import Need
from models.records import DueKind, Outcome, SolutionOwner, Turn
from models.relations import Bond
from models.replies import Purpose
from models.reviews import PERIODS
from models.rules import To
from models.shipping.conditions import OF_PARCELS, End
from models.tagging.causes import Cause, Family
from models.tagging.differences import Part
from models.words import FALLBACK, LANGUAGES, MissingWords, say
from slackbot.views import figures, history, hotspot, plans, trends
from slackbot.views.incident import KINDS
from slackbot.views.notices import MENDS
from slackbot.views.order import STATUSES
from slackbot.views.roles import NOBODY
from slackbot.views.snooze import OFF, USUAL
from tests.support import asking
from tests.support.catalogues import by_key, files, messages, not_understood

OTHERS = [language for language in LANGUAGES if language != FALLBACK]

REMINDED_OF = {rule.replace("_", "-") for rule in (Rule.SHIP_BY, *OF_PARCELS)}
# Keys that are put together when they are needed, and what their last part may be.
BUILT = {
    "advise-*": COURSES,
    "advise-now-*": {"accept", "partial", "return"},
    "advise-not-refuse-*": {TRACKING, IMAGE},
    "course-*": COURSES,
    "point-*": POINTS,
    "wish-*": WISHES,
    "act-*": set(Act),
    "help-*": set(Role),
    "history-*": history.SAID,
    "history-act-*": set(Act),
    "list-*": set(FILTERS),
    "digest-origin-*": set(Origin),
    "cure-change-*": set(Part),
    "chart-family-*": set(Family),
    "figures-of-*": figures.NAMES | {"refunded"},
    "reason-*": set(Cause),
    "stretch-*": set(Period),
    "review-title-*": set(PERIODS),
    "review-quiet-*": set(PERIODS),
    "review-trends-*": set(PERIODS),
    "review-*": {"opened", "closed"},
    "review-trend-*": trends.WORDS,
    "lesson-spot-*": set(SpotKind),
    "lesson-spot-*-known": set(SpotKind),
    "risen-all-*": set(Origin) - {Origin.CAUSE},
    "risen-most-*": set(Origin) - {Origin.CAUSE},
    "digest-need-*": set(Need),
    "health-of-*": set(Rate),
    "health-room-*": set(Rate),
    "hot-spot-cure-*": set(Cure),
    "hot-spot-share-*": hotspot.SHARES,
    "hot-spot-subject-*": set(Subject),
    "hot-spot-verdict-*": set(Verdict),
    "mend-*": MENDS,
    "need-*": set(Need),
    "not-allowed-*": set(Permission),
    "order-status-*": STATUSES,
    "bond-*": set(Bond),
    "bundle-what-*": set(DueKind) - {DueKind.RESPOND},
    "changed-*": set(history.CHANGED),
    "consequence-*": set(DueKind),
    "outcome-*": {*Outcome, HANDLED, UNKNOWN},
    "owner-*": set(SolutionOwner),
    "plan-kind-*": plans.KINDS,
    "plan-status-*": plans.STATUSES,
    "purpose-*": set(Purpose),
    "remind-about-*": REMINDED_OF,
    "remind-do-*": REMINDED_OF,
    "remind-over-*": {*End, "handled"},
    "remind-state-*": REMINDED_OF,
    "remind-what-*": REMINDED_OF,
    "role-*": {*Role, NOBODY},
    "rules-kind-*": set(DueKind),
    "rules-to-*": set(To),
    "stuck-kind-*": set(Kind),
    "target-*": set(Target),
    "rest-*": {*USUAL, OFF},
    "watch-*": KINDS,
    "watch-do-*": KINDS,
    "turn-*": set(Turn) - {Turn.OURS},  # Ours says what we must do.
    "turn-ours-*": set(DueKind),
}

# What Slack, the terminal and the eye read as a sign, not as a word.
SIGNS = re.compile(
    r"""
      <[@#]\{ \s \$\w+ \s \}>               # a person or a channel
    | <\{ \s \$\w+ \s \}\|                  # a link
    | /(?:dispute|order|invite)\b (?:\s [a-z]+\b)?
    | \[ \w+ (?:\|\w+)+ \]                  # the choices of a command
    | \bdisputes \s (?:store|member) \s [a-z]+\b
    | --[a-z-]+
    | \b[A-Z]+_[A-Z_]+\b                    # a setting
    | [\u2300-\u27bf\U0001f300-\U0001faff]  # a mark
    """,
    re.VERBOSE,
)
BOLD = re.compile(r"\*[^*\n]+\*")
# Slack leaves the asterisks standing where a letter or a full-width sign touches them.
FREE_BOLD = re.compile(r"(?:^|(?<=[ (]))\*[^*\n]+\*(?=$|[ ,.:)])", re.MULTILINE)


def spoken(language, message):
    """The message with some value for each name; an optional sum brings its own brackets."""
    values = {name: " (USD 2.00)" if name == "money" else "x" for name in message.values}
    return say(message.key, language, **values)


def differing(language, what):
    """The keys of both languages at which something is not the same, with both forms of it."""
    english, theirs = by_key(FALLBACK), by_key(language)
    pairs = {key: (what(english[key]), what(theirs[key])) for key in english.keys() & theirs}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def test_each_language_has_its_catalogue():
    assert {file.parent.name for file in words.HERE.glob("*/*.ftl")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_can_be_read(language):
    assert not_understood(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_twice(language):
    counted = Counter(message.key for message in messages(language))

    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said(language):
    assert [m.key for m in messages(language) if not spoken(language, m).strip()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_files_are_those_of_english_subject_by_subject(language):
    assert files(language) == files(FALLBACK)
    assert differing(language, lambda message: message.file) == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_is_missing(language):
    assert sorted(by_key(FALLBACK).keys() - by_key(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_is_superfluous(language):
    assert sorted(by_key(language).keys() - by_key(FALLBACK)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_takes_the_same_values_as_in_english(language):
    assert differing(language, lambda message: sorted(message.values)) == {}


@pytest.mark.parametrize("language", OTHERS)
def test_commands_mentions_and_marks_stay_as_in_english(language):
    assert differing(language, lambda message: sorted({*SIGNS.findall(message.text)})) == {}


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_bold_in_english_is_bold_here(language):
    assert differing(language, lambda message: bool(BOLD.search(message.text))) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_shows_bold_what_is_meant_to_be(language):
    rest = {m.key: FREE_BOLD.sub("", spoken(language, m)) for m in messages(language)}

    assert {key: text for key, text in rest.items() if "*" in text} == {}


def test_a_missing_value_is_refused():
    with pytest.raises(MissingWords, match="already-yours"):
        say("already-yours")


def test_a_missing_message_is_refused():
    with pytest.raises(MissingWords, match="never-written"):
        say("never-written", "zh")


def test_an_unknown_language_falls_back_to_english():
    assert say("claim", "tlh") == say("claim", "en") == "Claim"


def test_another_language_is_spoken():
    assert say("already-yours", "zh", number="#12") == "#12 已在你名下。"


def test_every_message_that_the_code_asks_for_exists():
    literal = [one for one in asking.asked() if asking.BUILT not in one.key]

    assert [one for one in literal if one.key not in by_key(FALLBACK)] == []


def test_the_code_gives_each_message_the_values_it_needs():
    known = [(one, by_key(FALLBACK).get(one.key)) for one in asking.asked()]

    assert [
        (one.where, one.key, sorted(message.values - one.given))
        for one, message in known
        if message and one.given is not None and not message.values <= one.given
    ] == []


def test_no_message_is_unused():
    asked = {one.key for one in asking.asked()} | asking.own_keys()
    built = {pattern.replace("*", part) for pattern, parts in BUILT.items() for part in parts}

    assert sorted(by_key(FALLBACK).keys() - asked - built) == []


def test_only_these_keys_are_built():
    built = {one.key for one in asking.asked() if asking.BUILT in one.key}

    assert built == set(BUILT)


@pytest.mark.parametrize("pattern", BUILT)
def test_every_key_that_can_be_built_exists(pattern):
    keys = {pattern.replace("*", part) for part in BUILT[pattern]}

    assert sorted(keys - by_key(FALLBACK).keys()) == []


@pytest.mark.parametrize("error", sorted(asking.makes_its_own_key(), key=str))
def test_an_error_that_knows_its_key_has_its_sentence(error):
    assert "what was asked" in str(error("what was asked"))
