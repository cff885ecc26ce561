"""What differs from the listing is one thing in all languages, and is no part of a cause."""

import pytest

from models.tagging import Cause, Complaint, tag
from models.tagging.differences import Part, differences, said_to_differ
from models.tagging.files import table
from models.tagging.lexicon import comparing

TOO_SMALL = {
    "en": "The jacket is too small for me.",
    "es": "La chaqueta me queda muy pequeña.",
    "pt": "A jaqueta ficou muito apertada.",
    "fr": "La veste taille trop petit.",
    "de": "Die Jacke fällt sehr klein aus.",
    "it": "La giacca veste piccola.",
    "nl": "De jas is veel te klein.",
    "pl": "Kurtka jest za mała.",
    "ru": "Куртка маломерит.",
    "uk": "Куртка дуже мала.",
    "tr": "Ceket çok küçük geldi.",
    "ar": "الجاكيت صغير جدا علي",
    "he": "המעיל קטן מדי עליי",
    "zh": "衣服尺码偏小",
    "ja": "思ったより小さかったです。",
    "ko": "옷이 생각보다 작아요.",
}
OTHER_COLOUR = {
    "en": "The color is much darker than in the photo.",
    "es": "El color es distinto al del anuncio.",
    "pt": "A cor é diferente do anúncio.",
    "fr": "La couleur est très différente.",
    "de": "Die Farbe ist ganz anders.",
    "it": "Il colore è diverso.",
    "nl": "De kleur is heel anders.",
    "pl": "Kolor jest zupełnie inny.",
    "ru": "Цвет совсем другой.",
    "uk": "Колір зовсім інший.",
    "tr": "Rengi farklı geldi.",
    "ar": "اللون مختلف تماما",
    "he": "הצבע שונה לגמרי",
    "zh": "有色差，不喜欢",
    "ja": "色が全然違います。",
    "ko": "색상이 달라요.",
}
BADLY_PACKED = {
    "en": "It was badly packed.",
    "es": "Venía muy mal embalado.",
    "pt": "Veio mal embalado.",
    "fr": "Il était très mal emballé.",
    "de": "Die Vase war schlecht verpackt.",
    "it": "Era imballato malissimo.",
    "nl": "Het was slecht verpakt.",
    "pl": "Wazon był źle zapakowany.",
    "ru": "Ваза была плохо упакована.",
    "uk": "Ваза була погано запакована.",
    "tr": "Çok kötü paketlenmiş.",
    "ar": "التغليف سيء جدا",
    "he": "האריזה הייתה גרועה",
    "zh": "包装太差了",
    "ja": "梱包が雑でした。",
    "ko": "포장이 엉망이었어요.",
}


@pytest.mark.parametrize("language", sorted(TOO_SMALL))
def test_the_same_is_understood_in_every_language(language):
    assert said_to_differ(TOO_SMALL[language], Cause.P5) == {"small"}
    assert "colour" in said_to_differ(OTHER_COLOUR[language], Cause.P5)
    assert said_to_differ(BADLY_PACKED[language], Cause.P1) == {"packing"}


@pytest.mark.parametrize(
    "text",
    [
        "It is not too small, I just do not like it.",
        "Не мало и не велико.",
        "Es ist nicht zu klein.",
        "There is a tiny scratch.",
        "声音也不大",
        "I read the tiny print.",
        "",
        None,
    ],
)
def test_what_is_denied_or_said_of_something_else_does_not_count(text):
    assert said_to_differ(text, Cause.P5) == frozenset()


def test_a_statement_counts_only_where_it_can_be_the_reason():
    assert said_to_differ("It was badly packed.", Cause.P5) == frozenset()
    assert said_to_differ("Too small, and badly packed.", Cause.L1) == frozenset()


def test_two_languages_in_one_line_are_read_both():
    said = said_to_differ("العباية ضيقة جدا علي. The color is different.", Cause.P5)

    assert {"small", "colour"} <= said


@pytest.mark.parametrize("language", sorted(TOO_SMALL))
def test_every_language_can_say_all_that_is_told_apart(language):
    assert table(f"differences/{language}").keys() <= differences().keys()
    missing = differences().keys() - table(f"differences/{language}").keys()
    assert not missing
    assert comparing(language).language == language


def test_each_has_its_words_and_its_part_of_the_listing():
    for one in differences().values():
        assert one.called("en") != one.called("zh")
        assert one.causes <= {Cause.P1, Cause.P2, Cause.P3, Cause.P4, Cause.P5}
    assert {one.part for one in differences().values()} == set(Part)


def test_a_tag_is_what_it_was():
    """The phrases have a lexicon of their own: no cause is weighed by them."""
    complaint = Complaint(text="Куртка маломерит.")
    before = tag(complaint)
    said_to_differ(complaint.text, Cause.P5)

    assert tag(complaint) == before
    assert "small" not in table("events/ru")["events"]
