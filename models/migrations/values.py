"""A new value for a column that the database checks."""

import re

import sqlalchemy as sa
from alembic import op


def allow(table: str, column: str, *values: str) -> None:
    """
    Let a checked text column hold these values as well, behind those it may hold already.

    SQLite cannot change a constraint, and making the table anew would take what refers to it
    along; its own way is to write the constraint's text, for no row has to change.
    """
    name = f"ck_{table}_{_constraint(table, column)}"
    if op.get_bind().dialect.name == "sqlite":
        _in_sqlite(table, name, values)
    else:
        _in_postgresql(table, column, name, values)


def _constraint(table: str, column: str) -> str:
    """The name that the constraint of this column has behind its table's."""
    for check in sa.inspect(op.get_bind()).get_check_constraints(table):
        first = re.search(r"\w+", str(check["sqltext"]))
        if first and first[0] == column:
            return str(check["name"]).removeprefix(f"ck_{table}_")
    raise LookupError(f"{table}.{column} has no constraint.")


def _in_sqlite(table: str, name: str, values: tuple[str, ...]) -> None:
    connection = op.get_bind()
    [written] = connection.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :t"), {"t": table}
    ).one()
    start = written.index(name)
    end = written.index("))", start)
    more = "".join(f", '{value}'" for value in values)
    [version] = connection.exec_driver_sql("PRAGMA schema_version").one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :t"),
        {"sql": written[:end] + more + written[end:], "t": table},
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def _in_postgresql(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    [known] = [
        check
        for check in sa.inspect(op.get_bind()).get_check_constraints(table)
        if check["name"] == name
    ]
    held = re.findall(r"'(\w+)'", str(known["sqltext"]))
    every = ", ".join(f"'{value}'" for value in (*held, *values))
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, f"{column} IN ({every})")
