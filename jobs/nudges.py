"""Deadlines and shipping limits: fire what is due."""

from jobs.desk import desk
from models.nudging import reminders
from slackbot.wake import Due


def fire() -> None:
    here = desk()
    with here.database.write() as session:
        fired = reminders.fire(session, here.now(), here.settings.leads_channel)
    if fired:
        here.wake(Due.MESSAGES)
