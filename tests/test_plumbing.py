"""The suite's own ground: databases are fresh, real and migrated."""

import pytest
import sqlalchemy as sa

from models.database import Database


@pytest.mark.parametrize("_round", [1, 2])
def test_each_test_has_a_migrated_database_of_its_own(database_url, _round):
    database = Database(database_url)
    with database.write() as session:
        [before] = session.execute(sa.text("SELECT count(*) FROM heartbeats")).one()
        session.execute(sa.text("INSERT INTO heartbeats VALUES ('me', '2026-11-23 12:00:00')"))
    database.close()

    assert before == 0
