"""What the platform hinted at is read at once: one order with its disputes, or a whole store."""

import httpx
import structlog
from sqlmodel import col, select

from jobs.desk import desk
from jobs.sources import calling
from jobs.sources.aliexpress import AliExpress
from jobs.sources.calling import Patience
from jobs.sources.disputes import ListedDispute
from jobs.sources.errors import SourceError
from jobs.stores import reader
from jobs.visiting.taking import spared, take_in
from models.disputes import Dispute
from models.reading import access
from models.records import OrderRecord, Status
from models.stores import Store
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()

AT_MOST = httpx.Timeout(5, connect=2)  # A poll is more patient.
AT_ONCE = Patience(tries=1)
ENDED = (Status.FINISH, Status.CANCELED)


def read(seller_id: str, order_id: str = "") -> None:
    """Look after what a push spoke of; whom we do not know is nobody's concern."""
    here = desk()
    with here.database.read() as session:
        known = [store for store in access.sellers(session, seller_id) if store.access_token]
    for store in known:
        if order_id:
            _read_order(here, store, order_id)
        else:
            here.wake.hint(Due.STORE, store.name)  # It takes a while, and nudges wait behind us.


def _read_order(here: Desk, store: Store, order_id: str) -> None:
    """The next poll comes to the same; this is only sooner."""
    changed = 0
    try:
        with calling.gateway(here.settings.aliexpress_gateway_url, AT_MOST) as http:
            source = reader(here, store, http, AT_ONCE)
            with spared("order", order_id):
                order = source.order(order_id)
                changed = take_in(here, order) + _read_disputes(here, source, order)
    except SourceError as error:
        # The poll meets the same trouble, and tells people of it.
        log.warning("push_not_followed", store=store.name, order=order_id, error=str(error))
    log.info("push_followed", store=store.name, order=order_id, changed=changed)
    if changed:
        here.wake()


def _read_disputes(here: Desk, source: AliExpress, order: OrderRecord) -> int:
    """Those that are open there, and those that we believe to be open."""
    still = _open_here(here, order)
    changed, seen = 0, set[str]()
    for status in (Status.PROCESSING, *ENDED):
        if status in ENDED and still <= seen:
            break
        for row in _rows(source, order, status):
            seen.add(row.issue_id)
            with spared("dispute", row.issue_id):
                changed += take_in(here, source.dispute(row))
    return changed


def _rows(source: AliExpress, order: OrderRecord, status: Status) -> list[ListedDispute]:
    """By the order's own number, and by its children's, whichever the platform goes by."""
    numbers = {order.order_id, *(item.child_order_id or order.order_id for item in order.items)}
    found = {
        row.issue_id: row
        for number in sorted(numbers)
        for row in source.disputes_of(number, status)
        if isinstance(row, ListedDispute)
    }
    return list(found.values())


def _open_here(here: Desk, order: OrderRecord) -> set[str]:
    mine = select(Dispute.issue_id).where(
        Dispute.store == order.store,
        Dispute.order_id == order.order_id,
        col(Dispute.closed_at).is_(None),
    )
    with here.database.read() as session:
        return set(session.exec(mine))
