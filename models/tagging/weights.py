"""How much each kind of evidence counts, read from the data file."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from models.tagging.causes import Cause
from models.tagging.files import table


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EventWeight(_Entry):
    family: str | None = None
    weight: float = 0.0
    causes: dict[Cause, float] = {}


class Together(_Entry):
    events: frozenset[str]
    causes: dict[Cause, float]


class Weights(_Entry):
    temperature: float
    aside: float
    main: float
    foreign: float
    also: float
    undeniable: frozenset[str]
    never_aside: frozenset[str]
    sources: dict[str, float]
    prior: dict[str, float]
    events: dict[str, EventWeight]
    together: tuple[Together, ...]


@cache
def weights() -> Weights:
    return Weights.model_validate(table("weights"))
