"""A step of a long reading is taken again where the database was away for a moment."""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import OperationalError

from jobs import leaving

log = structlog.get_logger()

T = TypeVar("T")

PAUSES = (1.0, 3.0, 9.0)  # Seconds; a server that is started anew is back by then, as a rule.


def endured(step: Callable[[], T]) -> T:
    """
    What a step gives, tried again after each pause.

    Args:
        step: May be taken twice: whatever it had kept before is known the second time.

    Raises:
        OperationalError: the database stayed away, or the worker is to end.

    """
    for pause in PAUSES:
        try:
            return step()
        except OperationalError as error:
            if leaving.asked():
                raise
            log.warning("database_away", error=type(error.orig).__name__, again_in=pause)
            time.sleep(pause)
    return step()
