"""Strict templates: one that lacks a variable refuses to render."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import StrictUndefined, Template, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.replies.errors import MissingVariable, UnknownTemplate
from models.replies.files import languages, table
from models.replies.purposes import Purpose
from models.tagging.causes import Cause

TEAM_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """An answer with gaps, named `<language>.<cause>.<purpose>`."""

    cause: Cause
    purpose: Purpose
    language: str
    names: frozenset[str]  # The variables it needs.
    body: Template

    @property
    def key(self) -> str:
        return f"{self.language}.{self.cause}.{self.purpose}"

    def missing(self, variables: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.names if not variables.get(name, "").strip()))

    def render(self, variables: Mapping[str, str]) -> str:
        if missing := self.missing(variables):
            raise MissingVariable(missing)
        return self.body.render(variables)


def render(key: str, variables: Mapping[str, str]) -> str:
    return template(key).render(variables)


def template(key: str) -> ReplyTemplate:
    found = templates().get(key)
    if found is None:
        raise UnknownTemplate(key)
    return found


def team_version(found: ReplyTemplate, language: str = TEAM_LANGUAGE) -> ReplyTemplate:
    """The same answer in the language that the team reads."""
    own = templates().get(f"{language}.{found.cause}.{found.purpose}")
    return own or template(f"{TEAM_LANGUAGE}.{found.cause}.{found.purpose}")


@cache
def templates() -> dict[str, ReplyTemplate]:
    return {found.key: found for language in languages() for found in _of(language)}


def _of(language: str) -> Iterable[ReplyTemplate]:
    # Plain text for the platform's own fields: nothing here is HTML.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    for cause, purposes in table(language).items():
        for purpose, text in purposes.items():
            names = meta.find_undeclared_variables(environment.parse(text))
            body = environment.from_string(text)
            yield ReplyTemplate(Cause(cause), Purpose(purpose), language, frozenset(names), body)
