"""The database's own time inside a statement: `database.clock`, without asking first."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Moment(FunctionElement[Any]):
    """Now, of whichever row is written; the clock that leases are measured with."""

    type = sa.DateTime(timezone=True)
    inherit_cache = True


@compiles(Moment)
def _postgresql(_element: Moment, _compiler: Any, **_: Any) -> str:
    return "clock_timestamp()"


@compiles(Moment, "sqlite")
def _sqlite(_element: Moment, _compiler: Any, **_: Any) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
