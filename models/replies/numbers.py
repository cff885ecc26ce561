"""Numbers and dates in an answer that stand in nothing that is known of the dispute."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_NUMBER = re.compile(r"\d(?:[\d.,:/-]*\d)?")
_RUN = re.compile(r"\d+")


def unknown(text: str, known: Iterable[str]) -> Iterator[str]:
    """
    The numbers of a text of which some part stands nowhere in what is known.

    A date or a sum is compared by its parts, for each language writes them in another order. Small
    counts (one digit) are nobody's fact.
    """
    told = {part for one in known for part in _parts(one)}
    for number in _NUMBER.finditer(text):
        if any(len(part) > 1 and part not in told for part in _parts(number[0])):
            yield number[0]


def _parts(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        yield "".join(str(unicodedata.digit(digit)) for digit in run).lstrip("0")
