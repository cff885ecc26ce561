"""What to write to buyers before a dispute: each reason in each language, nothing forbidden."""

import pytest

from models.nudging.nudges import Rule
from models.replies import MissingVariable, UnknownTemplate, languages, lint, parcels
from models.shipping.conditions import OF_PARCELS
from tests.builders import NOON

DATES = dict.fromkeys(("ship_by", "promised_by", "protection_ends_at", "pick_up_until"), NOON)
RULES = (Rule.SHIP_BY, *OF_PARCELS)


def test_they_are_written_in_every_language_that_answers_are():
    assert parcels.languages() == languages()


@pytest.mark.parametrize("language", parcels.languages())
def test_every_reason_has_a_text_that_may_be_sent(language):
    texts = [parcels.written(rule, language, DATES) for rule in RULES]

    assert len(set(texts)) == len(RULES)
    assert [lint(text) for text in texts] == [()] * len(RULES)
    assert not any("{" in text for text in texts)


def test_a_date_is_written_as_its_reader_writes_it():
    assert "24. November 2026" in parcels.written(Rule.PROMISE, "de", DATES)
    assert "24 ноября 2026" in parcels.written(Rule.PROMISE, "ru", DATES)


def test_a_text_without_its_date_is_refused():
    with pytest.raises(MissingVariable, match="promised_by"):
        parcels.written(Rule.PROMISE, "en", {"promised_by": None})
    with pytest.raises(UnknownTemplate):
        parcels.written("deadline", "en", DATES)


@pytest.mark.parametrize(
    ("country", "language"),
    [
        ("RU", "ru"),
        ("br", "pt"),
        ("MX", "es"),
        ("AT", "de"),
        ("SA", "ar"),
        ("KZ", "ru"),
        ("UA", "en"),
        ("SE", "en"),
        ("??", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_country_gives_the_language(country, language):
    assert parcels.language_of_country(country) == language
