"""Delivery as jobs: a wake-up may be lost or come twice, the rows decide what is sent."""

from jobs import leaving
from jobs.desk import desk
from models import fates, messages
from slackbot.delivery import Delivery
from slackbot.wake import Due


def deliver() -> None:
    """Send what is due; what is left is another job's, so that none runs for long."""
    here = desk()
    if Delivery(here, leaves=leaving.asked).run():
        here.wake(Due.MESSAGES)


def redraw() -> None:
    """Cards whose urgency mark changes with time alone, and forecasts that are over by now."""
    here = desk()
    with here.database.write() as session:
        fates.settle(session, here.now())
        changed = messages.bump_redraws(session, here.now())
    if changed:
        here.wake(Due.MESSAGES)
