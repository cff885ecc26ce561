"""
The pictures that a message wants: what each shows, and the file in Slack once there is one.

A picture never holds its message up: the words are posted at once, the picture comes by an edit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, func, select, update

from models import messages
from models.charts import causes, deadlines, products, won
from models.charts.windows import Window
from models.messages import Message
from models.types import JSON, by_value


class Name(StrEnum):
    OVERVIEW = "overview"  # Causes over time beside deadlines ahead, in one picture.
    CAUSES = "causes"
    DEADLINES = "deadlines"
    PRODUCTS = "products"
    WON = "won"


class State(StrEnum):
    WANTED = "wanted"  # To be drawn and uploaded.
    STANDS = "stands"  # Uploaded: its message may show it.
    NATIVE = "native"  # Slack draws it itself.
    GIVEN_UP = "given_up"  # Slack took it neither this way nor that.


MOST_TRIES = 6  # Of drawing and uploading; the pauses add up to a quarter of an hour.
MOST_REFUSALS = 6  # Of a message that shows it; a file may take a while until Slack has read it.
PAUSE = timedelta(seconds=30)  # Doubled with each try.
HELD = timedelta(minutes=2)  # Longer than drawing and uploading take.
NATIVE_RESTS = timedelta(days=7)  # Before a workspace that refused Slack's own charts is asked.

_DUE = "state = 'wanted'"


class Chart(SQLModel, table=True):
    __tablename__ = "charts"
    __table_args__ = (
        sa.UniqueConstraint("message_id", "name"),
        sa.Index(
            "ix_charts_due", "try_at", sqlite_where=sa.text(_DUE), postgresql_where=sa.text(_DUE)
        ),
        sa.Index(
            "ix_charts_native_refused",
            "native_refused_at",
            sqlite_where=sa.text("native_refused_at IS NOT NULL"),
            postgresql_where=sa.text("native_refused_at IS NOT NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="messages.id")
    name: Name = Field(sa_type=by_value(Name))
    place: int  # Among the pictures of its message.
    language: str = Field(max_length=16)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1  # Of the data.
    state: State = Field(default=State.WANTED, sa_type=by_value(State))
    file_id: str | None = Field(default=None, max_length=64)
    alt: str = ""  # Of the file: what it shows, in words.
    coded: bool = False  # No font for the language: codes stand in the file, their key beside it.
    attempts: int = 0
    try_at: datetime
    refusals: int = 0
    show_at: datetime | None = None  # Slack refused the message with it; not before then again.
    native_refused_at: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True)
class About:
    """What charts are counted over."""

    within: Sequence[str]  # The names of the stores.
    window: Window
    weeks: Window  # Of the win rate, whose points are weeks.
    zone: ZoneInfo
    language: str

    @property
    def now(self) -> datetime:
        return self.window.until

    @classmethod
    def daily(cls, within: Sequence[str], now: datetime, zone: ZoneInfo, language: str) -> Self:
        return cls(within, Window.of_days(now), Window.of_weeks(now), zone, language)

    @classmethod
    def periodic(cls, within: Sequence[str], window: Window, zone: ZoneInfo, language: str) -> Self:
        """Over the window of a weekly or monthly digest."""
        return cls(within, window, Window.of_weeks(window.until, zone=zone), zone, language)


def _causes(session: Session, about: About) -> dict[str, Any] | None:
    return causes.count(session, about.within, about.window)


def _deadlines(session: Session, about: About) -> dict[str, Any] | None:
    return deadlines.count(session, about.within, about.now, about.zone)


def _overview(session: Session, about: About) -> dict[str, Any] | None:
    both = {"causes": _causes(session, about), "deadlines": _deadlines(session, about)}
    told = {name: data for name, data in both.items() if data is not None}
    return told or None


def _products(session: Session, about: About) -> dict[str, Any] | None:
    return products.count(session, about.within, about.now)


def _won(session: Session, about: About) -> dict[str, Any] | None:
    return won.count(session, about.within, about.weeks)


COUNTED: Mapping[Name, Callable[[Session, About], dict[str, Any] | None]] = {
    Name.OVERVIEW: _overview,
    Name.CAUSES: _causes,
    Name.DEADLINES: _deadlines,
    Name.PRODUCTS: _products,
    Name.WON: _won,
}


@dataclass(frozen=True)
class Counted:
    """What the pictures of a message show."""

    shown: Mapping[Name, dict[str, Any]]  # In their order.
    language: str
    at: datetime


def count(session: Session, names: Sequence[Name], about: About) -> Counted:
    """What these pictures show; of too few disputes there is none."""
    counted = {name: COUNTED[name](session, about) for name in names}
    shown = {name: _plain(data, about) for name, data in counted.items() if data is not None}
    return Counted(shown, about.language, about.now)


def want(session: Session, message: Message, counted: Counted) -> int:
    """
    See to it that a message shows these pictures, in this order; how many are to be drawn.

    Wanted again, what shows something else by now is drawn anew, and what is not wanted any more
    goes. The caller holds the message's row.
    """
    known = {chart.name: chart for chart in of(session, message.id)}
    for name in known.keys() - counted.shown.keys():
        session.delete(known[name])
    drawn = 0
    for place, (name, data) in enumerate(counted.shown.items()):
        mine = known.get(name)
        if mine is None:
            mine = Chart(
                message_id=message.id, name=name, place=place, try_at=counted.at, language=""
            )
        elif mine.data == data and mine.language == counted.language:
            continue
        else:
            _anew(mine, counted.at)
        mine.place, mine.data, mine.language = place, data, counted.language
        session.add(mine)
        drawn += 1
    session.flush()
    return drawn


def _plain(data: dict[str, Any], about: About) -> dict[str, Any]:
    return data | {"zone": about.zone.key, "until": about.now.isoformat()}


def _anew(chart: Chart, now: datetime) -> None:
    """It shows something else: the old file goes from the message with the old words."""
    chart.version += 1
    chart.state, chart.file_id, chart.alt = State.WANTED, None, ""
    chart.attempts, chart.refusals, chart.try_at = 0, 0, now
    chart.show_at = chart.last_error = None


def of(session: Session, message_id: int) -> list[Chart]:
    """The pictures of a message in their order."""
    mine = select(Chart).where(Chart.message_id == message_id).order_by(col(Chart.place))
    return list(session.exec(mine))


def due(session: Session, now: datetime) -> Chart | None:
    """The next to be drawn."""
    wanted = select(Chart).where(Chart.state == State.WANTED, col(Chart.try_at) <= now)
    return session.exec(wanted.order_by(col(Chart.try_at), col(Chart.id)).limit(1)).first()


def give_up(session: Session, now: datetime) -> None:
    """Whoever drew these died of them, each time."""
    died = func.coalesce(Chart.last_error, "died")
    session.exec(
        update(Chart)
        .where(col(Chart.state) == State.WANTED, col(Chart.try_at) <= now)
        .where(col(Chart.attempts) >= MOST_TRIES)
        .values(state=State.GIVEN_UP, last_error=died)
    )


def claim(session: Session, chart: Chart, now: datetime) -> bool:
    """Hold it for a while; False: another drawer was first."""
    mine = _as_it_was(chart).where(col(Chart.attempts) == chart.attempts)
    held = session.exec(mine.values(attempts=chart.attempts + 1, try_at=now + HELD))
    session.refresh(chart)
    return held.rowcount == 1


def stands(session: Session, chart: Chart, file_id: str, alt: str, *, coded: bool) -> bool:
    """It is uploaded, and its message shows it from now on; False: it is out of date already."""
    done = _as_it_was(chart).values(
        state=State.STANDS, file_id=file_id, alt=alt, coded=coded, last_error=None
    )
    if session.exec(done).rowcount != 1:
        return False
    messages.bump_one(session, chart.message_id)
    return True


def later(session: Session, chart: Chart, now: datetime, error: str) -> None:
    """It was not uploaded; it is tried again, but not for ever."""
    over = chart.attempts >= MOST_TRIES
    session.exec(
        _as_it_was(chart).values(
            state=State.GIVEN_UP if over else State.WANTED,
            try_at=now + PAUSE * 2 ** (chart.attempts - 1),
            last_error=error,
        )
    )


def _as_it_was(chart: Chart) -> sa.Update:
    return update(Chart).where(
        col(Chart.id) == chart.id,
        col(Chart.version) == chart.version,
        col(Chart.state) == State.WANTED,
    )


def refused(session: Session, shown: Sequence[int], now: datetime) -> datetime | None:
    """
    Slack took a message without the charts that it was to show; when to try with them again.

    A picture may not be read yet and comes later; what Slack cannot draw itself is drawn for it.
    """
    again = []
    for chart in session.exec(select(Chart).where(col(Chart.id).in_(shown))):
        if chart.file_id is None:
            _anew(chart, now)
            chart.native_refused_at = now
        elif chart.refusals + 1 >= MOST_REFUSALS:
            chart.state = State.GIVEN_UP
        else:
            chart.show_at = now + PAUSE * 2**chart.refusals
            chart.refusals += 1
            again.append(chart.show_at)
        session.add(chart)
    return min(again, default=None)


def leave_to_slack(session: Session, now: datetime) -> None:
    """Whatever is to be drawn Slack draws itself."""
    waits = update(Chart).where(col(Chart.state) == State.WANTED, col(Chart.try_at) <= now)
    session.exec(waits.values(state=State.NATIVE))


def take_back(session: Session, now: datetime) -> None:
    """
    Slack draws none itself by now: what was left to it is drawn for it.

    What is older than a week nobody reads any more.
    """
    left = update(Chart).where(
        col(Chart.state) == State.NATIVE, col(Chart.try_at) > now - NATIVE_RESTS
    )
    session.exec(left.values(state=State.WANTED, attempts=0, try_at=now))


def native_is_refused(session: Session, now: datetime) -> bool:
    """The workspace did not take Slack's own charts lately."""
    last = session.exec(select(func.max(Chart.native_refused_at))).one()
    return last is not None and last > now - NATIVE_RESTS
