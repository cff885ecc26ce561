"""A store on a fresh database, on both kinds."""

import pytest

from models.database import Database
from tests.builders import a_store
from tests.support.ground import Ground


def _ground(url):
    database = Database(url)
    with database.write() as session:
        a_store(session)
    return Ground(database)


@pytest.fixture
def ground(database_url):
    ground = _ground(database_url)
    yield ground
    ground.database.close()


@pytest.fixture
def quick_ground(sqlite_url):
    """For what no database decides: tables of cases, properties."""
    ground = _ground(sqlite_url)
    yield ground
    ground.database.close()
