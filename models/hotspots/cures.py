"""Where the cure of each cause lies: in packing, in the listing, with the carrier, and so on."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources

from models.tagging.causes import Cause

_DATA = resources.files("models.hotspots") / "data"


class Cure(StrEnum):
    PACKING = "packing"
    LISTING = "listing"  # Its description and its pictures.
    CARRIER = "carrier"
    PROMISE = "promise"  # The days that the listing promises.
    SUPPLIER = "supplier"
    CHECKING = "checking"  # Orders, before they are shipped.
    WRITING = "writing"  # To buyers, before they have to ask.


@cache
def _all() -> dict[Cause, Cure]:
    read = tomllib.loads((_DATA / "cures.toml").read_text(encoding="utf-8"))
    return {Cause(cause): Cure(cure) for cause, cure in read.items()}


def cure(cause: Cause) -> Cure:
    return _all()[cause]
