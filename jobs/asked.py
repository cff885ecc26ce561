"""
An order that somebody looked up is read again, and what is fresh is shown to them.

What asks for it is a hint: where Redis loses it, the answer of the desk's own books stands.
"""

from http.client import HTTPException

import httpx
import structlog
from slack_sdk.webhook import WebhookClient

from jobs.desk import desk
from jobs.sources import calling
from jobs.sources.errors import SourceError
from jobs.stores import reader
from jobs.visiting.parcel_reading import follow
from jobs.visiting.taking import spared, take_in
from models import members, orders
from models.orders import Order
from models.stores import Store
from slackbot import order_look
from slackbot.desk import Desk
from slackbot.requests import Answer, Request, Turn

log = structlog.get_logger()

AT_MOST = httpx.Timeout(5, connect=2)  # Somebody waits.
ANSWERS = 5  # Seconds for Slack.


def refresh(order_key: str, user: str, language: str, response_url: str) -> None:
    here = desk()
    with here.database.read() as session:
        order = session.get_one(Order, int(order_key))
        store = session.get_one(Store, order.store)
    trouble = _read(here, store, order.order_id)
    with here.database.read() as session:
        order = session.get_one(Order, int(order_key))
        request = Request("", user, None, here.now(), language=language)
        turn = Turn(session, request, members.actor(session, user), language, here.settings)
        fresh = order_look.again(turn, order, trouble)
    _show(response_url, fresh)


def _read(here: Desk, store: Store, order_id: str) -> str | None:
    """Why it could not be read; None when it was."""
    try:
        with calling.gateway(here.settings.aliexpress_gateway_url, AT_MOST) as http:
            source = reader(here, store, http, calling.Patience(tries=1))
            take_in(here, source.order(order_id))
            with here.database.read() as session:
                order = orders.find(session, store.name, order_id)
            if order is not None and order.tracking_number:
                with spared("parcel", order_id):
                    follow(here, source, order)
    except SourceError as error:
        log.warning("order_not_refreshed", store=store.name, order=order_id, error=str(error))
        return str(error)
    here.wake()
    return None


def _show(response_url: str, fresh: Answer) -> None:
    client = WebhookClient(response_url, timeout=ANSWERS)
    try:
        client.send(
            text=fresh.text,
            blocks=fresh.blocks,
            response_type="ephemeral",
            replace_original=True,
        )
    except (OSError, HTTPException, ValueError) as error:
        # They have the answer of before, and may ask again.
        log.warning("order_not_shown", error=type(error).__name__)
