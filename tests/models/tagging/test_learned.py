"""What no lexicon has is understood by its words, and facts have the last say."""

import pytest

from models.records import Facts
from models.tagging import Cause, Complaint, tag

TURNED_AWAY = "Der Bote klingelte, aber meine Frau wollte es nicht haben und schickte ihn weg"


def read(text=None, reason=None, **facts):
    return tag(Complaint(text=text, reason=reason, facts=Facts(**facts)))


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("пару раз попользовалась и всё, больше не включается", Cause.P6),
        (
            TURNED_AWAY,
            Cause.B5,
        ),
        ("Sigo sin recibirlo", Cause.L1),
    ],
)
def test_reviews_are_understood(text, cause):
    assert read(text).cause is cause


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("Annahme verweigert", Cause.B5),
        ("Plazo de custodia vencido, devuelto a origen", Cause.B4),
        ("Неполный адрес, возврат отправителю", Cause.B1),
        ("통관 서류 미비로 반송", Cause.B3),
        ("Gümrük vergisi ödemesi bekleniyor", Cause.B2),
        ("配達できず差出人に返送", Cause.L3),
        ("الجمارك: بانتظار وثائق المستلم، لا رد", Cause.B3),
    ],
)
def test_carriers_are_understood_in_their_languages(status, cause):
    assert read("???", tracking_status=status).cause is cause


def test_a_parcel_that_customs_let_go_is_not_held():
    facts = {"days_since_ship": 20, "promised_days": 40, "tracking_status": "清关完成，转运中"}

    assert read("还没到", **facts).cause is Cause.L2


def test_where_no_phrase_decided_the_words_are_quoted():
    text = "Kazoo fell silent forever"

    assert all(f"{quote[1:-1]}" in text for quote in read(text).because)
    assert read(text).because


def test_the_reason_decides_over_a_text_that_says_nothing():
    facts = {"promised_days": 35, "delivered_after_days": 22}

    assert read("see photo", reason="Quantity shortage", **facts).cause is Cause.P2


def test_a_parcel_that_came_back_is_not_late():
    facts = {"days_since_ship": 60, "promised_days": 30, "tracking_code": "RETURNED"}

    assert read("never got it, weeks late", **facts).cause.value not in {"L1", "L2"}
