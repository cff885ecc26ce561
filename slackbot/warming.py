"""What the first person would wait for is worked out before anybody asks."""

import gc
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency

from models import replies
from models.replies.tone import tone_of
from models.tagging import Cause, Complaint, tag
from models.tagging.lexicon import carrier, spoken
from models.words import LANGUAGES, catalogue


def warm() -> None:
    """
    Fill the caches of this process, and of those that are forked from it.

    All of it stays, so nobody looks through it for garbage: a fork shares what nobody touches.
    """
    gc.disable()
    _speak()
    _understand()
    gc.freeze()
    gc.enable()


def _speak() -> None:
    for language in LANGUAGES:
        catalogue(language)
        Locale.parse(language).territories.get("RU")
    for language in replies.languages():
        replies.suggest(Cause.L1, language, {})
        format_date(date(2026, 1, 1), format="long", locale=language)
        format_currency(1, "USD", locale=language)


def _understand() -> None:
    carrier()
    for language in replies.languages():
        spoken(language)
    for words in ("Where is it?", "Где посылка?", "包裹呢？", "أين الطرد؟"):  # A word a script.
        tag(Complaint(text=words))
        tone_of(words)
