"""
The fewest calls that a round can do with, by what the interface allows.

Its times are whole seconds: what was read within the second of its last change may have changed
once more in it.
"""

from collections import Counter
from datetime import UTC, datetime

from jobs.sources.orders import listed_order
from jobs.sources.sandbox.orders import order_row
from jobs.sources.sandbox.window import Window
from jobs.sources.times import instant
from jobs.visiting.order_reading import may_have_changed, wants_detail
from jobs.visiting.rereading import SAME_SECOND
from models import known
from models.reading.sources import Door, Source

PAGE = 50
LIST, DETAIL = "aliexpress.issue.issuelist.get", "aliexpress.issue.detail.get"
ORDERS, ORDER = (
    "aliexpress.trade.seller.orderlist.get",
    "aliexpress.trade.new.redefining.findorderbyid",
)
TRACKING = "aliexpress.logistics.redefining.querytrackingresult"


def least(desk, world, stores):
    """Counted over all stores, for the world as it stands before the round."""
    calls = Counter()
    with desk.database.read() as session:
        for store in stores:
            window = Window(world, world.shops[store.name], store)
            calls += _of_disputes(session, window)
            calls += _of_orders(session, window)
    return calls


def _pages(rows):
    return max(1, -(-rows // PAGE))


def _seen(window, at):
    return instant(window.time(at))


def _of_disputes(session, window):
    ours = known.processing(session, window.shop.name)
    oldest = min((one.opened_at for one in ours.values()), default=datetime.now(UTC))
    held = list(window.shop.disputes.values())
    ended = [[d for d in held if d.issue_status == s] for s in ("finish", "canceled_issue")]
    lists = _pages(sum(dispute.is_open for dispute in held))
    lists += sum(_pages(sum(_seen(window, d.opened) >= oldest for d in rows)) for rows in ended)
    before = known.disputes(session, window.shop.name, [str(d.issue_id) for d in held])
    changed = 0
    for dispute in held:
        row = before.get(str(dispute.issue_id))
        modified = _seen(window, dispute.modified)
        reachable = dispute.is_open or _seen(window, dispute.opened) >= oldest
        changed += reachable and (
            row is None
            or row.modified_at != modified
            or row.status != dispute.issue_status
            or row.read_at < modified + SAME_SECOND
        )
    return Counter({LIST: lists, DETAIL: changed})


def _of_orders(session, window):
    """A parcel's number stands in the order's detail alone: one of it for each that was shipped."""
    source = session.get(Source, (window.shop.name, Door.ORDERS))
    held = list(window.shop.orders.values())
    since = source.read_at
    new = [order for order in held if _seen(window, order.modified) >= since]
    lists = _pages(sum(o.status != "FINISH" for o in new)) + _pages(
        sum(o.status == "FINISH" for o in new)
    )
    before = known.orders(session, window.shop.name, [str(order.order_id) for order in held])
    now, details, parcels = datetime.now(UTC), 0, 0
    for order in held:
        row = before.get(str(order.order_id))
        listed = listed_order(window.shop.name, order_row(window, order), now)
        is_new = _seen(window, order.modified) >= since
        wanted = is_new and wants_detail(listed, row, now)
        details += wanted
        due = row is not None and row.track_at is not None
        moved = is_new and row is not None and may_have_changed(listed, row, now)
        parcels += (due and (row.track_at <= now or moved)) or (wanted and bool(order.number))
    return Counter({ORDERS: lists, ORDER: details, TRACKING: parcels})
