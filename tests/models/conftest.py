"""A store on an empty database, on both kinds."""

import uuid

import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from models.database import Database
from tests.builders import a_store
from tests.support.ground import Ground


@pytest.fixture(scope="package")
def lasting_postgresql_url(postgresql):
    """One database for many tests: emptying it is quicker than making another."""
    name = f"disputes_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{postgresql.template}"')
        yield make_url(postgresql.url).set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "lasting_postgresql"])
def ground(request):
    with_store = _ground(request.getfixturevalue(f"{request.param}_url"))
    yield with_store
    with_store.database.close()


@pytest.fixture
def quick_ground(sqlite_url):
    """For what no database decides: tables of cases, properties."""
    with_store = _ground(sqlite_url)
    yield with_store
    with_store.database.close()


def _ground(url):
    database = Database(url)
    with database.write() as session:
        for table in reversed(SQLModel.metadata.sorted_tables):
            session.execute(table.delete())
        a_store(session)
    return Ground(database)
