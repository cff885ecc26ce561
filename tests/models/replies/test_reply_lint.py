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


def test_a_remark_quotes_the_words_it_means():
    [remark] = lint("Please write to help@example.test for more")

    assert remark.words == "help@example.test"
    assert "platform" in remark.sentence


def test_a_text_too_long_says_by_how_much():
    [remark] = lint("a" * 512)

    assert remark.sentence == "Shorten by 12: the platform takes 500 characters."
