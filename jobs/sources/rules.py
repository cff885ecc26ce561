"""The platform's periods, read of a file: ours, or one that the operator keeps."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from jobs.sources import reading
from jobs.sources.deadlines import Holiday, Rules
from jobs.sources.times import PLATFORM
from models.complaints import Complaint


def _days(told: Any) -> Any:
    return timedelta(days=told) if isinstance(told, int | float) else told


def _platform_time(told: Any) -> Any:
    if isinstance(told, datetime) and told.tzinfo is None:
        return told.replace(tzinfo=PLATFORM)
    return told


Days = Annotated[timedelta, BeforeValidator(_days), Field(gt=timedelta(), le=timedelta(days=365))]
Moment = Annotated[datetime, BeforeValidator(_platform_time)]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Holiday(_Told):
    start: Moment
    end: Moment
    respond: Days
    source: str = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "_Holiday":
        if self.end <= self.start:
            raise ValueError("a holiday ends after it starts")
        return self


class _Rules(_Told):
    respond: Days
    platform_asks: Days
    buyer_returns: Days
    confirm_return: Days
    appeal: Days
    holidays: tuple[_Holiday, ...] = ()


@cache
def rules(own: Path | None = None) -> Rules:
    """
    Ours, and over them what a file of the operator's says.

    Raises:
        Complaint: that file cannot be used; says why.

    """
    packaged = resources.files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    told = tomllib.loads(packaged)
    if own is not None:
        told |= _own(own)
    try:
        read = _Rules.model_validate(told)
    except ValidationError as error:
        raise Complaint(f"ALIEXPRESS_RULES: {own}: {reading.complaint(error)}.") from error
    holidays = tuple(Holiday(day.start, day.end, day.respond) for day in read.holidays)
    return Rules(**(dict(read) | {"holidays": holidays}))


def _own(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise Complaint(f"ALIEXPRESS_RULES: {path} cannot be read: {error}.") from error
