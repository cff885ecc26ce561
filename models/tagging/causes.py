"""The fifteen causes of a dispute, and what a person should know of each."""

from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict

from models.tagging.files import table


class Family(StrEnum):
    LOGISTICS = "logistics"
    PRODUCT = "product"
    BUYER = "buyer"


class Cause(StrEnum):
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"
    P6 = "P6"
    P7 = "P7"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"
    B4 = "B4"
    B5 = "B5"

    @property
    def family(self) -> Family:
        return _FAMILIES[self.value[0]]


class Advice(BaseModel):
    """What a person should know of a cause before answering, in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    means: str
    borne_by: str  # Who bears it as a rule.
    tracking: str | None = None  # The evidence that the parcel's own record gives.
    evidence: tuple[str, ...]  # What people have to find themselves.
    ways: tuple[str, ...]  # How to get each piece of it, in its order.
    questions: tuple[str, ...]  # For the buyer.
    course: str
    prevention: str


class Guide(BaseModel):
    """The advice on a cause in the languages of the desk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: Advice
    zh: Advice

    def in_language(self, language: str) -> Advice:
        """English where the language is not ours."""
        return self.zh if language == "zh" else self.en


_FAMILIES = {"L": Family.LOGISTICS, "P": Family.PRODUCT, "B": Family.BUYER}


@cache
def guides() -> dict[Cause, Guide]:
    return {Cause(key): Guide.model_validate(entry) for key, entry in table("causes").items()}


def guide(cause: Cause) -> Guide:
    return guides()[cause]
