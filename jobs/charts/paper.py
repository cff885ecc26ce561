"""The paper that charts are drawn on: its size, its colours, and the words that can be on it."""

import io
import re
from dataclasses import dataclass
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from jobs.charts.fonts import drawable, families

# The palette of Okabe and Ito, which colour-blind people tell apart.
BLUE, ORANGE, GREEN = "#0072B2", "#E69F00", "#009E73"
VERMILION, SKY, BLACK = "#D55E00", "#56B4E9", "#000000"
PAPER, INK, SOFT, LINE = "#FFFFFF", "#1F2328", "#57606A", "#D0D7DE"

# A phone shows 360 points: three pixels to each, and nothing smaller than ten of them.
WIDTH, DPI = 5.0, 216
SMALL, PLAIN, BOLD = 10.0, 10.5, 12.5  # Points.
MARGIN = 0.18  # Inches.
LINES = 3  # Of a title.
LATIN = 0.66  # How wide a letter is, to a Chinese character.
CHINESE = "\u2e80"  # The first of them, of their marks and of what is as wide.
# A word, or a character with the marks that do not begin a line.
PIECES = re.compile(rf"\s+|[^\s{CHINESE}-\uffef]+|[{CHINESE}-\uffef][，。）：；”]*")

STYLE = {
    "font.size": PLAIN,
    "text.parse_math": False,  # A product's name may hold dollar signs.
    "hatch.linewidth": 1.6,
    "hatch.color": PAPER,
    "axes.edgecolor": LINE,
    "axes.linewidth": 0.8,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass
class Words:
    """The words on one picture: those of the language, or codes where no font has them."""

    language: str
    coded: bool = False

    def fit(self, text: str, code: str) -> str:
        if drawable(text):
            return text
        self.coded = True
        return code


@dataclass(frozen=True)
class Swatch:
    """A kind of bar with the words and the number beside it."""

    colour: str
    hatch: str | None
    label: str


def styled() -> Any:
    style: dict[Any, Any] = STYLE | {"font.family": list(families())}
    return rc_context(style)


def as_png(figure: Figure) -> bytes:
    """Never larger or smaller than the paper, and without a date in it: the same again is equal."""
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def wrapped(text: str, size: float) -> list[str]:
    """Lines that fit the paper; Chinese breaks between any two characters."""
    room, lines, used = (WIDTH - 2 * MARGIN) * 72 / size, [""], 0.0
    for piece in PIECES.findall(text):
        wide = sum(1.0 if ord(one) >= ord(CHINESE) else LATIN for one in piece)
        if used + wide > room and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += piece if lines[-1] else piece.lstrip()
        used += wide
    return [line.rstrip() for line in lines if line]


class Paper:
    """One figure, filled from the top."""

    def __init__(self, height: float) -> None:
        self.figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.figure)  # It measures words, and makes the PNG.
        self._height = height
        self._top = height - MARGIN
        frame = Rectangle((0, 0), 1, 1, fill=False, edgecolor=LINE, linewidth=2)
        self.figure.add_artist(frame)  # On a dark page it is a card.

    @property
    def used(self) -> float:
        """So high a paper would have done."""
        return self._height - self._top + MARGIN

    def space(self, inches: float) -> None:
        self._top -= inches

    def title(self, text: str) -> None:
        for line in wrapped(text, BOLD)[:LINES]:
            self._write(line, BOLD, INK, "bold")

    def subtitle(self, text: str) -> None:
        for line in wrapped(text, SMALL):
            self._write(line, SMALL, SOFT, "normal")

    def _write(self, text: str, size: float, colour: str, weight: str) -> None:
        at = self._top / self._height
        self.figure.text(
            MARGIN / WIDTH, at, text, size=size, color=colour, weight=weight, va="top", ha="left"
        )
        self._top -= size * 1.32 / 72

    def legend(self, swatches: list[Swatch]) -> None:
        """Each kind of bar by its name and number, in a row."""
        self._top -= 0.08
        x, side = MARGIN, 0.14
        for one in swatches:
            box = Rectangle(
                (x / WIDTH, (self._top - side) / self._height),
                side * 1.5 / WIDTH,
                side / self._height,
                facecolor=one.colour,
                hatch=one.hatch,
                edgecolor=PAPER,
                linewidth=0,
            )
            self.figure.add_artist(box)
            words = self.figure.text(
                (x + side * 1.5 + 0.06) / WIDTH,
                (self._top - side / 2) / self._height,
                one.label,
                size=SMALL,
                va="center_baseline",
            )
            x += side * 1.5 + 0.06 + self._width(words) + 0.16
        self._top -= side + 0.12

    def _width(self, words: Any) -> float:
        return float(words.get_window_extent().width) / DPI

    def axes(self, height: float, left: float = MARGIN, beneath: float = 0.3) -> Axes:
        """A place for a chart of so many inches, with room for what is written under it."""
        bottom = self._top - height
        place = (
            left / WIDTH,
            bottom / self._height,
            (WIDTH - left - MARGIN) / WIDTH,
            height / self._height,
        )
        self._top = bottom - beneath
        axes = self.figure.add_axes(place)
        axes.set_facecolor(PAPER)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0, labelsize=SMALL)
        axes.set_yticks([])
        return axes
