"""
Drawing what is due and bringing it into Slack: claim, draw, upload, record.

Whoever dies on the way leaves the chart to the next one, and at worst a file that nobody sees.
The message stands in words meanwhile and shows the picture by an edit.
"""

import time

import structlog
from sqlmodel import Session

from jobs.charts.drawing import draw as drawn
from jobs.desk import desk
from models.charts import charts
from models.charts.charts import Chart
from slackbot.calling import SlackFault
from slackbot.desk import Desk
from slackbot.views.blocks import plain
from slackbot.views.charts import alt
from slackbot.wake import Due

log = structlog.get_logger()

SECONDS = 10  # Then others in the queue have their turn.
FILE = "dispute-desk-{name}.png"
TITLE = 100  # Characters, for a list of files.


def draw() -> None:
    here = desk()
    _take_back(here)
    ends = time.monotonic() + SECONDS
    while (chart := _next(here)) is not None:
        _bring(here, chart)
        if time.monotonic() > ends:
            here.wake(Due.CHARTS)
            return


def _take_back(here: Desk) -> None:
    """What was left to Slack, where it draws none itself any more."""
    with here.database.write() as session:
        if not _is_native(here, session):
            charts.take_back(session, here.now())


def _is_native(here: Desk, session: Session) -> bool:
    native = here.settings.slack_native_charts
    return native and not charts.native_is_refused(session, here.now())


def _next(here: Desk) -> Chart | None:
    """The next chart, held for us."""
    with here.database.write() as session:
        now = here.now()
        if _is_native(here, session):
            charts.leave_to_slack(session, now)
            return None
        charts.give_up(session, now)
        chart = charts.due(session, now)
        return chart if chart is not None and charts.claim(session, chart, now) else None


def _bring(here: Desk, chart: Chart) -> None:
    try:
        picture = drawn(chart.name, chart.data, chart.language)
        said = alt(chart)
        name = FILE.format(name=chart.name)
        file_id = here.slack.upload(name, plain(said, TITLE), said, picture.png)
    except SlackFault as fault:
        _later(here, chart, fault.error)
        return
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        # A fault of ours, which must not hold up the pictures behind it.
        log.exception("chart_undrawable", chart=chart.id)
        _later(here, chart, type(error).__name__)
        return
    with here.database.write() as session:
        stands = charts.stands(session, chart, file_id, said, coded=picture.coded)
    log.info("chart_uploaded", chart=chart.id, name=chart.name, stands=stands)
    here.wake(Due.MESSAGES)


def _later(here: Desk, chart: Chart, error: str) -> None:
    log.warning("chart_delayed", chart=chart.id, error=error, attempts=chart.attempts)
    with here.database.write() as session:
        charts.later(session, chart, here.now(), error)
