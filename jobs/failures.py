"""Jobs that failed, counted by their worker: it outlives their processes and, often, an outage."""

import time

from models.database import Database
from models.settings import Settings
from slackbot.erring import Errors

PATIENCE = 2.0  # Seconds for the database; what it does not take now it is offered again.
SELDOM = 10.0  # Seconds: a worker says that it lives several times for each job.


class Failures:
    def __init__(self, settings: Settings, seldom: float = SELDOM) -> None:
        self._url = settings.database_url
        self._seldom = seldom
        self._tried_at = -seldom
        self._errors = Errors()

    def __call__(self, error: str) -> None:
        self._errors.note("job", error)
        self._keep()

    def keep(self) -> None:
        """Count what is not counted yet, if the database is there by now."""
        if self._errors.waiting and time.monotonic() - self._tried_at >= self._seldom:
            self._keep()

    def _keep(self) -> None:
        self._tried_at = time.monotonic()
        # Opened for this alone: a connection kept open would be shared with every work horse.
        database = Database(self._url, patience=PATIENCE)
        self._errors.keep(database)
        database.close()
