"""How the buyer speaks: to whoever is angry one says sorry before one explains."""

import re
from enum import StrEnum
from functools import cache

from models.replies.files import table

SHOUTED = 12  # Capitals that make a shout, where they are most of the letters.


class Tone(StrEnum):
    CALM = "calm"
    ANGRY = "angry"


def tone_of(text: str | None) -> Tone:
    words = text or ""
    angry = "!!" in words or _shouts(words) or _angry().search(words.casefold()) is not None
    return Tone.ANGRY if angry else Tone.CALM


def _shouts(text: str) -> bool:
    capitals = sum(letter.isupper() for letter in text)
    small = sum(letter.islower() for letter in text)
    return capitals >= SHOUTED and capitals > small


@cache
def _angry() -> re.Pattern[str]:
    words = "|".join(
        re.escape(word) for words in table("tones")["angry"].values() for word in words
    )
    # Scripts without spaces have no word to begin.
    return re.compile(rf"(?:(?<!\w)|(?<=[\u3040-\u9fff]))(?:{words})")
