"""The forecast of today, for leads who ask, and for the message that stands in their channel."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from models import fates, forecasts, stores
from models.disputes import Dispute
from models.messages import Message
from models.settings import Settings
from slackbot import leading
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words
from slackbot.views import forecast as views
from slackbot.views.blocks import Content


def forecast(turn: Turn, words: Words) -> Answer:
    """Of all the stores that the asker leads, or of one of them."""
    asked, _none = leading.read(words)
    about = leading.led(turn, asked)
    made = forecasts.of_stores(turn.session, about, turn.settings, turn.now)
    shown = named(turn.session, made.numbers[: views.MOST])
    return Answer.of(views.forecast(made, shown, turn.now, turn.language))


def message(
    session: Session, settings: Settings, message: Message, now: datetime
) -> tuple[Content, datetime | None]:
    """As it stands now, and when time alone makes it untrue, or settles what it says."""
    payload, ends = message.payload, fates.ends_at(message.payload)
    about = [one for one in stores.active(session) if one.name in payload["stores"]]
    if now >= ends or not about:
        became = fates.settled(payload)
        told = became or fates.of(session, payload["named"], now)
        drawn = views.over(payload["day"], payload["stores"], told, payload["language"])
        return drawn, None if became else ends
    made = forecasts.of_stores(session, about, settings, now, date.fromisoformat(payload["day"]))
    became = fates.of(session, payload["named"], now, made.numbers)
    shown = named(session, made.numbers[: views.MOST])
    known = {*payload["named"], *made.numbers}
    due = fates.changes_at(session, sorted(known), now)
    drawn = views.forecast(made, shown, now, payload["language"], became)
    return drawn, min(ends, due) if due else ends


def named(session: Session, wanted: Sequence[int]) -> dict[int, Dispute]:
    found = session.exec(select(Dispute).where(col(Dispute.id).in_(wanted)))
    return {one.id: one for one in found}
