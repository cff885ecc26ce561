"""The lint keeps contact on the platform, and texts within its limits."""

import pytest

from models.replies import lint


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("See https://example.test/track for more", "link"),
        ("Look at www.example.test please", "link"),
        ("Our shop is best-deals.com, have a look", "link"),
        ("Write to help@example.test", "email"),
        ("Write to help (at) example.test", "email"),
        ("Call +86 138 0013 8000 any time", "phone"),
        ("Phone: 13800138000", "phone"),
        ("Reach us at 555-123-4567", "phone"),
        ("请拨打电话 138 0013 8000", "phone"),
        ("Add us on WhatsApp", "messenger"),
        ("what's app me", "messenger"),
        ("加我微信聊", "messenger"),
        ("Напишите нам в вотсап", "messenger"),
        ("카톡으로 연락 주세요", "messenger"),
        ("راسلنا على واتساب", "messenger"),
        ("Stop this or we will report you", "threat"),
        ("Мы обратимся в суд, полиция разберётся", "threat"),
        ("This is your own fault", "blame"),
        ("您这是在撒谎", "blame"),
        ("We guarantee that it comes tomorrow", "promise"),
        ("Wir versprechen eine schnelle Lieferung", "promise"),
        ("", "too_short"),
        ("  ok ", "too_short"),
        ("a" * 501, "too_long"),
    ],
)
def test_what_may_not_be_sent_is_named(text, kind):
    assert kind in {remark.kind for remark in lint(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Order 8194012345671470 was shipped on 2026-11-24 at 18:00 with LP00123456789CN.",
        "Your refund of USD 1,234.50 was accepted on 24.11.2026 18:00.",
        "The parcel stands in line at customs; we follow it with the carrier.",
        "We are sorry.The carrier is asked where it is.",
    ],
)
def test_dates_amounts_and_numbers_of_the_order_pass(text):
    assert lint(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was shipped on 24.11.2026 with LP00123456789CN.", []),
        ("发货日期为2026年11月24日，退款12.50美元。", []),
        ("We sent 2 photos of USD 12.5 worth.", []),
        ("It comes within 15 days.", ["15"]),
        ("We refund USD 20.00.", ["20.00"]),
        ("٢٤ نوفمبر", []),
        ("It was shipped on 25.11.2026.", ["25.11.2026"]),
    ],
)
def test_numbers_and_dates_are_those_that_are_known(text, words):
    known = ["2026-11-24", "LP00123456789CN", "$12.50"]

    assert [remark.words for remark in lint(text, known) if remark.kind == "number"] == words


def test_a_remark_quotes_the_words_it_means():
    [remark] = lint("Please write to help@example.test for more")

    assert remark.words == "help@example.test"
    assert "platform" in remark.sentence


def test_a_text_too_long_says_by_how_much():
    [remark] = lint("a" * 512)

    assert remark.sentence == "Shorten by 12: the platform takes 500 characters."
