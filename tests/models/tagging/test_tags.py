"""A tag says what decided it, in words that people can read."""

import re

import pytest

from models.records import Facts
from models.tagging import Cause, Complaint, Family, Tag, gist, guide, language_of, tag

CHINESE = re.compile("[\u4e00-\u9fff]")
TWO_MONTHS = "Посылка так и не пришла, жду уже два месяца"


def texts(advice):
    """Each part of the advice as its sentences."""
    parts = advice.model_dump(exclude_none=True).values()
    return [[part] if isinstance(part, str) else part for part in parts]


def test_it_quotes_the_words_that_decided():
    found = tag(Complaint(text="Hello, the lamp arrived with a crack, the box was fine."))

    assert found.cause is Cause.P1
    assert "“crack”" in found.because


def test_it_names_the_dates_that_decided():
    facts = Facts(days_since_ship=41, promised_days=30)

    assert "41 days since shipping, promised 30" in tag(Complaint(text="жду", facts=facts)).because


def test_it_names_other_causes_that_were_mentioned():
    found = tag(Complaint(text="Screen is cracked and the charger is missing"))

    assert found.cause is Cause.P1
    assert found.also == (Cause.P2,)


def test_nothing_said_means_nothing_sure():
    found = tag(Complaint())

    assert found.confidence < 0.5
    assert found.because == ()


def test_more_evidence_makes_surer():
    text = "it stopped working after two weeks"
    vague = tag(Complaint(text="broken"))
    clear = tag(Complaint(text=text, facts=Facts(protection_expired=False)))

    assert clear.confidence > vague.confidence


def test_the_gist_is_made_of_what_was_understood():
    complaint = Complaint(text=TWO_MONTHS)

    assert gist(complaint, tag(complaint), "en") == "not arrived, 2 months"
    assert gist(complaint, tag(complaint), "zh") == "未收到，2 个月"


def test_the_gist_prefers_the_dates_known():
    complaint = Complaint(text=TWO_MONTHS, facts=Facts(days_since_ship=41, promised_days=30))

    assert gist(complaint, tag(complaint), "en") == "not arrived, 11 days past the promise"


def test_the_gist_of_nothing_is_the_name_of_the_cause():
    assert gist(Complaint(), Tag(Cause.B5, 0.1, (), ()), "de") == "Refused on delivery, returned"


def test_a_correction_changes_the_gist_with_the_cause():
    complaint = Complaint(text="cracked glass and a missing cable")

    assert gist(complaint, Tag(Cause.P2, 1.0, (), ()), "en") == "something is missing"


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_its_guide_in_both_languages(cause):
    english, chinese = (texts(guide(cause).in_language(language)) for language in ("en", "zh"))

    assert [len(part) for part in english] == [len(part) for part in chinese]
    assert all(said.isascii() for part in english for said in part)
    assert all(CHINESE.search(said) for part in chinese for said in part)


def test_a_guide_in_a_language_that_is_not_ours_is_english():
    assert guide(Cause.B2).in_language("pt") is guide(Cause.B2).en


def test_causes_fall_into_three_families():
    families = [cause.family for cause in Cause]

    assert [families.count(family) for family in Family] == [3, 7, 5]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The parcel has not arrived", "en"),
        ("¿Dónde está mi pedido?", "es"),
        ("O produto não chegou", "pt"),
        ("Посылка ещё не пришла", "ru"),
        ("Посилка досі не прийшла, її немає", "uk"),
        ("Je n'ai pas reçu le colis", "fr"),
        ("Das Paket ist nicht angekommen", "de"),
        ("Non ho ricevuto il pacco", "it"),
        ("Paczka jeszcze nie przyszła", "pl"),
        ("Ürün hâlâ gelmedi", "tr"),
        ("لم يصل الطلب", "ar"),
        ("아직 도착하지 않았어요", "ko"),
        ("まだ届いていません", "ja"),
        ("Ik heb het pakket niet ontvangen", "nl"),
        ("החבילה לא הגיעה", "he"),
        ("还没有收到货", "zh"),
        ("", None),
        (None, None),
        ("12345 !!!", None),
        ("ok", None),
    ],
)
def test_the_language_is_told_or_left_open(text, language):
    assert language_of(text) == language


@pytest.mark.timeout(60)  # It takes none of a second; what grows with the square hangs here.
@pytest.mark.parametrize(
    "text", ["no " * 30_000, "не " * 30_000, "没" * 90_000, "a" * 500_000, "\u0301" * 999]
)
def test_a_strange_text_does_not_hang_it(text):
    assert tag(Complaint(text=text)).cause
