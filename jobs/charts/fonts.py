"""Which characters can be drawn on this machine: what no font has would be an empty box."""

import logging
from functools import cache

from matplotlib import font_manager

OURS = "DejaVu Sans"  # Comes with matplotlib.
# With Chinese characters, as systems and packages call them; the first that is there is taken.
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Noto Sans CJK JP",  # The first face of the collection by which all of them come.
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
    "Arial Unicode MS",
)


@cache
def families() -> tuple[str, ...]:
    """What to write with, in the order in which a character is looked for."""
    # That a font has no bold face is no news.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    there = {font.name for font in font_manager.fontManager.ttflist}
    return (OURS, *[name for name in CHINESE if name in there][:1])


@cache
def _characters() -> frozenset[int]:
    files = [font_manager.findfont(name, fallback_to_default=False) for name in families()]
    return frozenset(code for file in files for code in font_manager.get_font(file).get_charmap())


def drawable(text: str) -> bool:
    return all(ord(one) in _characters() for one in text)
