"""One shape of every file: a header, and rows of text that are read one by one."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from jobs.imports.encodings import encoding_of

LONGEST_LINE = 1 << 20  # Characters; a line without an end must not be read to it.
JSON_LINE = "json"
_DELIMITERS = (",", ";", "\t", "|")
_TOO_LONG = "the line is longer than a million characters, and was not read"
_BROKEN = "the row cannot be read: is a quotation mark left open?"
_UNREADABLE = "some letters cannot be read: save the file as UTF-8"


@dataclass(frozen=True)
class Row:
    cells: Sequence[str]
    fault: str | None = None  # Why it cannot be read at all.


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: Iterator[Row]
    share: Callable[[], float]  # How much of the file was read by now, from 0 to 1.
    close: Callable[[], None]


def read_text(path: Path, known: Callable[[Sequence[str]], int]) -> Table | None:
    """
    CSV with any of four delimiters, or JSON lines; None where the file is no text.

    Args:
        path: Where the file is.
        known: How many of these columns make sense; the delimiter that yields most is meant.

    """
    file = path.open("rb")
    encoding = encoding_of(file)
    if encoding is None:
        file.close()
        return None
    size = max(1, path.stat().st_size)
    file.seek(0)
    text = TextIOWrapper(file, encoding, errors="replace", newline="")
    start = text.read(LONGEST_LINE)
    text.seek(0)

    def share() -> float:
        return min(1.0, file.tell() / size)

    if start.lstrip().startswith(("{", "[")):
        return Table((JSON_LINE,), _json_rows(text), share, text.close)
    delimiter = max(_DELIMITERS, key=lambda each: _score(start, each, known))
    rows = _rows(text, delimiter)
    header = next((row.cells for row in rows if any(row.cells)), ())
    return Table(tuple(header), filled(rows, len(header)), share, text.close)


def _score(start: str, delimiter: str, known: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    try:
        lines = csv.reader(start.splitlines(keepends=True), delimiter=delimiter)
        header = next((cells for cells in lines if any(cells)), [])
    except csv.Error:
        return (0, 0)
    return known(header), len(header)


def _json_rows(text: TextIO) -> Iterator[Row]:
    for line in _lines(text):
        if line is None:
            yield Row((), _TOO_LONG)
        elif line.strip():
            yield Row((line.strip(),), _UNREADABLE if "\ufffd" in line else None)


def _rows(text: TextIO, delimiter: str) -> Iterator[Row]:
    too_long = 0

    def lines() -> Iterator[str]:
        nonlocal too_long
        for line in _lines(text):
            if line is None:
                too_long += 1
            else:
                yield line

    rows = csv.reader(lines(), delimiter=delimiter)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error:
            yield Row((), _BROKEN)
            continue
        for _ in range(too_long):
            yield Row((), _TOO_LONG)
        too_long = 0
        yield Row(cells, _UNREADABLE if any("\ufffd" in cell for cell in cells) else None)
    for _ in range(too_long):
        yield Row((), _TOO_LONG)


def _lines(text: TextIO) -> Iterator[str | None]:
    """The lines with their ends; None in place of one that is longer than is good."""
    while line := text.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith("\n"):
            yield line
            continue
        while (more := text.readline(LONGEST_LINE)) and not more.endswith("\n"):
            pass
        yield None


def filled(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """Blank rows are passed over, short ones filled up, and long ones have no meaning."""
    for row in rows:
        if row.fault:
            yield row
        elif any(row.cells[width:]):
            yield Row(row.cells[:width], "the row has more cells than there are columns")
        elif any(cell.strip() for cell in row.cells):
            yield Row([*row.cells[:width], *[""] * (width - len(row.cells))])


_APOSTROPHE = re.compile(r"^'(?=[=+\-@\t\r'])")
_FORMULA = re.compile(r"^[=+\-@\t\r']")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_it_was(cell: str) -> str:
    """The cell before it was made harmless."""
    return _APOSTROPHE.sub("", cell)
