"""Where orders stand, for whoever asks; what is old is asked for again at the platform."""

from collections.abc import Sequence
from datetime import timedelta

from models import disputes, orders
from models.errors import NotUnderstood
from models.members import Permission
from models.orders import Order
from models.shipping import lanes
from models.stores import Store
from models.words import say
from slackbot.requests import Answer, Turn
from slackbot.views import order as view
from slackbot.views.blocks import context, escape, section

MOST_DRAWN = 3  # Orders of one look-up.
FRESH = timedelta(minutes=10)  # What was read so lately is not asked for again.


def look_up(turn: Turn, asked: str) -> tuple[Answer, Order | None]:
    """The answer, and the order that is worth asking for again, if it is only one."""
    turn.actor.require_somewhere(Permission.SEE)
    if not asked.strip():
        raise NotUnderstood("which-order")
    found = orders.look_up(turn.session, asked[:80], turn.actor.stores(turn.session))
    if len(found) > 1:
        return _several(turn, found), None
    answer = _drawn(turn, found[0])
    if not _is_stale(turn, found[0]):
        return answer, None
    return _with(answer, say("order-asking", turn.language)), found[0]


def again(turn: Turn, order: Order, trouble: str | None) -> Answer:
    """
    The same once more, after it was read.

    Args:
        trouble: Why it could not be.

    """
    answer = _drawn(turn, order)
    if trouble is None:
        return answer
    return _with(answer, say("order-not-fresh", turn.language, why=escape(trouble, 200)))


def _is_stale(turn: Turn, order: Order) -> bool:
    store = turn.session.get_one(Store, order.store)
    connected = store.access_token is not None and store.removed_at is None
    return connected and turn.now - order.read_at > FRESH


def _with(answer: Answer, note: str) -> Answer:
    return Answer(answer.text, [*answer.blocks, context(note)])


def _several(turn: Turn, found: Sequence[Order]) -> Answer:
    drawn = [_drawn(turn, order) for order in found[:MOST_DRAWN]]
    count = f"{len(found)}{'+' if len(found) == orders.MOST_FOUND else ''}"
    more = len(found) - len(drawn)
    text = say("order-several", turn.language, count=count, shown=len(drawn), more=more)
    return Answer(text, [section(text), *(block for one in drawn for block in one.blocks)])


def _drawn(turn: Turn, order: Order) -> Answer:
    found = view.Found(
        order,
        orders.items_of(turn.session, order),
        orders.parcel_of(turn.session, order),
        disputes.on_order(turn.session, order.store, order.order_id),
        turn.actor.may(Permission.SEE_BUYER, order.store),
        lanes.of(turn.session, order, turn.now),
    )
    return Answer.of(view.order(found, turn.now, turn.language))
