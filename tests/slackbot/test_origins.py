"""What rose and what to change, as leads read it."""

from dataclasses import asdict

import pytest

from models.figures.lessons import Lesson
from models.figures.rising import Risen
from slackbot.views import lessons, origins
from tests.builders import NOON

DAY = "<!date^1795521600^{date_short}|2026-11-24 12:00 UTC>"
CUSTOMS = Risen("cause", "B2", 4, 1.0, None, ["country", "BR", 4], NOON.isoformat(), [], [7])
SPEAKER = Risen(
    "product", "Speaker X3", 5, 0.5, "P1", ["carrier", "EMS", 4], "", [5, 31, 1, 50], [9, 8]
)


@pytest.mark.parametrize(
    ("risen", "language", "said"),
    [
        (
            CUSTOMS,
            "en",
            (
                f"Held by customs, duty unpaid 4 (usually 1): all to Brazil, since {DAY}. "
                "Look at: the customs declaration"
            ),
        ),
        (
            CUSTOMS,
            "zh",
            f"海关查验或未缴税 4 笔（通常 1 笔）：全部发往巴西，{DAY} 起。建议检查：清关申报",
        ),
        (
            SPEAKER,
            "en",
            (
                "Speaker X3 5 (usually 0.5): mostly Damaged in transit, 4 of 5 by EMS, "
                "5 of 31 shipped (before that 1 of 50). Look at: packing"
            ),
        ),
        (
            SPEAKER,
            "zh",
            (
                "Speaker X3 5 笔（通常 0.5 笔）：多为“运输中破损”，5 笔中 4 笔走 EMS，"
                "同期发货 31 单中 5 单（此前 50 单中 1 单）。建议检查：包装"
            ),
        ),
        (Risen("country", "BR", 6, 2.0), "en", "Brazil 6 (usually 2)"),
    ],
)
def test_a_rise_is_one_sentence(risen, language, said):
    assert origins.risen(asdict(risen), language) == said


def a_lesson(kind, **about):
    return asdict(Lesson(kind, 7, about, [["EUR", "3.00"], ["USD", "90.00"]], [12, 11]))


BEHIND = "EUR 3.00 + USD 90.00 in #12, #11 …"


@pytest.mark.parametrize(
    ("lesson", "said"),
    [
        (a_lesson("risen", **asdict(CUSTOMS)), f"the customs declaration. {BEHIND}"),
        (
            a_lesson(
                "hot_spot",
                spot="rate",
                subject="product",
                called="*Lamp* <!channel>",
                cause="P1",
                figures={"orders": 40, "disputed": 8},
            ),
            (
                "more disputes than chance would: 7 new, 8 of 40 orders when it was found; "
                f"mostly Damaged in transit: look at packing. {BEHIND}"
            ),
        ),
        (
            a_lesson("noted", cause="P1", note="Use <@UANA> two cartons", said=2),
            "7 resolved with a note on what would have prevented it: “Use &lt;",
        ),
        (
            a_lesson("silent", nobody=4, people=[["UBEN", 3]]),
            (
                "*Nobody answered* 7, and they were lost: nobody had 4, <@UBEN> 3. "
                f"Hand each to somebody on its first day. {BEHIND}"
            ),
        ),
        (
            a_lesson("slow", median=100_000, p90=300_000, slow=9, count=12),
            (
                "*First answers are slow*: median 27.8 h, nine of ten within 3.5 d; "
                f"9 of 12 took longer than a day. {BEHIND}"
            ),
        ),
    ],
)
def test_a_lesson_is_one_sentence_with_its_disputes_behind(lesson, said):
    told = lessons.lesson(lesson, "en")

    assert said in told
    assert "<!channel>" not in told
    assert "<@UANA>" not in told


KNOWN = {
    "rate": ({"orders": 40, "disputed": 8}, "7 new, 8 of 40 orders when it was found"),
    "promise": (
        {"promise": 52, "promised": 30, "late": 9},
        "7 disputes; nine of ten parcels take 52 days, 30 are promised",
    ),
    "drop": (
        {"money": [{"currency": "USD", "earned": "9.00", "lost": "90.00", "margin": None}]},
        "7 disputes; USD 9.00 earned, 90.00 lost",
    ),
    "mismatch": (
        {"buyers": 6, "of": 9, "difference": "smaller"},
        "7 disputes; 6 of 9 buyers who complain say the same",
    ),
}


@pytest.mark.parametrize("spot", KNOWN)
def test_a_hot_spot_tells_what_its_search_found_and_less_where_that_says_less(spot):
    figures, said = KNOWN[spot]
    about = {"spot": spot, "subject": "product", "called": "X3", "cause": None}

    assert f"{said}. {BEHIND}" in lessons.lesson(
        a_lesson("hot_spot", **about, figures=figures), "en"
    )
    bare = lessons.lesson(a_lesson("hot_spot", **about, figures={}), "en")
    assert f"{said.partition(';')[0].partition(',')[0]}. {BEHIND}" in bare
