"""Pictures of charts: their size, their colours, and what may stand on them."""

import io
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from matplotlib.text import Text
from PIL import Image

from jobs.charts import fonts, paper
from jobs.charts.drawing import FILLED, draw
from jobs.charts.paper import Paper, Words, styled
from models.charts.charts import Chart, Name
from models.words import LANGUAGES
from slackbot.views import charts as views
from tests.builders import DAY

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOSTILE = (
    "$\\frac{$ off",
    "50$ off, was 80$",
    "A lamp",
    "蓝牙耳机 🎁",
    "سماعة",
    "<!channel> *x* & \n\t\x07" + "long " * 100,
)


def ends(step, count):
    return [(NINE - step * back).isoformat() for back in reversed(range(count))]


def families(high=1):
    return {
        "logistics": [high * n % 7 for n in range(14)],
        "product": [3] * 14,
        "buyer": [0, 1] * 7,
    }


def data_of(name, names=("A lamp",) * 6, high=1):
    """What a chart of that name could show."""
    finding = {"days": 7, "cause": "L1", "now": 11, "before": 4, "country": "BR"}
    causes = {"ends": ends(DAY, 14), "days": 1, "families": families(high), "finding": finding}
    days = [(NINE + n * DAY).date().isoformat() for n in range(7)]
    due = {
        "days": days,
        "risk": [4, 1, 0, 0, 0, 0, 0],
        "later": [0, 2, 3, 0, 6, 1, 2],
        "overdue": 2,
    }
    listed = [[f"100500{n}", called, high * (10 - n)] for n, called in enumerate(names)]
    total = sum(number for *_, number in listed) + 5
    shown = {
        Name.CAUSES: causes,
        Name.DEADLINES: due,
        Name.OVERVIEW: {"causes": causes, "deadlines": due},
        Name.PRODUCTS: {
            "span": 30,
            "products": listed,
            "others": [3, 5],
            "total": total,
            "few": 5,
            "cause": "P1",
        },
        Name.WON: {
            "ends": ends(7 * DAY, 12),
            "recent": 4,
            "enough": 3,
            "won": [3, 2, 4, 1, 2, 3, 0, 5, 4, 6, 5, 8],
            "whole": [6, 5, 6, 2, 5, 5, 1, 8, 6, 8, 6, 8],
        },
    }
    return shown[name] | {"zone": "Europe/Berlin", "until": NINE.isoformat()}


@pytest.fixture
def no_chinese(monkeypatch):
    """A machine that has matplotlib's own font alone."""
    monkeypatch.setattr(fonts, "CHINESE", ())
    forget()
    yield
    forget()


def forget():
    fonts.families.cache_clear()
    fonts._characters.cache_clear()


