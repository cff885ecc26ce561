"""What will miss its deadline today, told to the leads by ten and kept current."""

from jobs.desk import desk
from models import forecasts
from slackbot.wake import Due


def keep() -> None:
    here = desk()
    with here.database.read() as session:
        news = forecasts.news(session, here.settings, here.now())
    for one in news:
        with here.database.write() as session:
            forecasts.tell(session, one)
    if news:
        here.wake(Due.MESSAGES)
