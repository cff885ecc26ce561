"""What the rules may say: ladders, hours, targets, thresholds; one validated shape."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, PrivateAttr, field_validator, model_validator

from models.records import DueKind
from models.rules.leading import Cures, Forecasting, Health, HotSpots
from models.rules.parts import Part
from models.rules.spans import Span
from models.tagging.causes import Cause

_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,31}")


class To(StrEnum):
    """Whom a step goes to."""

    OWNER = "owner"  # By direct message; in the thread where nobody has it.
    THREAD = "thread"  # The card's thread, with the owner's name.
    LEADS = "leads"  # The store's leads' channel.
    MANAGER = "manager"  # By direct message to the managers that the rules name.


class Weekday(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WORKDAYS = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)


class Step(Part):
    before: Span  # The deadline; 0h is the moment at which it has passed.
    to: tuple[To, ...] = Field(min_length=1)

    @field_validator("before")
    @classmethod
    def _whole(cls, before: timedelta) -> timedelta:
        if before % timedelta(hours=1):
            raise ValueError('steps stand at whole hours, such as "6h"')
        return before


class Ladder(Part):
    """The steps before a deadline; of several ladders the first that fits a dispute is its."""

    name: str = Field(min_length=1, max_length=64)
    due_kinds: tuple[DueKind, ...] = ()  # Empty: any.
    amount_from: Decimal = Field(default=Decimal(0), ge=0)
    steps: tuple[Step, ...] = Field(min_length=1)

    @field_validator("steps")
    @classmethod
    def _farthest_first(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if len({step.before for step in steps}) < len(steps):
            raise ValueError("two steps stand at the same time before the deadline")
        return tuple(sorted(steps, key=lambda step: step.before, reverse=True))

    def fits(self, due_kind: DueKind, amount: Decimal | None) -> bool:
        return (not self.due_kinds or due_kind in self.due_kinds) and (
            (amount or Decimal(0)) >= self.amount_from
        )


class Hours(Part):
    """Working hours, by the wall clock of whoever keeps them."""

    days: tuple[Weekday, ...] = Field(default=WORKDAYS, min_length=1)
    start: time = time(9)
    end: time = time(18)

    @field_validator("start", "end", mode="before")
    @classmethod
    def _by_the_clock(cls, told: Any) -> Any:
        if isinstance(told, int | float) or (isinstance(told, str) and ":" not in told):
            raise ValueError('write a time of day, such as "09:00"')
        return told

    @field_validator("start", "end")
    @classmethod
    def _on_the_wall(cls, at: time) -> time:
        if at.tzinfo is not None:
            raise ValueError("write a time of day without a zone")
        return at

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError("the working day ends before it starts")
        return self


class Absence(Part):
    """Days on which somebody does not work, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.last < self.first:
            raise ValueError("the last day lies before the first")
        return self


class Person(Part):
    """How somebody's hours differ from the store's."""

    timezone: str | None = None  # None: the store's.
    hours: Hours | None = None
    away: tuple[Absence, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str | None) -> str | None:
        return _zone(name)


class Targets(Part):
    """The team's own clock, in working hours; it pauses while it is not our turn."""

    first_response: Span = timedelta(hours=4)
    next_response: Span = timedelta(hours=8)
    resolution: Span = timedelta(hours=45)  # Five days of nine hours.

    @field_validator("*")
    @classmethod
    def _some_time(cls, span: timedelta) -> timedelta:
        if not span:
            raise ValueError("a target of no time cannot be met")
        return span


