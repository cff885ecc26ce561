"""The data files of the case: they carry the beliefs and the words, the code carries none."""

import tomllib
from importlib import resources
from typing import Any

_DATA = resources.files("models.case") / "data"


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
