"""What went wrong in this process, counted where every process's errors are counted."""

import threading
from collections import Counter

import structlog
from sqlalchemy.exc import SQLAlchemyError

from models import tallies
from models.database import Database

log = structlog.get_logger()


class Errors:
    """
    Noted where they occur, which costs nothing, and kept in the database now and then.

    Whoever fails may have no time left, and often it is the database that failed.
    """

    def __init__(self) -> None:
        self._noted: Counter[tuple[str, ...]] = Counter()
        self._lock = threading.Lock()

    def note(self, where: str, error: str | BaseException) -> None:
        """Count an error by its class, or by the word that Slack has for it."""
        word = error if isinstance(error, str) else type(error).__name__
        with self._lock:
            self._noted[where, word] += 1

    @property
    def waiting(self) -> bool:
        """Whether anything was noted that is not written down."""
        return bool(self._noted)

    def keep(self, database: Database) -> None:
        """Write down what was noted; what cannot be written is kept for the next time."""
        with self._lock:
            noted, self._noted = self._noted, Counter()
        if not noted:
            return
        try:
            with database.write() as session:
                tallies.count(session, tallies.ERRORS, noted)
        except SQLAlchemyError as error:
            log.warning("errors_not_counted", error=type(error).__name__)
            with self._lock:
                self._noted += noted
