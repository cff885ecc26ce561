"""A reply that somebody of the team writes: what it may hold, and how it reads filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import TemplateSyntaxError, nodes

from models.replies.files import table
from models.replies.lint import Remark, lint
from models.replies.purposes import Purpose
from models.replies.templates import environment, read
from models.tagging.causes import Cause

SHORTEST_VALUE = 3  # A shorter one stands in a text by chance.
LONGEST_DRAFT = 650  # With its gaps; filled in it has the platform's limit.
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)


@dataclass(frozen=True)
class Draft:
    store: str  # EVERY_STORE for all of them.
    cause: Cause
    purpose: Purpose
    language: str
    text: str
    meaning: str  # The same in the team's language; empty where nobody wrote it.


def names(text: str) -> frozenset[str] | None:
    """The gaps of a text; None where it holds more than words and gaps such as {{ product }}."""
    try:
        tree = environment().parse(text)
    except TemplateSyntaxError:
        return None
    found = [tree, *tree.find_all(nodes.Node)]
    if not all(isinstance(node, _PLAIN) for node in found):
        return None
    # Not as Jinja counts them: to it `dict` and `self` are no gaps.
    return frozenset(node.name for node in found if isinstance(node, nodes.Name))


def unknown(text: str) -> tuple[str, ...]:
    """The gaps that nothing could fill."""
    return tuple(sorted((names(text) or frozenset()) - samples().keys()))


def beyond(draft: Draft) -> tuple[str, ...]:
    """The gaps of its meaning that the text does not have: nobody asks whether they are known."""
    return tuple(sorted((names(draft.meaning) or set()) - (names(draft.text) or set())))


def with_gaps(text: str, values: Mapping[str, str]) -> str:
    """A text that speaks of one dispute, made to speak of any: each value that is known, a gap."""
    telling = {name: value for name, value in values.items() if len(value) >= SHORTEST_VALUE}
    longest_first = sorted(telling, key=lambda name: (-len(telling[name]), name))
    whole = re.compile(
        "|".join(
            # Only of Latin letters and digits: Chinese and Japanese do not space their words.
            rf"(?<![0-9A-Za-z_]){re.escape(telling[name])}(?![0-9A-Za-z_])"
            for name in longest_first
        )
    )
    by_value = {telling[name]: name for name in reversed(longest_first)}
    if not telling or names(text) != frozenset():
        return text
    return whole.sub(lambda found: f"{{{{ {by_value[found[0]]} }}}}", text)


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """With what is known, and samples for the rest."""
    return read(text)[1].render({**samples(), **values})


def remarks(text: str) -> tuple[Remark, ...]:
    """What keeps a text from ever being sent: a number that is no value's is nobody's fact."""
    return lint(filled_in(text, {})) or lint(filled_in(text, dict.fromkeys(samples(), "…")), ())


@cache
def samples() -> dict[str, str]:
    """Every value that a reply may name, with an example."""
    return table("samples")
