"""The demo world's disputes as they are written in scenes.toml."""

import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, model_validator

from models.records import Outcome


class Scene(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    cause: str
    language: str
    text: str
    stands: str = ""  # A reverse_detail_status, while it is open.
    ends: Outcome | None = None
    due: float | None = None  # Hours left.
    handled: bool = False
    untold: bool = False
    old: bool = False

    @model_validator(mode="after")
    def _stands_or_ends(self) -> "Scene":
        if bool(self.stands) == bool(self.ends):
            raise ValueError("a scene either stands somewhere or has ended")
        return self


@cache
def scenes() -> tuple[Scene, ...]:
    written = resources.files(__package__).joinpath("scenes.toml").read_text(encoding="utf-8")
    return tuple(
        Scene(cause=cause, **scene)
        for cause, told in tomllib.loads(written).items()
        for scene in told
    )
