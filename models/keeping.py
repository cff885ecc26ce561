"""Which failures to keep a row are the row's own fault."""

from sqlalchemy.exc import DataError, DBAPIError, StatementError


def cannot_be_kept(error: StatementError | OverflowError) -> bool:
    """A well-formed value that no column or clock can hold; not a fault of the database."""
    return isinstance(error, DataError) or not isinstance(error, DBAPIError)
