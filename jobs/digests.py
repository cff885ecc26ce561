"""The leads' digest, from nine o'clock in the team's zone on."""

from jobs.desk import desk
from models import digests
from slackbot.wake import Due


def post() -> None:
    here = desk()
    with here.database.write() as session:
        new = digests.want_due(session, here.settings, here.now())
    if new:
        here.wake(Due.MESSAGES)
