"""Where a parcel is, by the carrier's codes; by its words where the code is none of these."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from models.orders import ParcelEvent
from models.tagging.lexicon import carrier
from models.tagging.reading import sightings
from models.tagging.words import composed, tokens


class Stage(StrEnum):
    ANNOUNCED = "announced"  # No carrier has seen it yet.
    MOVING = "moving"
    CUSTOMS = "customs"
    STOPPED = "stopped"  # By customs: somebody has to pay, or to send papers.
    FAILED = "failed"
    PICK_UP = "pick_up"
    DELIVERED = "delivered"
    RETURNED = "returned"


@cache
def _table() -> dict[str, Any]:
    file = resources.files("models.shipping") / "data" / "stages.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def codes() -> Mapping[str, Stage]:
    table = _table()["codes"]
    return {code: Stage(stage) for stage, codes in table.items() for code in codes}


def of(event: ParcelEvent) -> Stage:
    code = event.code.strip().upper()
    return codes().get(code) or _by_family(code) or _by_words(event.text)


def _by_family(code: str) -> Stage | None:
    families = _table()["families"].items()
    named = (stage for stage, starts in families if code.startswith(tuple(starts)))
    return next(map(Stage, named), None)


@lru_cache(maxsize=1000)
def _by_words(text: str) -> Stage:
    seen = {found.event for found in sightings(tokens(composed(text)), carrier())}
    named = (Stage(stage) for event, stage in _table()["words"].items() if event in seen)
    return next(named, Stage.MOVING)
