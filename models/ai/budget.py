"""How often the machine may be asked in a day, by all workers together."""

from datetime import date

from sqlmodel import Field, Session, SQLModel, col, update

from models.database import insert_once


class AiDay(SQLModel, table=True):
    __tablename__ = "ai_days"

    day: date = Field(primary_key=True)  # In UTC.
    calls: int = 0


def spend(session: Session, day: date, most: int) -> bool:
    """Count one call; False when the day's are used up."""
    insert_once(session, AiDay, day=day, calls=0)
    left = col(AiDay.day) == day, col(AiDay.calls) < most
    counted = session.exec(update(AiDay).where(*left).values(calls=col(AiDay.calls) + 1))
    return counted.rowcount == 1
