"""
What SQLAlchemy compiled for one test serves the next.

Each test has databases, and so engines, of its own; an engine compiles its statements anew, which
takes a fifth of a story's time. A statement is the same for every engine of a kind.
"""

import sqlalchemy as sa
from sqlalchemy.util import LRUCache

KEPT = 1000  # Statements; those with an alias made for them alone are never asked for again.

_dialects = {}
_compiled = {}


@sa.event.listens_for(sa.Engine, "engine_connect")
def _remember(connection):
    kind = connection.dialect.name
    connection.dialect = _dialects.setdefault(kind, connection.dialect)
    connection.execution_options(compiled_cache=_compiled.setdefault(kind, LRUCache(KEPT)))
