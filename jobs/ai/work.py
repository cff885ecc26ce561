"""Has made what is wanted of the machine, one text after another; the desk works without it."""

from datetime import UTC, datetime, time, timedelta
from time import monotonic

import structlog
from sqlmodel import Session

from jobs.ai import writer
from jobs.ai.endpoint import AiFault, Endpoint
from jobs.desk import desk
from models import casefile, disputes
from models.ai import budget, texts
from models.ai.texts import MachineKind, Made
from models.stores import Store
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()

AT_A_TIME = 20
LONGEST = 30.0  # Seconds; the next round goes on.
CALLS = {MachineKind.TRANSLATION: 1, MachineKind.DRAFT: 2}


def work() -> None:
    here, ends = desk(), monotonic() + LONGEST
    endpoint = opened(here)
    if endpoint is None:
        return
    with here.database.read() as session:
        wanted = texts.wanting(session, here.now(), AT_A_TIME)
    for number, kind in wanted:
        if monotonic() > ends or not _make(here, endpoint, number, kind):
            break
    endpoint.close()
    here.wake(Due.MESSAGES)


def opened(here: Desk) -> Endpoint | None:
    """None where the settings name no key."""
    told = here.settings
    if told.ai_api_key is None or told.ai_model is None:
        return None
    key = told.ai_api_key.get_secret_value()
    return Endpoint(told.ai_base_url, key, told.ai_model, told.ai_timeout_seconds)


def _make(here: Desk, endpoint: Endpoint, number: int, kind: MachineKind) -> bool:
    """Make one text; False when the day's calls are used up."""
    now = here.now()
    with here.database.write() as session:
        dispute = disputes.get(session, number)
        team = session.get_one(Store, dispute.store).language
        language = team if kind is MachineKind.TRANSLATION else dispute.language or team
        attempt = texts.claim(session, dispute, kind, language, now)
        if attempt is None:
            return True
        paid = [_paid(here, session, now) for _ in range(CALLS[kind])]
        if not all(paid):
            texts.wait(session, dispute, kind, attempt, _tomorrow(now))
            log.warning("ai_budget_spent", calls=here.settings.ai_calls_per_day)
            return False
        case = casefile.load(session, dispute)
    try:
        made = _made(endpoint, case, kind, team)
    except AiFault as fault:
        log.warning("ai_gave_nothing", kind=kind, dispute=number, error=str(fault))
        with here.database.write() as session:
            texts.put_off(session, case.dispute, kind, attempt, here.now())
        return True
    with here.database.write() as session:
        texts.record(session, case.dispute, kind, attempt, made)
    return True


def _made(endpoint: Endpoint, case: casefile.Casefile, kind: MachineKind, team: str) -> Made:
    if kind is MachineKind.TRANSLATION:
        return writer.translated(endpoint, case.dispute.text or "", team)
    return writer.drafted(endpoint, case, team)


def _paid(here: Desk, session: Session, now: datetime) -> bool:
    return budget.spend(session, now.astimezone(UTC).date(), here.settings.ai_calls_per_day)


def _tomorrow(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
