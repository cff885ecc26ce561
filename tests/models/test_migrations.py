"""The tables' history leads to the tables' classes, and back to nothing."""

import pytest
import sqlalchemy as sa
from alembic import command
from sqlmodel import SQLModel

from models.database import Database
from models.migrations import configuration, drift, migrate
from tests.conftest import a_database


@pytest.fixture
def postgresql_url(postgresql):
    """One of its own: here the tables themselves come and go."""
    with a_database(postgresql.url, template=postgresql.template) as url:
        yield url


@pytest.fixture
def database(database_url):
    """Brought up to date from nothing."""
    database = Database(database_url)
    yield database
    database.close()


def tables(database):
    found = set(sa.inspect(database.engine).get_table_names())
    return found - {"alembic_version"}


def where(index):
    options = index.get("dialect_options", {})
    return frozenset(str(said) for name, said in options.items() if name.endswith("_where"))


def shape(database):
    """What the database itself says of its tables; the migrations' check does not see all of it."""
    inspector = sa.inspect(database.engine)
    return {
        table: {
            "columns": {
                (column["name"], str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            },
            "checks": {
                (check["name"], check["sqltext"])
                for check in inspector.get_check_constraints(table)
            },
            "uniques": {
                (unique["name"], tuple(unique["column_names"]))
                for unique in inspector.get_unique_constraints(table)
            },
            "keys": {
                (key["name"], tuple(key["constrained_columns"]), key["referred_table"])
                for key in inspector.get_foreign_keys(table)
            },
            "indexes": {
                (index["name"], tuple(index["column_names"]), where(index))
                for index in inspector.get_indexes(table)
            },
        }
        for table in tables(database)
    }


def test_the_migrations_say_all_that_the_classes_say(database):
    assert tables(database) == set(SQLModel.metadata.tables)
    drift(database)


def test_migrated_tables_are_those_that_the_classes_would_make(database):
    migrated = shape(database)
    command.downgrade(configuration(database), "base")
    assert tables(database) == set()

    SQLModel.metadata.create_all(database.engine)

    assert shape(database) == migrated


def test_up_to_date_nothing_happens_and_from_nothing_everything_does(database):
    migrate(database)
    migrated = shape(database)

    command.downgrade(configuration(database), "base")
    migrate(database)

    assert shape(database) == migrated


def test_a_number_that_people_said_is_never_given_again(sqlite_url):
    """PostgreSQL's sequences see to it; SQLite would give the last number again."""
    database = Database(sqlite_url)
    with database.read() as session:
        asked = "SELECT sql FROM sqlite_master WHERE name = 'disputes'"
        assert "AUTOINCREMENT" in session.execute(sa.text(asked)).scalar_one()
    database.close()
