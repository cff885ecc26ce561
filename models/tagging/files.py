"""The data files of the tagger: they carry the words, the code carries none."""

import tomllib
from importlib import resources
from typing import Any

_DATA = resources.files("models.tagging") / "data"


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
