"""Column types and plain values that several tables share."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AwareDatetime, BeforeValidator, Field
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

LONGEST_KEY = 64  # What the columns of keys and of the platform's states hold.
LONGEST_NAME = 500  # PostgreSQL indexes no more than 2,700 bytes, and some of these are indexed.
LONGEST_LABEL = 200
LONGEST_TEXT = 20_000
# Clocks and calendars hold these everywhere; a time outside them is a mistake.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)

_MINOR = 1000  # Some currencies have three decimals.


class Money(sa.types.TypeDecorator[Decimal]):
    """Exact on every database: stored as whole thousandths, so that SQL may sum it."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else int(value * _MINOR)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else Decimal(value) / _MINOR


def by_value(enum: type[StrEnum]) -> sa.Enum:
    """A portable column for an enum: its values as text, checked by the database."""
    return sa.Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


def _empty_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _as_text(value: Any) -> Any:
    """The platform's ids exceed 2**53; whoever sent a number meant its digits."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _decimal(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _iso(value: Any) -> Any:
    """A bare number has no offset, whatever it counts from."""
    number = isinstance(value, int | float) or (
        isinstance(value, str) and value.strip().replace(".", "", 1).lstrip("-").isdigit()
    )
    if number:
        raise ValueError("write ISO 8601 with an offset, such as 2026-11-24T18:00:00+00:00")
    return value


def _cut_to(longest: int) -> BeforeValidator:
    """What people wrote is shortened where a key would be refused: its beginning says enough."""
    return BeforeValidator(lambda value: value[:longest] if isinstance(value, str) else value)


Id = Annotated[str, BeforeValidator(_as_text)]
Short = Annotated[str, Field(max_length=LONGEST_KEY)]
OptionalId = Annotated[Short | None, BeforeValidator(_empty_is_none), BeforeValidator(_as_text)]
OptionalKey = Annotated[Short | None, BeforeValidator(_empty_is_none)]
OptionalLanguage = Annotated[
    Annotated[str, Field(max_length=16)] | None, BeforeValidator(_empty_is_none)
]
OptionalName = Annotated[str | None, BeforeValidator(_empty_is_none), _cut_to(LONGEST_NAME)]
OptionalLabel = Annotated[str | None, BeforeValidator(_empty_is_none), _cut_to(LONGEST_LABEL)]
OptionalText = Annotated[str | None, BeforeValidator(_empty_is_none), _cut_to(LONGEST_TEXT)]
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)]
Time = Annotated[Moment, BeforeValidator(_iso)]
OptionalTime = Annotated[Moment | None, BeforeValidator(_iso), BeforeValidator(_empty_is_none)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=3)]
OptionalMoney = Annotated[Amount | None, BeforeValidator(_decimal), BeforeValidator(_empty_is_none)]
OptionalCurrency = Annotated[
    Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None, BeforeValidator(_empty_is_none)
]
