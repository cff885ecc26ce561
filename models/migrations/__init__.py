"""The tables' history: brought up to date by `disputes migrate`."""

from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config

from models.database import Database

HERE = Path(__file__).parent


def configuration(database: Database) -> Config:
    """Alembic configured in code: there is no alembic.ini."""
    config = Config(stdout=StringIO())  # What it would print stands in nobody's answer.
    config.set_main_option("script_location", str(HERE))
    config.attributes["engine"] = database.engine.execution_options(writes=True)
    return config


def migrate(database: Database) -> None:
    """Bring the tables up to date; nothing happens when they are."""
    command.upgrade(configuration(database), "head")


def drift(database: Database) -> None:
    """
    Raises:
        alembic.util.CommandError: the tables' classes say more than the migrations do.

    """
    command.check(configuration(database))
