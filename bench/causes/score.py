"""
How well are complaints understood, how surely, and how fast?

    .venv/bin/python bench/causes/score.py FILE...

Reads labelled complaints, one JSON object a line, and prints macro-F1, accuracy by language, cause
and style, the expected calibration error, and the complaints that one core reads in a second.
"""

import sys
import time
from pathlib import Path

from causes import Item, figures, read

from models.tagging.causes import Cause
from models.tagging.complaints import Complaint, Tag
from models.tagging.files import table
from models.tagging.judging import tag
from models.tagging.lexicon import carrier, spoken

_LEAST = 2_000  # Complaints over which the rate is taken.


def main() -> None:
    start = time.process_time()
    load()
    print(f"loading {time.process_time() - start:.2f} s")
    items = [item for file in sys.argv[1:] for item in read(Path(file))]
    tags, rate = _timed(items)
    for line in figures(items, [_chances(found) for found in tags]):
        print(line)
    print(f"{rate:.0f} complaints a second")


def load() -> None:
    """All that a first complaint in each language would load."""
    for language in table("languages")["words"].keys() | table("languages")["scripts"].keys():
        spoken(language)
    for language in ("ru", "uk"):
        spoken(language)
    carrier()
    tag(Complaint(text="-"))


def _timed(items: list[Item]) -> tuple[list[Tag], float]:
    """The tags, and how many of them one core makes in a second."""
    rounds = max(1, _LEAST // len(items))
    start = time.process_time()
    for _ in range(rounds):
        tags = [tag(item.complaint) for item in items]
    return tags, rounds * len(items) / (time.process_time() - start)


def _chances(found: Tag) -> dict[Cause, float]:
    return {found.cause: found.confidence}


if __name__ == "__main__":
    main()
