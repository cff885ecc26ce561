"""Deadlines and shipping limits: fire what is due."""

from jobs.desk import desk
from models.database import clock
from models.nudging import reminders
from slackbot.wake import Due


def fire() -> None:
    here = desk()
    with here.database.write() as session:
        # How old a decision is, another host tells: both go by the clock that they share.
        fired = reminders.fire(session, clock(session), here.settings.leads_channel)
    if fired:
        here.wake(Due.MESSAGES)