class Idle(Part):
    """Claimed, and no answer on the platform: shares of the time that was left at the claim."""

    remind_after: float = Field(default=0.5, gt=0, le=1)
    release_after: float = Field(default=0.75, gt=0, le=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.release_after <= self.remind_after:
            raise ValueError("release_after must come later than remind_after")
        return self


class Shipping(Part):
    """When to look after a parcel, before a dispute exists."""

    ship_by: tuple[Span, ...] = (timedelta(hours=48), timedelta(hours=24), timedelta(hours=6))
    no_scan_after: Span = timedelta(days=5)  # Shipped, and the carrier never saw it.
    no_movement_after: Span = timedelta(days=10)
    customs_after: Span = timedelta(days=3)  # Held, and nothing since.
    pick_up_before: Span = timedelta(days=2)  # The end of the time it waits for the buyer.
    pick_up_within: Span = timedelta(days=10)  # How long a pick-up point keeps a parcel.
    promise_before: Span = timedelta(days=3)
    protection_before: Span = timedelta(days=5)
    list_from: int = Field(default=3, ge=2)  # So many of one reason are one message.


class Bundling(Part):
    within: Span = timedelta(minutes=5)  # Several to one person in this time are one message.
    useful_for: Span = timedelta(days=3)  # What passed longer ago is not said any more.


class Courses(Part):
    """What a return costs us, for the case's comparison of courses."""

    return_freight: Decimal = Field(default=Decimal(12), ge=0)  # In the dispute's currency.
    goods_back: Decimal = Field(
        default=Decimal("0.5"), ge=0, le=1
    )  # What returned goods are worth.


class Route(Part):
    """Where the cards of some disputes stand; the first route that fits is a dispute's."""

    channel: str
    causes: tuple[Cause, ...] = ()  # Empty: any; so it is with the next.
    languages: tuple[str, ...] = ()  # As in the buyer's record: ru, pt.
    amount_from: Decimal = Field(default=Decimal(0), ge=0)

    @field_validator("channel")
    @classmethod
    def _an_id(cls, told: str) -> str:
        if not _CHANNEL.fullmatch(told):  # By its name nothing would ever arrive.
            raise ValueError("write the id that Slack shows for the channel, such as C0123ABCD")
        return told

    @field_validator("languages")
    @classmethod
    def _plain(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one.lower().partition("-")[0] for one in told)

    def fits(self, cause: Cause, language: str | None, amount: Decimal | None) -> bool:
        spoken = (language or "").lower().partition("-")[0]
        return (
            (not self.causes or cause in self.causes)
            and (not self.languages or spoken in self.languages)
            and (amount or Decimal(0)) >= self.amount_from
        )


class StoreRules(Part):
    """The rules of one store."""

    ladders: tuple[Ladder, ...] = Field(min_length=1)
    hours: Hours = Hours()
    holidays: tuple[date, ...] = ()
    targets: Targets = Targets()
    idle: Idle = Idle()
    shipping: Shipping = Shipping()
    bundling: Bundling = Bundling()
    courses: Courses = Courses()
    cures: Cures = Cures()
    forecast: Forecasting = Forecasting()
    health: Health = Health()
    hot_spots: HotSpots = HotSpots()
    routes: tuple[Route, ...] = ()
    managers: tuple[str, ...] = ()  # Slack ids.
    quiet: bool = False  # The hours hold for everybody, not only for those named in `people`.
    appeal_within: Span = timedelta(days=7)  # Of a loss; reported by three sellers' articles.

    @field_validator("ladders")
    @classmethod
    def _names_differ(cls, ladders: tuple[Ladder, ...]) -> tuple[Ladder, ...]:
        names = [ladder.name for ladder in ladders]
        if len(set(names)) < len(names):
            raise ValueError("two ladders have the same name")
        return ladders

    def ladder(self, due_kind: DueKind, amount: Decimal | None) -> Ladder | None:
        return next((one for one in self.ladders if one.fits(due_kind, amount)), None)

    def route(self, cause: Cause, language: str | None, amount: Decimal | None) -> Route | None:
        """None: the store's own channel."""
        return next((one for one in self.routes if one.fits(cause, language, amount)), None)


class Watchdog(Part):
    """What is so late that the operators hear of it."""

    nudge_late: Span = timedelta(minutes=5)
    store_unread: Span = timedelta(minutes=30)
    silent: Span = timedelta(minutes=3)  # A worker, the clock or the socket.


Name = Annotated[str, Field(min_length=1, max_length=64)]


class Rules(StoreRules):
    """All rules: those of every store, and where single stores and people differ."""

    version: int = Field(default=1, ge=1, le=1)  # Of this shape.
    watchdog: Watchdog = Watchdog()
    people: dict[str, Person] = Field(default_factory=dict)
    stores: dict[Name, dict[str, Any]] = Field(default_factory=dict)
    _each: dict[str, StoreRules] = PrivateAttr(default_factory=dict)

    @field_validator("stores")
    @classmethod
    def _known_parts(cls, stores: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        for name, part in stores.items():
            if strange := sorted(part.keys() - StoreRules.model_fields.keys()):
                raise ValueError(f"{name}: a store has no rules called {', '.join(strange)}")
        return stores

    @model_validator(mode="after")
    def _each_store_fits(self) -> Self:
        for name in self.stores:
            self.of(name)
        return self

    def of(self, store: str) -> StoreRules:
        """The rules of a store: what it says itself goes over what is said for all."""
        known = store if store in self.stores else ""
        if known not in self._each:
            own = self.stores.get(known, {})
            self._each[known] = StoreRules.model_validate(self.filled(own))
        return self._each[known]

    def filled(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """What a store says itself, filled up with what is said for all."""
        shared = {part: getattr(self, part) for part in StoreRules.model_fields}
        return shared | {part: _over(shared[part], said) for part, said in own.items()}


def _over(shared: Any, said: Any) -> Any:
    """A table is filled up with what is said for all; a list takes its place."""
    if isinstance(shared, BaseModel) and isinstance(said, dict):
        return shared.model_dump() | said
    return said


def _zone(name: str | None) -> str | None:
    if name is not None:
        try:
            ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            raise ValueError("write the name of a time zone, such as Europe/Madrid") from None
    return name


def days_of(absences: tuple[Absence, ...], moment: datetime) -> bool:
    """Whether the day of a moment, in its own zone, is one of these."""
    return any(one.first <= moment.date() <= one.last for one in absences)
