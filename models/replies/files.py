"""The data files of the answers: they carry the words, the code carries none."""

import tomllib
from importlib import resources
from typing import Any

_DATA = resources.files("models.replies") / "data"
_NO_LANGUAGES = frozenset({"order", "lint", "tones", "samples"})


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def languages() -> tuple[str, ...]:
    names = {entry.name.removesuffix(".toml") for entry in _DATA.iterdir()}
    return tuple(sorted(name for name in names - _NO_LANGUAGES if name.isalpha()))
