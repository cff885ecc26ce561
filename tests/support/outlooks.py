"""The forecast and the health budget, drawn for as much as there can be of them."""

from models.disputes import Dispute
from models.fates import Fates
from models.figures.health import Health, Standing
from models.forecast import Forecast
from slackbot.views import forecast, health
from slackbot.views.health import Checked
from tests.builders import DAY, NOON

MANY = 5000


def messages(dispute, language):
    """Of a day on which five thousand will be missed, in forty stores that are called so."""
    name = (dispute.text or "nordic")[:64]
    numbers = range(10**9, 10**9 + 20)
    due = (NOON + DAY).isoformat()
    made = Forecast(
        day="2026-11-24",
        stores=[name] * 40,
        at=NOON.isoformat(),
        until=due,
        due=MANY,
        overdue=MANY,
        people=40,
        handling=27,
        slow=200,
        sample=MANY,
        missed=MANY,
        missed_slow=MANY,
        first=[[number, due, "UANA", due] for number in numbers],
        passed_on=[[number, "UBEN"] for number in numbers],
        passed_on_count=50,
        help=10**6,
        help_people=999,
        saves=4000,
        lost=900,
        lost_first=[*numbers],
    )
    shown = {n: Dispute(**dispute.model_dump() | {"id": n}) for n in numbers}
    fates = Fates([*range(10**9, 10**9 + 100)], [*range(10**9, 10**9 + 100)])
    yield "forecast", forecast.forecast(made, shown, NOON, language, fates)
    yield "forecast that is over", forecast.over(made.day, made.stores, fates, language)
    yield "health", health.health([_checked(dispute, name)] * 5, 40, language)


def views(dispute, language):
    one = _checked(dispute, (dispute.text or "nordic")[:64])
    offered = [Dispute(**dispute.model_dump() | {"id": 10**9 + n}) for n in range(MANY)]
    yield "what if", health.what_if(one, offered, NOON, language)
    yield "what if nothing is open", health.what_if(one, [], NOON, language)


def _checked(dispute, name):
    level = (dispute.text or "warning")[:40]
    rates = [
        Standing(
            rate=rate,
            part=10**6,
            whole=10**7,
            later=10**6,
            least=10**6 - 1,
            most=10**6 + 1,
            later_whole=10**7,
            level=level,
            later_level=level,
            next=level,
            next_percent="12.5",
            room=10**5,
            near=True,
        )
        for rate in ("dispute", "arbitration", "liability")
    ]
    lost = [Dispute(**dispute.model_dump() | {"id": 10**9 + n}) for n in range(100)]
    after = [Standing(**vars(one) | {"part": one.part + 100}) for one in rates]
    return Checked(Health(name, rates), has_levels=False, lost=lost, after=after)
