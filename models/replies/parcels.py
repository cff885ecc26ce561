"""What to write to a buyer about a parcel before there is a dispute, in the buyer's language."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources

from babel.languages import get_official_languages
from jinja2 import StrictUndefined, Template, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.replies.errors import MissingVariable, UnknownTemplate
from models.replies.templates import TEAM_LANGUAGE
from models.replies.variables import day

_TEXTS = resources.files("models.replies") / "parcel_texts"
# Where the land's first official language is not the one that its buyers mostly write.
_WRITTEN = {
    "BY": "ru",
    "KZ": "ru",
    "MA": "fr",
    **dict.fromkeys(("CA", "CY", "IL", "IN", "PH", "SG", "UA"), "en"),
}


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in _TEXTS.iterdir()))


@cache
def language_of_country(code: str | None) -> str:
    """The language that a buyer there most likely reads, of those we write; else English."""
    country = (code or "").strip().upper()
    official = get_official_languages(country, de_facto=True)
    likely = (_WRITTEN.get(country, ""), *official)
    return next((one for one in likely if one in languages()), TEAM_LANGUAGE)


def written(reason: str, language: str, moments: Mapping[str, datetime | None]) -> str:
    """
    The text of a reason, with its dates as that language writes them.

    Raises:
        MissingVariable: the text names a date that is not known.
        UnknownTemplate: there is no text for that reason.

    """
    told = {name: day(moment, language) for name, moment in moments.items() if moment}
    template, names = _templates(language).get(reason, (None, frozenset()))
    if template is None:
        raise UnknownTemplate(f"{language}.{reason}")
    if missing := names - told.keys():
        raise MissingVariable(tuple(sorted(missing)))
    return template.render(told)


@cache
def _templates(language: str) -> dict[str, tuple[Template, frozenset[str]]]:
    # Plain text for the platform's own fields: nothing here is HTML.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    texts = tomllib.loads((_TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        reason: (
            environment.from_string(text),
            frozenset(meta.find_undeclared_variables(environment.parse(text))),
        )
        for reason, text in texts.items()
    }
