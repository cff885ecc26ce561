"""Strict templates: one that lacks a variable refuses to render."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import StrictUndefined, Template, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.replies.errors import MissingVariable, UnknownTemplate
from models.replies.files import languages, table
from models.replies.purposes import Purpose
from models.tagging.causes import Cause

TEAM_LANGUAGE = "en"
TEAM = "team."  # Begins the keys of the team's own.


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """An answer with gaps."""

    key: str  # `<language>.<cause>.<purpose>`; `team.<number>` of the team's own.
    cause: Cause
    purpose: Purpose
    language: str
    names: frozenset[str]  # The variables it needs.
    body: Template
    meaning: str | None = None  # Of the team's own: the same in the team's language, with gaps.

    @property
    def by_team(self) -> bool:
        return self.key.startswith(TEAM)

    def missing(self, variables: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.names if not variables.get(name, "").strip()))

    def render(self, variables: Mapping[str, str]) -> str:
        if missing := self.missing(variables):
            raise MissingVariable(missing)
        return self.body.render(variables)


def render(key: str, variables: Mapping[str, str]) -> str:
    return template(key).render(variables)


def template(key: str) -> ReplyTemplate:
    """
    Raises:
        UnknownTemplate

    """
    found = find(key)
    if found is None:
        raise UnknownTemplate(key)
    return found


def team_version(
    found: ReplyTemplate, variables: Mapping[str, str], language: str = TEAM_LANGUAGE
) -> str | None:
    """The same answer in the language that the team reads; None where nobody wrote it."""
    if found.by_team:
        return read(found.meaning)[1].render(variables) if found.meaning else None
    own = find(f"{language}.{found.cause}.{found.purpose}")
    meant = own or template(f"{TEAM_LANGUAGE}.{found.cause}.{found.purpose}")
    return meant.render(variables)


def read(text: str) -> tuple[frozenset[str], Template]:
    """The variables that a text names, and what fills them in."""
    names = frozenset(meta.find_undeclared_variables(environment().parse(text)))
    return names, environment().from_string(text)


@cache
def texts() -> dict[str, str]:
    """What is written, by key."""
    return {
        f"{language}.{cause}.{purpose}": text
        for language in languages()
        for cause, purposes in table(language).items()
        for purpose, text in purposes.items()
    }


@cache
def find(key: str) -> ReplyTemplate | None:
    """Made when it is first asked for: making all of them takes a second."""
    text = texts().get(key)
    if text is None:
        return None
    language, cause, purpose = key.split(".")
    return ReplyTemplate(key, Cause(cause), Purpose(purpose), language, *read(text))


@cache
def environment() -> ImmutableSandboxedEnvironment:
    # Plain text for the platform's own fields: nothing here is HTML.
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
