"""A worker's sign of life in the database, where `/ready` looks for it."""

import time
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from models.database import Database
from models.reading import sources
from models.settings import Settings

log = structlog.get_logger(__name__)

SELDOM = 10.0  # Seconds: RQ beats several times for each job.
PATIENCE = 2.0


class Heartbeat:
    def __init__(self, settings: Settings, name: str) -> None:
        self._url = settings.database_url
        self._name = name
        self._beaten_at = -SELDOM

    def __call__(self) -> None:
        if time.monotonic() - self._beaten_at < SELDOM:
            return
        self._beaten_at = time.monotonic()
        # Opened for one beat: a connection kept open would be shared with every work horse.
        database = Database(self._url, patience=PATIENCE)
        try:
            with database.write() as session:
                sources.beat(session, self._name, datetime.now(UTC))
        except SQLAlchemyError as error:
            # The jobs themselves will say so; a worker outlives its database.
            log.warning("heartbeat_failed", name=self._name, error=type(error).__name__)
        finally:
            database.close()
