"""The desk's own words, in catalogues (Fluent): one folder a language, one file a subject."""

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
FALLBACK = "en"
LONGEST_VALUE = 2400  # Characters; Fluent refuses a value of more than 2,500.


class MissingWords(KeyError):
    """A catalogue lacks a message, or the caller a value: a fault of ours, not of a person."""


@cache
def catalogue(language: str) -> FluentBundle:
    # Isolation marks would stand between a person and the id they want to copy.
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted((HERE / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def say(key: str, language: str = FALLBACK, /, **values: str | int) -> str:
    """
    The message of that key in that language (English where the language is not ours).

    Args:
        values: What the message names; the end of a very long text is left out.

    Raises:
        MissingWords: no such message, or a value that it needs is missing.

    """
    bundle = catalogue(language if language in LANGUAGES else FALLBACK)
    if not bundle.has_message(key) or (pattern := bundle.get_message(key).value) is None:
        raise MissingWords(key)
    text, errors = bundle.format_pattern(pattern, {k: _fit(v) for k, v in values.items()})
    if errors:
        raise MissingWords(f"{key}: {errors[0]}")
    return str(text)


def _fit(value: str | int) -> str | int:
    if isinstance(value, int) or len(value) <= LONGEST_VALUE:
        return value
    return value[: LONGEST_VALUE - 1] + "…"
