"""The leads' digests, from nine o'clock in the team's zone on."""

from jobs.desk import desk
from models import digests, reviews
from slackbot.desk import Desk
from slackbot.wake import Due


def post() -> None:
    want(desk())


def want(here: Desk) -> None:
    """Each in a transaction of its own: a month is counted longer than others should wait."""
    new = 0
    for wanted in (digests.want_due, reviews.want_due):
        with here.database.write() as session:
            new += wanted(session, here.settings, here.now())
    if new:
        here.wake(Due.MESSAGES)
