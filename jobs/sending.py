"""
Doing at the platform what a person approved: read, claim, call, record – and never twice.

Nothing that may have happened is repeated here: it is looked for, and what is not found is a
person's to decide. Whatever a sender that died left behind is found by the sweep.
"""

from datetime import datetime, timedelta

import httpx
import structlog
from sqlmodel import Session

from jobs.desk import desk
from jobs.errands import AtDispute, AtOrder, Errand, Job
from jobs.sources import calling
from jobs.sources.errors import CallLimit, SourceError, TokenRejected, Unavailable
from jobs.stores import reader, writer
from models import disputes, orders, stores, tracing
from models.acting import actions, evidence, settling, traces
from models.acting.actions import LOOKED_FOR, Act, ActionState, PlatformAction
from models.database import clock
from models.errors import DisputeError, Refused
from models.events import AuditEntry
from models.orders import Order
from models.stores import Store
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()

TRIED_FOR = timedelta(minutes=30)  # How long what was surely not sent is tried.
PAUSE = timedelta(seconds=20)
SETTLES = timedelta(seconds=10)  # How long the platform may take to show what it accepted.


def hint(here: Desk, entry: AuditEntry) -> None:
    """What follows from an approval: it is sent at once; a lost hint is the sweep's."""
    here.wake.hint(Due.ACTION, str(entry.details["action"]))


def send(action_id: str) -> None:
    here = desk()
    _advance(here, int(action_id))
    here.wake()


def sweep() -> None:
    """What is due: a hint was lost, a pause is over, a sender died, or it was there after all."""
    here = desk()
    with here.database.read() as session:
        due = actions.due(session, clock(session))
    for action_id in due:
        _advance(here, action_id)
    if _find_after_all(here) or due:
        here.wake()


def _advance(here: Desk, action_id: int) -> None:
    job = load(here, action_id)
    if job is None or not job.action.is_under_way or job.action.try_at > _moment(here):
        return
    with tracing.resumed(job.action.trace):
        _go_on(here, job)


def _go_on(here: Desk, job: Job) -> None:
    with calling.gateway(here.settings.aliexpress_gateway_url) as http:
        try:
            errand = errand_of(here, job, http)
        except (SourceError, DisputeError) as error:  # It cannot be called at all.
            _put_off(here, job, error)
            return
        if job.action.state is ActionState.APPROVED:
            carry_out(here, job, errand)
        else:
            _look(here, job, errand)


def load(here: Desk, action_id: int) -> Job | None:
    with here.database.read() as session:
        action = session.get(actions.PlatformAction, action_id)
        if action is None:
            return None
        image = evidence.of(session, action)
        if action.dispute_id is None:
            order = session.get_one(Order, action.order_key)
            return Job(action, image, order.order_id, None)
        dispute = disputes.get(session, action.dispute_id)
        return Job(action, image, dispute.order_id, dispute)


def errand_of(here: Desk, job: Job, http: httpx.Client) -> Errand:
    """
    Raises:
        SourceError: the store is not connected.
        DisputeError: the store is none of ours any more, or may not be written to.

    """
    with here.database.read() as session:
        store = stores.get(session, job.action.store)
    if not store.may_write:
        raise Refused("writing-off", store=store.name)
    kind = AtOrder if job.action.act is Act.EXTEND else AtDispute
    return kind(here, job, reader(here, store, http), writer(here, store, http))


def _put_off(here: Desk, job: Job, error: SourceError | DisputeError) -> None:
    if job.action.state is ActionState.APPROVED:
        _fail(here, job, _sentence(here, job, error))
    else:
        _look_later(here, job)


def carry_out(here: Desk, job: Job, errand: Errand) -> None:
    """Read first: what was confirmed must still be what the platform waits for."""
    try:
        errand.read()
    except (Unavailable, TokenRejected) as error:  # A token may be about to be renewed.
        _try_later(here, job, error)
        return
    except SourceError as error:
        _fail(here, job, str(error))
        return
    if errand.stands(job.action):  # An earlier attempt arrived after all.
        _sent(here, job, job.action.fence)
        return
    if why := errand.objection(job.action):
        _fail(here, job, _sentence(here, job, why))
        return
    with here.database.write() as session:
        fence = actions.claim(session, job.action.id, errand.before(), clock(session))
    if fence is not None:
        _call(here, job, errand, fence)


