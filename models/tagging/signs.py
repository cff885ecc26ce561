"""What the tagger weighs."""

from enum import StrEnum
from typing import NamedTuple


class Source(StrEnum):
    FACT = "fact"
    TEXT = "text"
    REASON = "reason"


class Sign(NamedTuple):
    """An event, who speaks of it, how strongly, and the words to show for it."""

    event: str
    source: Source
    strength: float
    quote: str
