"""How single values of a foreign answer are read: leniently, and never wrongly."""

from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from pydantic import ValidationError

_FINEST = Decimal("0.001")
_LARGEST = Decimal(10) ** 11
_LARGEST_COUNT = 10**9
_CURRENCY_LETTERS = 3


def text(told: Any) -> str | None:
    """Words or an id; ids come as numbers beyond 2**53 and stay text from here on."""
    if isinstance(told, bool) or not isinstance(told, str | int):
        return None
    # No database keeps a NUL, and no encoding half of a surrogate pair.
    mended = str(told).replace("\0", "").encode(errors="replace").decode()
    return mended.strip() or None


def whole(told: Any) -> int | None:
    """A count of something; an absurd one is unknown."""
    if isinstance(told, bool):
        return None
    try:
        value = int(told)
    except (TypeError, ValueError, OverflowError):
        return None  # Not a number, so nothing is known.
    return value if abs(value) < _LARGEST_COUNT else None


def number(told: Any) -> float | None:
    """A quantity of any size; what is none, or is endless, is unknown."""
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        return None
    try:
        value = float(told)
    except (ValueError, OverflowError):
        return None  # Not a number, so nothing is known.
    return value if isfinite(value) else None


def flag(told: Any) -> bool | None:
    words = {"true": True, "false": False, "1": True, "0": False}
    return told if isinstance(told, bool) else words.get(str(told).strip().lower())


def money(told: Any) -> Decimal | None:
    """A sum; a blank, a negative or an absurd one is unknown."""
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        return None
    try:
        value = Decimal(str(told).strip())
    except InvalidOperation:
        return None  # Blank, or no number.
    if not value.is_finite() or not 0 <= value < _LARGEST:
        return None
    return value if value == value.quantize(Decimal("0.01")) else value.quantize(_FINEST)


def struct(told: Any) -> dict[str, Any]:
    """The object that should stand here; the platform leaves some out or writes a blank."""
    return told if isinstance(told, dict) else {}


def rows(told: Any) -> list[dict[str, Any]]:
    return [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []


def known(**fields: Any) -> dict[str, Any]:
    """Only what is known: a record's missing field changes nothing, an empty one might."""
    return {name: value for name, value in fields.items() if value is not None}


def currency(told: Any) -> str | None:
    code = (text(told) or "").upper()
    return code if len(code) == _CURRENCY_LETTERS and code.isascii() and code.isalpha() else None


def complaint(error: ValidationError) -> str:
    """The first thing that a record could not take, for people."""
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
