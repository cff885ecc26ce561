"""The business calls that the gateway serves."""

from collections.abc import Callable
from typing import NamedTuple

from jobs.sources.sandbox import issues, orders
from jobs.sources.sandbox.order_query import BadQuery, Query
from jobs.sources.sandbox.parameters import Params, cut, dto, number, page
from jobs.sources.sandbox.parcels import CARRIERS
from jobs.sources.sandbox.refusing import Refusal, missing
from jobs.sources.sandbox.state import Order
from jobs.sources.sandbox.window import Json, Window


def list_issues(window: Window, params: Params) -> Json:
    query = dto(params, "query_dto")
    status, order_no = query.get("issue_status"), str(query.get("order_no") or "")
    found = [
        dispute
        for dispute in window.shop.disputes.values()
        if (dispute.issue_status == status if status else dispute.is_open)
        and order_no
        in ("", str(dispute.order_id), str(window.shop.orders[dispute.order_id].child_id))
    ]
    found.sort(key=lambda dispute: (dispute.opened, dispute.issue_id), reverse=True)
    current, size = page(query)
    return {
        "current_page": current,
        "page_size": size,
        "total_item": len(found),
        "data_list": [issues.issue_row(window, row) for row in cut(found, current, size)],
    }


def read_issue(window: Window, params: Params) -> Json:
    if not params.get("buyer_login_id"):
        raise missing("buyer_login_id")
    dispute = window.shop.disputes.get(number(params, "issue_id"))
    if dispute is None or window.shop.orders[dispute.order_id].buyer != params["buyer_login_id"]:
        raise Refusal("isv.issue-not-exist", "The issue does not exist")
    return {"result_object": issues.issue_detail(window, dispute)}


def list_orders(window: Window, params: Params) -> Json:
    return _orders(window, dto(params, "param_aeop_order_query"))


def list_solution_orders(window: Window, params: Params) -> Json:
    """The other family of calls takes its query whole, or field by field."""
    if params.get("param0"):
        return _orders(window, dto(params, "param0"))
    flat = {**params}
    pages = {name: number(params, name) for name in ("current_page", "page_size")}
    return _orders(window, flat | pages)


def _orders(window: Window, query: Json) -> Json:
    current, size = page(query)
    try:
        asked = Query.read(query)
    except BadQuery as error:
        return {
            "result": {
                "success": False,
                "error_code": "F00-10-10000-002",
                "error_message": str(error),
            }
        }
    found = [order for order in window.shop.orders.values() if asked.asks_for(window, order)]
    found.sort(key=lambda order: (order.created, order.order_id), reverse=True)
    return {
        "result": {
            "success": True,
            "current_page": current,
            "page_size": size,
            "total_page": -(-len(found) // size),
            "total_count": len(found),
            "target_list": [orders.order_row(window, row) for row in cut(found, current, size)],
        }
    }


def read_order(window: Window, params: Params) -> Json:
    order_id = str(dto(params, "param1").get("order_id"))
    order = window.shop.orders.get(int(order_id) if order_id.isdecimal() else 0)
    if order is None:
        raise Refusal("isv.order-not-exist", "The order does not exist")
    return {"target": orders.order_detail(window, order)}


def read_tracking(window: Window, params: Params) -> Json:
    for name in ("logistics_no", "origin", "out_ref", "service_name", "to_area"):
        if not params.get(name):
            raise missing(name)
    order = window.shop.orders.get(number(params, "out_ref"))
    if order is None or not _is_its_parcel(order, params):
        return {"result_success": False, "error_desc": "no tracking information", "details": []}
    return orders.tracking(window, order)


def read_solution_order(window: Window, params: Params) -> Json:
    return {"result": {"data": read_order(window, params)["target"]}}


class Method(NamedTuple):
    group: str
    serve: Callable[[Window, Params], Json]


METHODS: dict[str, Method] = {
    "aliexpress.issue.issuelist.get": Method("disputes", list_issues),
    "aliexpress.issue.detail.get": Method("disputes", read_issue),
    "aliexpress.trade.seller.orderlist.get": Method("orders", list_orders),
    "aliexpress.trade.new.redefining.findorderbyid": Method("orders", read_order),
    "aliexpress.solution.order.get": Method("orders", list_solution_orders),
    "aliexpress.solution.order.info.get": Method("orders", read_solution_order),
    "aliexpress.logistics.redefining.querytrackingresult": Method("logistics", read_tracking),
}


def _is_its_parcel(order: Order, params: Params) -> bool:
    return (order.number, CARRIERS[order.service][0]) == (
        params["logistics_no"],
        params["service_name"],
    )
