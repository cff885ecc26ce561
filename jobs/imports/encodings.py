"""In which encoding a file of text was saved."""

import codecs
from typing import BinaryIO

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheets of sellers and their partners write where it is not Unicode.
_OLDER = ["gb18030", "cp1252", "cp1251"]
_SURE = "订单号".encode("gb18030")  # Seller Center's own first column.
_CHUNK = 1 << 20
_SAMPLE = 1 << 16


def encoding_of(file: BinaryIO) -> str | None:
    """None where it is no text. The whole file is read once, a piece at a time."""
    file.seek(0)
    head = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head:
        return _wide(head)
    telling = _not_ascii(file)
    if telling is None:
        return "utf-8"
    if _SURE in telling:
        return "gb18030"
    best = from_bytes(telling, cp_isolation=_OLDER).best()
    return best.encoding if best is not None else None


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: of digits and commas every other byte is a zero."""
    first, second = head[::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if second > first else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(name)().decode(head)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else name


def _not_ascii(file: BinaryIO) -> bytes | None:
    """None where all of it is UTF-8; else lines by which its encoding may be told."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    telling, is_unicode = b"", True
    while chunk := file.read(_CHUNK):
        if is_unicode:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_unicode = False
        if len(telling) < _SAMPLE and not chunk.isascii():
            lines = [line for line in chunk.splitlines() if not line.isascii()]
            telling += b"\n".join(lines)[:_SAMPLE] + b"\n"
        if not is_unicode and len(telling) >= _SAMPLE:
            break
    return None if is_unicode else telling
