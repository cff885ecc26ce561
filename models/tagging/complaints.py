"""What goes into the tagger and what comes out."""

from dataclasses import dataclass, field

from models.records import Facts
from models.tagging.causes import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A buyer's complaint as the platform hands it over."""

    id: str = ""
    reason: str | None = None
    text: str | None = None
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Tag:
    """One primary cause, how sure it is, and what decided it."""

    cause: Cause
    confidence: float  # Between 0 and 1.
    also: tuple[Cause, ...]  # Other causes mentioned, likeliest first.
    because: tuple[str, ...]  # Words quoted from the input, and facts.
    second: Cause | None = None  # The likeliest of the others, mentioned or not.
