"""What the code asks of the catalogues, read from its source without running it."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models import words
from models.errors import DisputeError

ROOT = Path(words.HERE).parents[1]
LAYERS = ("models", "slackbot", "jobs")
BUILT = "*"  # Stands for what is known of a key only at run time.


@dataclass(frozen=True)
class Asked:
    """One place that asks for a message; `given` is None where `**` hides the names."""

    where: str
    key: str
    given: frozenset[str] | None


@cache
def asked():
    """Each key that the first argument of `say`, or of an error that takes one, may be."""
    sources = (file for layer in LAYERS for file in sorted((ROOT / layer).rglob("*.py")))
    return [one for file in sources for one in _asked_in(file)]


def makes_its_own_key():
    """The errors that are raised with what was asked for, not with a key."""
    return {kind for kind in _errors() if kind.__init__ is not DisputeError.__init__}


def own_keys():
    return {kind("what was asked").key for kind in makes_its_own_key()}


def _asked_in(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = _imports(tree)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func, imported) in _take_a_key():
            names = [keyword.arg for keyword in call.keywords]
            given = None if None in names else frozenset(names)
            for key in _keys(call.args[0], tree):
                yield Asked(f"{file.relative_to(ROOT)}:{call.lineno}", key, given)


@cache
def _take_a_key():
    keyed = _errors() - makes_its_own_key()
    return {"models.words.say"} | {f"{kind.__module__}.{kind.__qualname__}" for kind in keyed}


def _errors(of=DisputeError):
    return {of}.union(*(_errors(kind) for kind in of.__subclasses__()))


def _imports(tree):
    """By the name that the file uses, the full name of what it imported."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _name(function, imported):
    match function:
        case ast.Name(id=name):
            return imported.get(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            return f"{imported.get(name)}.{attribute}"
    return None


def _keys(node, tree):
    """The keys that an expression may be; one that cannot be read is built as a whole."""
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr="key"):
            return set()  # An error's own: it is found where the error is raised.
        case ast.Constant(value=str(key)):
            return {key}
        case ast.JoinedStr(values=parts):
            return {"".join(p.value if isinstance(p, ast.Constant) else BUILT for p in parts)}
    found = [_keys(one, tree) for one in _alternatives(node, tree)]
    return set().union(*found) if found else {BUILT}


def _alternatives(node, tree):
    """The expressions whose value a choice, a table or a name may have."""
    match node:
        case ast.IfExp(body=one, orelse=other):
            return [one, other]
        case ast.Dict(values=values):
            return values
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return _assigned(name, tree)
    return []


def _assigned(name, tree):
    """Everything that the file ever assigns to a name."""
    for node in ast.walk(tree):
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        named = any(isinstance(target, ast.Name) and target.id == name for target in targets)
        if named and isinstance(node, ast.Assign | ast.AnnAssign):
            yield node.value
