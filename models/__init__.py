"""The ground: tables and the rules about them. No Slack, no Redis, no HTTP, no clock."""

from sqlmodel import SQLModel

# Constraints have names from the first table on: a migration can only change what is named.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
