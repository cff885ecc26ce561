"""The forecast of today, for leads who ask, and for the message that stands in their channel."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from models import forecasts, stores
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
    about = leading.led(turn, words.target)
    made = forecasts.of_stores(turn.session, about, turn.settings, turn.now)
    shown = named(turn.session, made.numbers[: views.MOST])
    return Answer.of(views.forecast(made, shown, turn.now, turn.language))


def message(
    session: Session, settings: Settings, message: Message, now: datetime
) -> tuple[Content, datetime | None]:
    """As it stands now, and when time alone makes it untrue."""
    payload = message.payload
    language, day = payload["language"], date.fromisoformat(payload["day"])
    about = [one for one in stores.active(session) if one.name in payload["stores"]]
    made = forecasts.of_stores(session, about, settings, now, day)
    fates = forecasts.fates(session, payload["named"], made, now)
    ends = datetime.fromisoformat(payload["until"])
    if now >= ends:
        return views.over(payload["day"], payload["stores"], fates, language), None
    shown = named(session, made.numbers[: views.MOST])
    known = {*payload["named"], *made.numbers}
    due = forecasts.changes_at(session, sorted(known), now)
    drawn = views.forecast(made, shown, now, language, fates)
    return drawn, min(ends, due) if due else ends


def named(session: Session, wanted: Sequence[int]) -> dict[int, Dispute]:
    found = session.exec(select(Dispute).where(col(Dispute.id).in_(wanted)))
    return {one.id: one for one in found}
