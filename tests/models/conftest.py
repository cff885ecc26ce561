"""
A store on an empty database, on both kinds.

The databases outlast their tests: emptying one is quicker than making another, and what
SQLAlchemy compiled for it is kept.
"""

import shutil
import uuid

import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from models.database import Database
from tests.builders import a_store
from tests.support.ground import Ground


@pytest.fixture(scope="package")
def lasting_postgresql(postgresql):
    name = f"disputes_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{postgresql.template}"')
        url = make_url(postgresql.url).set(database=name)
        database = Database(url.render_as_string(hide_password=False))
        yield database
        database.close()
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="package")
def lasting_sqlite(tmp_path_factory, migrated_file):
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("lasting") / "desk.db")
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def ground(request):
    return _ground(request.getfixturevalue(f"lasting_{request.param}"))


@pytest.fixture
def quick_ground(lasting_sqlite):
    """For what no database decides: tables of cases, properties."""
    return _ground(lasting_sqlite)


def _ground(database):
    _empty(database)
    with database.write() as session:
        a_store(session)
    return Ground(database)


def _empty(database):
    """In one word to the database; a statement a table takes several times as long."""
    tables = reversed(SQLModel.metadata.sorted_tables)
    sweep = "; ".join(f"DELETE FROM {table.name}" for table in tables)  # noqa: S608 - our own names.
    connection = database.engine.raw_connection()
    try:
        if database.engine.dialect.name == "sqlite":
            connection.driver_connection.executescript(f"BEGIN IMMEDIATE; {sweep}; COMMIT")
        else:
            connection.driver_connection.execute(sweep)
            connection.commit()
    finally:
        connection.close()
