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
    """
    Raises:
        UnknownTemplate

    """
    found = find(key)
    if found is None:
        raise UnknownTemplate(key)
    return found


def team_version(found: ReplyTemplate, language: str = TEAM_LANGUAGE) -> ReplyTemplate:
    """The same answer in the language that the team reads."""
    own = find(f"{language}.{found.cause}.{found.purpose}")
    return own or template(f"{TEAM_LANGUAGE}.{found.cause}.{found.purpose}")


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
    names = frozenset(meta.find_undeclared_variables(_environment().parse(text)))
    body = _environment().from_string(text)
    return ReplyTemplate(Cause(cause), Purpose(purpose), language, names, body)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    # Plain text for the platform's own fields: nothing here is HTML.
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
