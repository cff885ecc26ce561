"""Cures in words: what to change stands there, and nothing that a name smuggles in works."""

import re
from zoneinfo import ZoneInfo

import pytest

from models.hotspots.spots import HotSpot, Kind, Subject
from models.tagging.causes import Cause, guide
from models.tagging.differences import Part
from models.words import LANGUAGES
from slackbot.views import hotspot
from slackbot.views.blocks import LONGEST_SECTION
from slackbot.views.cures import LINES
from slackbot.views.hotspot import Shown
from tests.builders import NOON
from tests.support.reading import text_of

HOSTILE = "<!channel> *bold* `code` <https://evil.example|click> @here evil.example :boom: \u202e"
PROMISED = {
    "carrier": "AliExpress Standard",
    "country": "RU",
    "parcels": 1240,
    "late": 62,
    "of": 240,
    "median": 18,
    "promised": 20,
    "promise": 27,
    "disputes": 15,
    "lateness": 9,
}
USD = {
    "currency": "USD",
    "pieces": 1200,
    "sold": "24000.00",
    "earned": "600.00",
    "disputes": 14,
    "lost": "780.50",
    "margin": None,
}
DROPPED = {"product_id": "7", "days": 90, "money": [USD], "cost_in": "USD"}
DIFFERS = {
    "product_id": "7",
    "difference": "small",
    "part": "size_table",
    "days": 90,
    "buyers": 5,
    "of": 8,
    "languages": ["en", "ru"],
}
FIGURES = {Kind.PROMISE: PROMISED, Kind.DROP: DROPPED, Kind.MISMATCH: DIFFERS}
LANE = "AliExpress Standard → RU"


def a_spot(kind, called="Speaker X3", samples=(1042, 1031), cause=Cause.P5, **figures):
    return HotSpot(
        kind=kind,
        subject=Subject.LANE if kind is Kind.PROMISE else Subject.PRODUCT,
        called=called,
        cause=cause,
        figures=FIGURES[kind] | figures,
        samples=list(samples),
    )


def said(spot, language="en"):
    return LINES[spot.kind](spot, language)


def test_a_slow_lane_names_the_days_to_promise():
    title, figures, *rest = said(a_spot(Kind.PROMISE, LANE))

    assert title == "*AliExpress Standard → RU is slower than promised*"
    assert figures.startswith("62 of 240 parcels came later than promised (26 %). Half of 1,240 ")
    assert figures.endswith(" arrived within 18 days, nine of ten within 27.")
    assert rest == [
        "Promise *27 days* there instead of 20, or send with a faster carrier.",
        "9 of its 15 disputes are about lateness.",
        "Behind it: #1042 · #1031",
    ]


@pytest.mark.parametrize("kind", [Kind.PROMISE, Kind.RATE])
def test_among_others_a_lane_is_called_by_its_carrier_and_country(kind):
    called = LANE if kind is Kind.PROMISE else "AliExpress Standard RU"
    spot = HotSpot(
        kind=kind,
        subject=Subject.LANE,
        name="AliExpress Standard RU",
        called=called,
        store="nordic",
    )

    assert hotspot.name(spot, "en")["called"] == "AliExpress Standard → Russia"


def test_nothing_behind_it_is_said_as_that():
    shown = Shown(a_spot(Kind.PROMISE, LANE, samples=()), [], ZoneInfo("UTC"))
    shown.spot.id, shown.spot.store, shown.spot.name = 1, "nordic", "AliExpress Standard RU"

    view = hotspot.behind(shown, NOON, "en")

    assert "No disputes behind it." in text_of(view)


def test_a_lane_without_disputes_says_so_and_shows_none():
    lines = said(a_spot(Kind.PROMISE, LANE, samples=(), disputes=0, lateness=0))

    assert lines[-1] == "No disputes on it so far."


def test_a_product_to_drop_says_what_it_earned_and_lost():
    title, money, change, evidence = said(a_spot(Kind.DROP))

    assert title == "*Speaker X3 costs more than it earns*"
    assert money.startswith("USD: 1,200 sold for 24,000.00, 600.00 earned; ")
    assert money.endswith("; 14 disputes closed, 780.50 lost in them (90 days).")
    assert change.startswith("*Stop selling it*, raise its price, or end what most of its ")
    assert change.endswith(f"disputes are about: {guide(Cause.P5).in_language('en').label}.")
    assert evidence == "Behind it: #1042 · #1031"


@pytest.mark.parametrize(
    ("cost_in", "why"), [(None, "its cost is not known"), ("CNY", "its cost is known in CNY only")]
)
def test_an_assumed_margin_is_called_an_assumption(cost_in, why):
    assumed = USD | {"margin": "0.3"}

    [line] = [
        line
        for line in said(a_spot(Kind.DROP, money=[assumed], cost_in=cost_in))
        if "assumption" in line
    ]

    assert "30 % of the price" in line
    assert why in line


def test_a_mismatch_names_the_part_of_the_listing_to_change():
    title, figures, change, _ = said(a_spot(Kind.MISMATCH))

    assert title == "*Speaker X3: smaller than expected*"
    assert figures == "5 of the 8 buyers who complain of it say so (90 days, in en, ru)."
    assert change.startswith("Change the *size table*: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_listing_has_a_change_of_its_own(language):
    told = {said(a_spot(Kind.MISMATCH, part=str(part)), language)[2] for part in Part}

    assert len(told) == len(Part)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LINES)
def test_a_hostile_name_is_only_a_name(kind, language):
    lines = "\n".join(said(a_spot(kind, HOSTILE), language))

    assert not re.search(r"<[!@#h]|//(?!\u2060)|\w\.example|@here|\u202e", lines)
    assert "&lt;!channel&gt;" in lines
    assert lines.count("*\u2060bold*\u2060") == 1
    assert "`\u2060code" in lines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LINES)
def test_extremes_fit_into_one_section(kind, language):
    huge, name = 2**62, "商品<&>" * 2000
    money = USD | {"sold": "9" * 30 + ".00", "pieces": huge, "lost": "9" * 30, "earned": "-1"}
    numbers = dict.fromkeys(("late", "of", "parcels", "promise", "promised"), huge)
    figures = {
        Kind.PROMISE: numbers,
        Kind.DROP: {"money": [money | {"margin": "0.999"}] * 150},
        Kind.MISMATCH: {"languages": ["x" * 900] * 900, "buyers": huge},
    }[kind]

    lines = said(a_spot(kind, name, samples=range(huge - 5, huge), **figures), language)

    assert len("\n".join(lines)) < LONGEST_SECTION


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_divides_by_nothing(language):
    assert said(a_spot(Kind.PROMISE, LANE, late=0, of=0), language)
