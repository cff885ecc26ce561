"""What the rules may say of what leads read: cures, forecast, health, hot spots."""

from datetime import timedelta
from decimal import Decimal
from typing import Self

from pydantic import Field, field_validator, model_validator

from models.rules.parts import Part
from models.rules.spans import Span


class Cures(Part):
    """When a promise, a product or a listing is to be changed; these are counted, not guessed."""

    window: Span = timedelta(days=90)
    promise_parcels: int = Field(default=20, ge=20)  # Arrived on the lane.
    drop_disputes: int = Field(default=5, ge=1)  # Closed, of a product.
    margin: Decimal = Field(default=Decimal("0.3"), ge=0, lt=1)  # Of a price; no cost is known.
    mismatch_buyers: int = Field(default=3, ge=2)  # Who say the same of a product.
    mismatch_share: float = Field(default=0.3, gt=0, le=1)  # Of the buyers who complain of it.

    @field_validator("window")
    @classmethod
    def _some_time(cls, span: timedelta) -> timedelta:
        if span < timedelta(days=1):
            raise ValueError("in less than a day nothing shows")
        return span


class Forecasting(Part):
    """How fast a person answers, for the forecast of what will miss its deadline today."""

    handling: Span = timedelta(minutes=20)  # Of one dispute, while too few were measured.
    longest: Span = timedelta(hours=4)  # Whoever took longer did something else meanwhile.
    look_back: Span = timedelta(days=28)  # Whole weeks, so that each weekday counts alike.

    @field_validator("*")
    @classmethod
    def _some_time(cls, span: timedelta) -> timedelta:
        if not span:
            raise ValueError("nothing is done in no time")
        return span


class Level(Part):
    """From which rate on the platform treats a store worse, as its own page says."""

    name: str = Field(min_length=1, max_length=40)
    percent: Decimal = Field(gt=0, le=100)


class Health(Part):
    """
    The levels of the platform's three rates; none is set, for it publishes none.

    A rate without levels is counted, and nothing is said of how near a level is.
    """

    dispute: tuple[Level, ...] = ()
    arbitration: tuple[Level, ...] = ()
    liability: tuple[Level, ...] = ()
    near: float = Field(default=0.8, gt=0, le=1)  # Of a level; from there on the leads are told.

    @property
    def are_set(self) -> bool:
        return bool(self.dispute or self.arbitration or self.liability)

    @field_validator("dispute", "arbitration", "liability")
    @classmethod
    def _lowest_first(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        if len({level.percent for level in levels}) < len(levels):
            raise ValueError("two levels begin at the same rate")
        return tuple(sorted(levels, key=lambda level: level.percent))


class HotSpots(Part):
    """What is so improbable that it is told, and for how long it is followed."""

    window: Span = timedelta(days=60)  # Of orders, by the day they were shipped.
    past: Span = timedelta(days=300)  # Before it, in windows as long.
    disputes_from: int = Field(default=5, ge=2)
    false_discoveries: float = Field(default=0.01, gt=0, le=0.5)  # Share of what is found.
    newcomer_times: float = Field(default=2.0, ge=1)  # The store's rate, where there is no past.
    silence: Span = timedelta(days=90)  # After somebody said that it is none.
    follow: Span = timedelta(days=90)  # After its fix, where nothing is clear earlier.

    @field_validator("window", "silence", "follow")
    @classmethod
    def _a_week(cls, span: timedelta) -> timedelta:
        if span < timedelta(days=7):
            raise ValueError("it must be a week at least")
        return span

    @model_validator(mode="after")
    def _has_a_past(self) -> Self:
        if self.past < self.window:
            raise ValueError("past must be at least as long as window")
        return self
