"""In what the buyer finds that the goods differ from their listing, whatever the language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from models.tagging.causes import Cause
from models.tagging.files import table
from models.tagging.languages import likely_languages
from models.tagging.lexicon import comparing
from models.tagging.reading import sightings
from models.tagging.words import read

_ENGLISH = "en"
_LATIN = re.compile("[A-Za-z]{2}")
_SURE = 2  # How far ahead a language must be to rule the others out, as the tagger has it.


class Part(StrEnum):
    """What of a listing is to be changed; packing and what is picked stand beside it."""

    SIZE_TABLE = "size_table"
    COLOUR_PICTURES = "colour_pictures"
    MAIN_PICTURE = "main_picture"
    MATERIAL = "material"
    MATERIAL_PICTURE = "material_picture"
    FUNCTIONS = "functions"
    COMPATIBILITY = "compatibility"
    FIGURES = "figures"
    TITLE = "title"
    PARTS_LIST = "parts_list"
    QUANTITY = "quantity"
    VARIANTS = "variants"
    PACKING = "packing"
    PLUG = "plug"
    MANUAL = "manual"


@dataclass(frozen=True)
class Difference:
    name: str
    words: Mapping[str, str]  # By the desk's language.
    part: Part
    causes: frozenset[Cause]  # Of the disputes in which it counts.

    def called(self, language: str) -> str:
        return self.words.get(language, self.words["en"])


@cache
def differences() -> Mapping[str, Difference]:
    """All that are told apart, by name."""
    return {
        name: Difference(
            name,
            {"en": told["en"], "zh": told["zh"]},
            Part(told["part"]),
            frozenset(map(Cause, told["causes"])),
        )
        for name, told in table("differences").items()
    }


def said_to_differ(text: str | None, cause: Cause) -> frozenset[str]:
    """The names of what a complaint of that cause says."""
    known = differences()
    return frozenset(name for name in _said(text or "") if cause in known[name].causes)


def _said(text: str) -> frozenset[str]:
    text, words = read(text)
    languages = likely_languages(text, words, lead=_SURE)
    if _ENGLISH not in languages and _LATIN.search(text):
        languages = (*languages, _ENGLISH)  # Two languages in one line.
    return frozenset(
        sighting.event
        for language in languages
        for sighting in sightings(words, comparing(language))
    )
