"""The catalogues as they are written: which messages stand where, and what each needs."""

from dataclasses import dataclass
from functools import cache

from fluent.syntax import ast, parse, visitor

from models import words


@dataclass(frozen=True)
class Said:
    """One message: its file, its text as written, and the names of the values it needs."""

    file: str
    key: str
    text: str
    values: frozenset[str]


def files(language):
    return {file.name for file in (words.HERE / language).glob("*.ftl")}


@cache
def messages(language):
    """Every message of a language in the order of its files, also one that stands twice."""
    return [
        _said(file, entry, source)
        for file, source, body in _parsed(language)
        for entry in body
        if isinstance(entry, ast.Message)
    ]


def by_key(language):
    return {said.key: said for said in messages(language)}


def not_understood(language):
    """What Fluent would pass over without a word."""
    junk = (entry for _, _, body in _parsed(language) for entry in body)
    return [entry.content for entry in junk if isinstance(entry, ast.Junk)]


@cache
def _parsed(language):
    texts = {
        file: (words.HERE / language / file).read_text(encoding="utf-8")
        for file in sorted(files(language))
    }
    return [(file, text, parse(text).body) for file, text in texts.items()]


def _said(file, entry, source):
    found = _Values()
    found.visit(entry)
    text = source[entry.value.span.start : entry.value.span.end]
    return Said(file, entry.id.name, text, frozenset(found.names))


class _Values(visitor.Visitor):
    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node):  # noqa: N802 - fluent.syntax' own spelling
        self.names.add(node.id.name)
