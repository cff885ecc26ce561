"""Workbooks of Excel, read row by row and never larger in memory than a few rows of theirs."""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

import openpyxl

from jobs.imports.tables import Row, Table, filled
from models.errors import NotUnderstood

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LONGEST_STRETCH = 1 << 20  # Bytes without a tag, or row; Excel's cells hold 32,767 characters.
LONGEST_ROW = 16 << 20
MOST_STRINGS = 128 << 20  # Bytes of texts that all cells share; the reader holds them all.
MOST_ELSE = 8 << 20  # Styles, the workbook's outline.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 18


def is_locked(file: BinaryIO) -> bool:
    """Excel puts what it encrypts into a container of the old kind."""
    file.seek(0)
    before = b""
    while chunk := file.read(_CHUNK):
        if _LOCKED in before + chunk:
            return True
        before = chunk[-len(_LOCKED) :]
    return False


def read_workbook(path: Path) -> Table | None:
    """The first sheet; None where the file is no workbook."""
    try:
        with ZipFile(path) as archive:
            _refuse_bombs(path, archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # What of styles it cannot show is no matter here.
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
    except (BadZipFile, KeyError, IndexError, ValueError, SyntaxError, EOFError, OSError):
        return None
    most = max(1, sheet.max_row or 1)
    sheet.reset_dimensions()  # What the file claims of its size may be a lie.
    seen = 0

    def rows() -> Iterator[Row]:
        nonlocal seen
        for cells in sheet.iter_rows(values_only=True):
            seen += 1
            yield _row(cells)

    plain = rows()
    header = next((row.cells for row in plain if any(row.cells)), ())
    named = [name.strip() for name in header]
    while named and not named[-1]:
        named.pop()
    rest = filled(plain, len(named))
    return Table(tuple(named), rest, lambda: min(1.0, seen / most), book.close)


def _row(cells: tuple[Any, ...]) -> Row:
    written = [_text(cell) for cell in cells]
    while written and not written[-1]:
        written.pop()
    return Row(written)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _refuse_bombs(path: Path, archive: ZipFile) -> None:
    """
    A small file may unpack to a very large one; what is too large is not opened.

    The sizes that the archive tells are a promise: nobody reads beyond them.
    """
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise NotUnderstood("import-locked", file=path.name)
        strings = part.filename.endswith("sharedStrings.xml")
        sheet = "/worksheets/" in part.filename
        if part.file_size > (MOST_STRINGS if strings else MOST_ELSE) and not sheet:
            raise NotUnderstood("import-too-large", file=path.name)
        if sheet or strings:
            marks = (b"<row", LONGEST_ROW) if sheet else (b"<si", LONGEST_ROW)
            _refuse_stretches(path, archive, part, ((b"<", LONGEST_STRETCH), marks))


def _refuse_stretches(
    path: Path, archive: ZipFile, part: zipfile.ZipInfo, marks: tuple[tuple[bytes, int], ...]
) -> None:
    """Each mark stands often enough that what lies between two of them fits into memory."""
    since = dict.fromkeys((mark for mark, _ in marks), 0)
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            for mark, longest in marks:
                last = chunk.rfind(mark)
                since[mark] = since[mark] + len(chunk) if last < 0 else len(chunk) - last
                if since[mark] > longest:
                    raise NotUnderstood("import-too-large", file=path.name)
