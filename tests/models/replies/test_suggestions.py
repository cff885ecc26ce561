"""An agent is offered answers that can be sent, best first, with a version the team can read."""

import pytest

from models.records import Turn
from models.replies import (
    MissingVariable,
    Occasion,
    Purpose,
    UnknownTemplate,
    languages,
    lint,
    render,
    suggest,
)
from models.replies.templates import template, texts
from models.tagging import Cause

LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "zh")
KNOWN = {
    "product": "Bluetooth speaker X3",
    "order": "8194012345671470",
    "carrier": "AliExpress Standard",
    "tracking_number": "LP00123456789CN",
    "last_event": "Held by customs",
    "last_event_at": "14 Nov 2026",
    "shipped_at": "15 Sep 2026",
    "promised_by": "15 Oct 2026",
    "protection_ends_at": "26 Nov 2026",
    "days_since_ship": "41",
    "amount": "USD 42.65",
    "refund": "USD 12.00",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_the_matrix_is_missing(language):
    """Every cause can be answered for every purpose, and says no less than the team reads."""
    wanted = {f"{cause}.{purpose}" for cause in Cause for purpose in Purpose}
    written = {key for key in wanted if f"{language}.{key}" in texts()}
    names = {key: template(f"{language}.{key}").names for key in written}

    assert sorted(wanted - written) == []
    assert names == {key: template(f"en.{key}").names for key in written}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cause", Cause)
def test_each_cause_can_be_answered_with_nothing_known_of_the_order(cause, language):
    best = suggest(cause, language, {})[0]

    assert best.text
    assert best.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_renders_within_the_platforms_limits(language):
    said = {key: render(key, KNOWN) for key in texts() if key.startswith(f"{language}.")}

    assert {key: lint(text, KNOWN.values()) for key, text in said.items()} == dict.fromkeys(
        said, ()
    )
    assert not any("{" in text for text in said.values())


def test_templates_ask_only_for_what_can_be_known():
    assert {name for key in texts() for name in template(key).names} <= set(KNOWN)


def test_the_languages_are_those_promised():
    assert languages() == LANGUAGES


def test_an_answer_that_lacks_something_says_what_and_steps_back():
    """The explanation of a late parcel needs tracking; without it the plain answer comes first."""
    first, *others = suggest(Cause.L1, "en", {"carrier": "Cainiao", "tracking_number": " "}, most=9)
    explanation = next(found for found in others if found.purpose is Purpose.EXPLAIN)

    assert first.text
    assert explanation.text is None
    assert explanation.missing == ("last_event", "last_event_at", "shipped_at", "tracking_number")


def test_a_missing_variable_is_an_error_that_names_it():
    with pytest.raises(MissingVariable, match="promised_by"):
        render("en.L2.decline", {})


def test_an_unknown_answer_is_an_error_that_names_it():
    with pytest.raises(UnknownTemplate, match=r"xx\.L1\.explain"):
        render("xx.L1.explain", KNOWN)


@pytest.mark.parametrize("team", ["en", "zh"])
def test_the_team_reads_the_same_answer_in_its_own_language(team):
    best = suggest(Cause.P1, "ja", {}, team=team)[0]

    assert best.text.startswith("お世話になっております")
    assert best.team_text == render(f"{team}.P1.acknowledge", {})


def test_an_amount_that_a_person_says_is_no_unknown_fact():
    offer = next(s for s in suggest(Cause.P1, "fr", KNOWN | {"refund": ""}) if s.offers)

    assert (offer.text, offer.missing, offer.unknown) == (None, ("refund",), ())


def test_a_language_we_lack_gets_english_and_is_told_so():
    assert {found.language for found in suggest(Cause.B2, "sw", KNOWN)} == {"en"}
    assert suggest(Cause.B2, None, KNOWN)[0].text


def test_a_late_parcel_is_explained_first_where_the_tracking_is_known():
    assert suggest(Cause.L1, "en", KNOWN)[0].purpose is Purpose.EXPLAIN


def test_on_the_buyers_turn_we_acknowledge_first():
    assert (
        suggest(Cause.L1, "en", KNOWN, occasion=Occasion(Turn.BUYER))[0].purpose
        is Purpose.ACKNOWLEDGE
    )


def test_no_more_than_asked_for():
    assert [len(suggest(Cause.P1, "en", KNOWN, most=most)) for most in (1, 2)] == [1, 2]


def test_what_a_variable_holds_is_never_run_as_a_template():
    """Tracking texts come from outside."""
    assert "{{ 7 * 7 }}" in render("en.L1.offer", {"refund": "{{ 7 * 7 }}"})