def pixels(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def texts(name, data, language):
    """What is written on the picture, and its box in pixels."""
    with styled():
        sketch = Paper(12)
        FILLED[name](sketch, data, Words(language))
        drawn = Paper(sketch.used)
        FILLED[name](drawn, data, Words(language))
        drawn.figure.canvas.draw()
        written = [one for one in drawn.figure.findobj(Text) if one.get_text().strip()]
        boxes = [(one, one.get_window_extent()) for one in written if one.get_visible()]
        return drawn.figure.bbox, boxes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", Name)
def test_a_picture_is_as_wide_as_a_phone_needs_it(name, language):
    picture = pixels(draw(name, data_of(name), language).png)

    assert picture.width == 1080
    assert 500 < picture.height < 1500


COLOURS = {
    Name.CAUSES: [paper.BLUE, paper.ORANGE, paper.GREEN],
    Name.DEADLINES: [paper.BLACK, paper.VERMILION, paper.SKY],
    Name.PRODUCTS: [paper.BLUE, paper.SKY],
    Name.WON: [paper.BLUE],
}


@pytest.mark.parametrize("name", COLOURS)
def test_its_colours_are_those_of_the_palette(name):
    drawn = pixels(draw(name, data_of(name), "en").png)

    there = {colour: number for number, colour in drawn.getcolors(drawn.width * drawn.height)}
    for colour in COLOURS[name]:
        asked = tuple(bytes.fromhex(colour[1:]))
        assert there.get(asked, 0) > 500
    assert drawn.getpixel((20, 20)) == (255, 255, 255)


def test_no_two_kinds_of_bars_differ_in_colour_alone():
    """Their hatches differ too, and each stands by its name above them."""
    drawn = {}
    for name in (Name.CAUSES, Name.DEADLINES):
        with styled():
            page = Paper(12)
            FILLED[name](page, data_of(name), Words("en"))
        [axes] = page.figure.axes
        drawn[name] = [bars[0].get_hatch() for bars in axes.containers]

    assert all(len(set(hatches)) == 3 for hatches in drawn.values())


def test_the_same_data_make_the_same_bytes():
    data = data_of(Name.OVERVIEW)

    assert draw(Name.OVERVIEW, data, "en") == draw(Name.OVERVIEW, data, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", Name)
@pytest.mark.parametrize("high", [1, 97])
def test_every_word_is_on_the_paper_and_large_enough(name, language, high):
    page, boxes = texts(name, data_of(name, HOSTILE, high), language)

    assert boxes
    for one, box in boxes:
        assert one.get_fontsize() >= 10, one.get_text()
        inside = (box.x0 >= 0, box.x1 <= page.x1, box.y0 >= 0, box.y1 <= page.y1)
        assert all(inside), (one.get_text(), box, page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_name_is_drawn_as_it_is_or_not_at_all(language):
    """No formula, no box in the place of a character: both would be an error or a warning here."""
    data = data_of(Name.PRODUCTS, HOSTILE)
    draw(Name.PRODUCTS, data, language)

    _page, boxes = texts(Name.PRODUCTS, data, language)
    written = [one.get_text() for one, _box in boxes]
    assert "2  50$ off, was 80$" in written
    assert max(map(len, written)) < 60


@pytest.mark.parametrize("name", Name)
def test_without_a_chinese_font_codes_stand_in_the_picture(no_chinese, name):
    picture = draw(name, data_of(name), "zh")

    _page, boxes = texts(name, data_of(name), "zh")
    written = "".join(one.get_text() for one, _box in boxes)
    assert picture.coded
    assert all(ord(one) < 0x2E80 for one in written)


def test_what_the_codes_are_stands_beneath_in_chinese(no_chinese):
    data = data_of(Name.OVERVIEW)
    coded = draw(Name.OVERVIEW, data, "zh").coded
    chart = Chart(
        message_id=1,
        name=Name.OVERVIEW,
        place=0,
        language="zh",
        data=data,
        try_at=NINE,
        state="stands",
        file_id="F1",
        alt="…",
        coded=coded,
    )

    [_picture, caption] = views._drawn(chart)
    said = caption["elements"][0]["text"]
    assert "一周内由 4 笔升至 11 笔" in said
    assert "L 物流 · P 商品 · B 买家" in said


def test_with_a_chinese_font_the_words_are_chinese():
    if len(fonts.families()) == 1:
        pytest.skip("no Chinese font on this machine")

    assert not draw(Name.OVERVIEW, data_of(Name.OVERVIEW), "zh").coded


SAID = {
    (Name.CAUSES, "en"): "Late beyond promise rose from 4 to 11 a week; most are to Brazil.",
    (Name.DEADLINES, "en"): "19 due within seven days, 5 of them within 24 h; most on Sat, Nov 28 "
    "(6); 2 past their deadline.",
    (Name.PRODUCTS, "en"): "5 of 9 products bring 80 % of 50 disputes in 30 days; first: A lamp "
    "(10), mostly: Damaged in transit.",
    (Name.WON, "en"): "Won 23 of 28 in the last 4 weeks (82 %), 10 of 19 in the 4 before (53 %).",
}


@pytest.mark.parametrize(("name", "language"), SAID)
def test_the_alternative_text_says_the_finding(name, language):
    chart = Chart(
        message_id=1, name=name, place=0, language=language, data=data_of(name), try_at=NINE
    )

    assert views.alt(chart) == SAID[name, language]


def test_no_process_but_the_drawer_loads_what_draws():
    """Neither web nor clock nor a worker with all that it keeps at hand."""
    loads = (
        "import sys, jobs.cli, jobs.clock, jobs.worker, slackbot.web\n"
        "from jobs.registry import JOBS, LAZY\n"
        "jobs.worker.preload(JOBS - LAZY)\n"
        "sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", loads], check=False).returncode == 0
