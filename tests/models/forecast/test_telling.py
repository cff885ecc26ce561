"""Two jobs that tell a forecast at once: every dispute that was named stays named."""

from models import forecasts, messages
from models.forecast import Forecast
from models.forecasts import News
from models.messages import Kind
from tests.builders import DAY, NOON
from tests.models.forecast.test_forecast import a_dispute

TODAY = "2026-11-24"


def news(number):
    return News(
        "CLEADS",
        "en",
        Forecast(day=TODAY, missed=1, first=[[number, NOON.isoformat(), None, None]]),
    )


def test_what_another_job_named_meanwhile_stays_named(ground, monkeypatch):
    ground.add(*(a_dispute(n, NOON + DAY) for n in (1, 2, 3)))
    want = messages.want

    def after_another(session, *about, **more):
        monkeypatch.setattr(messages, "want", want)
        row = want(session, *about, **more)
        row.payload = row.payload | {"named": [2]}  # What the row holds once we have its lock.
        session.add(row)
        session.flush()
        return row

    with ground.database.write() as session:
        forecasts.tell(session, news(1))
    monkeypatch.setattr(messages, "want", after_another)
    with ground.database.write() as session:
        forecasts.tell(session, news(3))

    with ground.database.read() as session:
        told = messages.named(session, Kind.FORECAST, forecasts.name_of("CLEADS", TODAY))
    assert told.payload["named"] == [2, 3]
