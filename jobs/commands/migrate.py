"""`disputes migrate`: the release step."""

from jobs.commands.here import settings_here
from models.database import Database
from models.migrations import migrate as bring_up_to_date


def migrate() -> None:
    """Bring the database's tables up to date."""
    database = Database(settings_here().database_url)
    bring_up_to_date(database)
    database.close()
