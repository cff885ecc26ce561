"""What the tagger weighs."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    FACT = "fact"
    TEXT = "text"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Sign:
    """An event, who speaks of it, how strongly, and the words to show for it."""

    event: str
    source: Source
    strength: float
    quote: str
