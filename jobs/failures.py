"""Jobs that failed, counted by their worker: it outlives those whose process died under them."""

from models.database import Database
from models.settings import Settings
from slackbot.erring import Errors

PATIENCE = 2.0  # Seconds for the database; what it does not take now is counted next time.


class Failures:
    def __init__(self, settings: Settings) -> None:
        self._url = settings.database_url
        self._errors = Errors()

    def __call__(self, error: str) -> None:
        self._errors.note("job", error)
        # Opened for this alone: a connection kept open would be shared with every work horse.
        database = Database(self._url, patience=PATIENCE)
        self._errors.keep(database)
        database.close()
