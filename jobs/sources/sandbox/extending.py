"""More time for a buyer of the demo world to receive what was shipped."""

from collections.abc import Mapping
from datetime import timedelta

from jobs.sources.sandbox.declining import Declined
from jobs.sources.sandbox.parameters import Params
from jobs.sources.sandbox.refusing import missing
from jobs.sources.sandbox.state import World
from jobs.sources.sandbox.window import Window

_MOST_DAYS = 60
_TRAVELLING = {"WAIT_BUYER_ACCEPT_GOODS", "IN_ISSUE"}


def read(params: Params, _files: Mapping[str, bytes]) -> dict[str, str]:
    for name in ("param0", "param1"):
        if not params.get(name):
            raise missing(name)
    return {"order_id": params["param0"], "days": params["param1"]}


def extend(world: World, window: Window, said: dict[str, str]) -> None:
    number = said["order_id"]
    order = window.shop.orders.get(int(number) if number.isdecimal() else 0)
    if order is None:
        raise Declined("The order does not exist.", "100")
    if not said["days"].isdecimal() or int(said["days"]) == 0:
        raise Declined("The number of days makes no sense.", "200")
    if int(said["days"]) > _MOST_DAYS:
        raise Declined("The extension exceeds the limit.", "201")
    if order.status not in _TRAVELLING or order.protection_ends is None:
        raise Declined("The order cannot be extended in this state.", "210")
    order.protection_ends += timedelta(days=int(said["days"]))
    order.modified = world.now()
