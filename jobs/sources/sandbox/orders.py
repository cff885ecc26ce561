"""Orders and their parcels as the platform's calls show them."""

from datetime import datetime

from jobs.sources.sandbox.parcels import CARRIERS
from jobs.sources.sandbox.state import Order
from jobs.sources.sandbox.window import Json, Window


def order_row(window: Window, order: Order) -> Json:
    return {
        "order_id": order.order_id,
        "order_status": order.status,
        "issue_status": window.issue_status(order),
        "frozen_status": "IN_FROZEN" if order.status == "IN_FROZEN" else "NO_FROZEN",
        "fund_status": "PAY_SUCCESS" if order.paid else "NOT_PAY",
        "logistics_status": _logistics_status(order),
        "gmt_create": window.time(order.created),
        "gmt_pay_time": window.time(order.paid),
        "gmt_update": window.time(order.modified),
        "gmt_send_goods_time": "" if order.ended else window.time(order.shipped),
        "pay_amount": {"amount": str(order.usd), "currency_code": "USD"},
        "buyer_login_id": order.buyer,
        "biz_type": "AE_COMMON",
        "product_list": [_product(window, order)],
        **_left_to_ship(window, order),
    }


def order_detail(window: Window, order: Order) -> Json:
    return {
        "id": order.order_id,
        "order_status": order.status,
        "issue_status": window.issue_status(order),
        "gmt_create": window.time(order.created),
        "gmt_pay_success": window.time(order.paid),
        "gmt_modified": window.time(order.modified),
        "gmt_trade_end": window.time(order.ended),
        "over_time_left": window.time(_limit(order)),
        "loan_status": "loan_none",
        "order_amount": {"amount": str(order.usd), "currency_code": "USD"},
        "buyer_info": {"login_id": order.buyer, "country": order.country},
        "receipt_address": {"country": order.country},
        "child_order_list": [_child(window, order)],
        "logistic_info_list": [_shipment(window, order)] if order.shipped else [],
    }


def tracking(window: Window, order: Order) -> Json:
    return {
        "result_success": True,
        "error_desc": "",
        "official_website": "https://global.cainiao.com/",
        "details": [
            {
                "event_desc": event.words,
                "event_date": window.time(event.at),
                "address": "",
                "action_code": event.code,
            }
            for event in reversed(order.trail)
        ],
    }


def _left_to_ship(window: Window, order: Order) -> Json:
    if order.ship_by is None or order.shipped:
        return {}
    seconds = window.seconds_to(order.ship_by)
    left = max(seconds, 0)
    return {
        "timeout_left_time": seconds * 1000,
        "left_send_good_day": str(left // 86_400),
        "left_send_good_hour": str(left % 86_400 // 3600),
        "left_send_good_min": str(left % 3600 // 60),
    }


def _product(window: Window, order: Order) -> Json:
    product = window.product(order)
    key, name = CARRIERS[order.service]
    return {
        "child_id": order.child_id,
        "product_id": product.product_id,
        "product_name": product.name,
        "product_count": order.quantity,
        "product_unit_price": {"amount": product.price, "currency_code": "USD"},
        "sku_code": product.sku,
        "son_order_status": order.status,
        "issue_status": window.issue_status(order),
        "freight_commit_day": str(order.promised_days),
        "goods_prepare_time": 7,
        "logistics_type": key,
        "logistics_service_name": name,
        "send_goods_time": window.time(order.shipped),
    }


def _child(window: Window, order: Order) -> Json:
    """Without name, count and price, which only the list has."""
    product = window.product(order)
    return {
        "child_order_id": order.child_id,
        "order_sort_id": 1,
        "product_id": product.product_id,
        "sku_code": product.sku,
        "issue_status": window.issue_status(order),
    }


def _shipment(window: Window, order: Order) -> Json:
    key, name = CARRIERS[order.service]
    signed = next((event.at for event in order.trail if event.code == "GTMS_SIGNED"), None)
    return {
        "logistics_no": order.number,
        "logistics_type_code": key,
        "logistics_service_name": name,
        "gmt_send": window.time(order.shipped),
        "gmt_received": window.time(signed),
        "have_tracking_info": bool(order.trail),
        "receive_status": "received" if signed else "default",
    }


def _logistics_status(order: Order) -> str:
    if order.shipped is None:
        return "WAIT_SELLER_SEND_GOODS" if order.paid else "NO_LOGISTICS"
    return "BUYER_ACCEPT_GOODS" if order.ended else "SELLER_SEND_GOODS"


def _limit(order: Order) -> datetime | None:
    """When the current status ends by itself."""
    if order.ended:
        return None
    return order.protection_ends if order.shipped else order.ship_by
