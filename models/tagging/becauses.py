"""What decided a cause: facts said by template, and read back to be said in another language."""

import re
from collections.abc import Sequence
from functools import cache
from string import Formatter

from models.tagging.files import table


def fact(name: str, **values: str | int) -> str:
    """A fact in English, the language in which a tag keeps what decided it."""
    template: str = _templates()[name]["en"]
    return template.format(**values)


def because_in(language: str, because: Sequence[str]) -> tuple[str, ...]:
    """The facts in the reader's language; what was quoted from the buyer stays as it is."""
    return tuple(_told(one) for one in because) if language == "zh" else tuple(because)


def _told(because: str) -> str:
    for pattern, chinese in _readings():
        if read := pattern.fullmatch(because):
            return chinese.format(**read.groupdict())
    return because


@cache
def _templates() -> dict[str, dict[str, str]]:
    return table("becauses")


@cache
def _readings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(one["en"]), one["zh"]) for one in _templates().values())


def _pattern(template: str) -> re.Pattern[str]:
    """All that the template can say."""
    written = ""
    for literal, name, kind, _ in Formatter().parse(template):
        written += re.escape(literal)
        if name is not None:
            written += rf"(?P<{name}>{'-?[0-9]+' if kind == 'd' else '.+'})"
    return re.compile(written, re.DOTALL)
