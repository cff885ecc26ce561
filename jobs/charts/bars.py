"""Bars in stacks, each kind with a hatch of its own, and what they are together on top."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from jobs.charts.paper import INK, PAPER, SMALL, Swatch

WIDE = 0.78
HEADROOM = 1.18


def stacked(axes: Axes, kinds: Sequence[tuple[Swatch, Sequence[int]]]) -> None:
    count = len(kinds[0][1])
    sums = [0] * count
    for swatch, heights in kinds:
        axes.bar(
            range(count),
            heights,
            WIDE,
            bottom=sums,
            color=swatch.colour,
            hatch=swatch.hatch,
            edgecolor=PAPER,
            linewidth=0.8,
        )
        sums = [below + more for below, more in zip(sums, heights, strict=True)]
    for place, number in enumerate(sums):
        if number:
            axes.annotate(
                str(number),
                (place, number),
                xytext=(0, 2),
                textcoords="offset points",
                ha="center",
                va="bottom",
                size=SMALL,
                weight="bold",
                color=INK,
            )
    axes.set_xlim(-0.6, count - 0.4)
    axes.set_ylim(0, max(1, *sums) * HEADROOM)
