"""Whether a chart is to be drawn: asked often, and therefore without what draws."""

from jobs.desk import desk
from models.charts import charts
from slackbot.wake import Due


def look() -> None:
    """A hint was lost, a pause is over, or whoever drew died."""
    here = desk()
    with here.database.read() as session:
        waits = charts.due(session, here.now()) is not None
    if waits:
        here.wake(Due.CHARTS)