def _call(here: Desk, job: Job, errand: Errand, fence: int) -> None:
    claimed = load(here, job.action.id)
    assert claimed is not None
    try:
        errand.call()
    except (CallLimit, TokenRejected) as error:  # Turned away at the door: nothing happened.
        _try_later(here, claimed, error)
    except Unavailable as error:
        here.errors.note("platform", error)
        log.warning("action_in_doubt", action=job.action.id, error=str(error))
        _look(here, claimed, errand)
    except SourceError as error:
        _fail(here, claimed, str(error))
    else:
        _sent(here, claimed, fence)
        _show(errand)


def _look(here: Desk, job: Job, errand: Errand) -> None:
    """Nobody answered: is it there?"""
    try:
        errand.read()
    except SourceError as error:
        log.warning("action_not_looked_for", action=job.action.id, error=str(error))
        _look_later(here, job)
        return
    now = _moment(here)
    claimed_at = job.action.claimed_at or now
    if errand.stands(job.action):
        _sent(here, job, job.action.fence)
    elif now < claimed_at + SETTLES:
        with here.database.write() as session:
            actions.look_again(session, job.action, claimed_at + SETTLES)
    else:
        _unclear(here, job, Refused("action-not-found", number=job.number))


def _look_later(here: Desk, job: Job) -> None:
    """It cannot be looked for now; after a while that is a person's matter."""
    now = _moment(here)
    if now > (job.action.claimed_at or job.action.approved_at) + LOOKED_FOR:
        _unclear(here, job, Refused("action-not-looked-for", number=job.number))
        return
    with here.database.write() as session:
        actions.look_again(session, job.action, now + PAUSE)


def _try_later(here: Desk, job: Job, error: SourceError) -> None:
    """It was not sent, so trying again does no harm, but the answer must not come too late."""
    here.errors.note("platform", error)
    now = _moment(here)
    if now > job.action.approved_at + TRIED_FOR:
        _fail(here, job, str(error))
        return
    pause = timedelta(seconds=error.seconds) if isinstance(error, CallLimit) else PAUSE
    with here.database.write() as session:
        actions.later(session, job.action, now + pause)


def _show(errand: Errand) -> None:
    try:
        errand.read()
    except SourceError as error:
        # It is done; the next poll shows it.
        log.info("action_not_read_back", error=str(error))


def _sent(here: Desk, job: Job, fence: int) -> None:
    with here.database.write() as session:
        settling.sent(session, job.action, fence, here.now())
    log.info("action_sent", action=job.action.id, act=job.action.act)


def _fail(here: Desk, job: Job, why: str) -> None:
    with here.database.write() as session:
        settling.failed(session, job.action, here.now(), why)
    log.warning("action_failed", action=job.action.id, act=job.action.act)


def _unclear(here: Desk, job: Job, why: Refused) -> None:
    sentence = _sentence(here, job, why)
    with here.database.write() as session:
        settling.unclear(session, job.action, here.now(), sentence)


def _find_after_all(here: Desk) -> int:
    """What is unclear, and by now stands in what the polls have read."""
    with here.database.read() as session:
        doubtful = actions.in_doubt(session, clock(session))
        found = [action for action in doubtful if _is_shown(session, action)]
    for action in found:
        with tracing.resumed(action.trace), here.database.write() as session:
            settling.sent(session, action, action.fence, here.now())
    return len(found)


def _is_shown(session: Session, action: PlatformAction) -> bool:
    if action.dispute_id is None:
        own = session.get_one(Order, action.order_key)
        return traces.has_more_time(action, own.protection_ends_at)
    dispute = disputes.get(session, action.dispute_id)
    if action.act is Act.EXTEND:
        order = orders.find(session, dispute.store, dispute.order_id)
        return traces.has_more_time(action, order.protection_ends_at if order else None)
    plans = disputes.solutions_of(session, dispute)
    return traces.stands(action, plans, disputes.process_of(session, dispute))


def _moment(here: Desk) -> datetime:
    """Now, by the clock that all senders share: this host's may run ahead of another's."""
    with here.database.read() as session:
        return clock(session)


def _sentence(here: Desk, job: Job, error: SourceError | DisputeError) -> str:
    return error.said(_language(here, job)) if isinstance(error, DisputeError) else str(error)


def _language(here: Desk, job: Job) -> str:
    with here.database.read() as session:
        store = session.get(Store, job.action.store)
    return store.language if store else "en"
