"""Disputes as the platform's list and detail calls show them."""

from decimal import Decimal

from jobs.sources.sandbox.buyers import MARKETS, Market
from jobs.sources.sandbox.state import Dispute, Plan, Step
from jobs.sources.sandbox.window import Json, Window
from models.records import SolutionOwner

_DETAIL_ID_OFFSET = 1_000_000_000_000  # The platform's detail shows another id than its list.
_LIST_NAMES = {
    SolutionOwner.BUYER: "buyer_solution_list",
    SolutionOwner.SELLER: "seller_solution_list",
    SolutionOwner.PLATFORM: "platform_solution_list",
}
_SINCE_2023 = ("reverse_detail_status", "timeout_type", "timeout_trigger_time")


def issue_row(window: Window, dispute: Dispute) -> Json:
    order = window.shop.orders[dispute.order_id]
    return {
        "issue_id": dispute.issue_id,
        "order_id": order.child_id,
        "parent_order_id": order.order_id,
        "buyer_login_id": order.buyer,
        "issue_status": dispute.issue_status,
        "gmt_create": window.time(dispute.opened),
        "gmt_modified": window.time(dispute.modified),
        "reason_chinese": dispute.reason_chinese,
        "reason_english": dispute.reason_english,
    }


def issue_detail(window: Window, dispute: Dispute) -> Json:
    order = window.shop.orders[dispute.order_id]
    market = MARKETS[dispute.language]
    product = window.product(order)
    told = {
        "id": dispute.issue_id - _DETAIL_ID_OFFSET,
        "gmt_create": window.time(dispute.opened),
        "order_id": order.child_id,
        "parent_order_id": order.order_id,
        "buyer_login_id": order.buyer,
        "product_id": str(product.product_id),
        "product_name": product.name,
        "product_price": product.price,
        "product_price_currency": "USD",
        "refund_money_max": str(order.usd),
        "refund_money_max_currency": "USD",
        "refund_money_max_local": local(order.usd, market),
        "refund_money_max_local_currency": market.currency,
        "issue_reason": dispute.reason_english,
        "issue_reason_id": dispute.reason_id,
        "issue_status": dispute.issue_status,
        "reverse_detail_status": dispute.raw_status,
        "timeout_type": dispute.timeout_type if dispute.timer_told else "",
        "timeout_trigger_time": window.time(dispute.due_at) if dispute.timer_told else "",
        "after_sale_warranty": dispute.handled,
        **_plans(window, dispute, market),
        "process_dto_list": [_step(window, dispute, step) for step in reversed(dispute.log)],
    }
    hidden = _SINCE_2023 if dispute.old_style else ()
    return {name: value for name, value in told.items() if name not in hidden}


def _plans(window: Window, dispute: Dispute, market: Market) -> Json:
    told: Json = {name: [] for name in _LIST_NAMES.values()}
    for plan in dispute.plans:
        told[_LIST_NAMES[plan.owner]].append(_plan(window, dispute, plan, market))
    return told


def _plan(window: Window, dispute: Dispute, plan: Plan, market: Market) -> Json:
    imposed = plan.owner is SolutionOwner.PLATFORM  # Its dollars stay blank.
    return {
        "id": plan.plan_id,
        "issue_id": dispute.issue_id,
        "order_id": window.shop.orders[dispute.order_id].child_id,
        "solution_owner": plan.owner.value,
        "solution_type": plan.kind,
        "is_default": len(dispute.plans) == 1,
        "status": plan.status,
        "content": plan.content,
        "refund_money": str(plan.local) if plan.local is not None else local(plan.usd, market),
        "refund_money_currency": market.currency,
        "refund_money_post": "" if imposed else str(plan.usd),
        "refund_money_post_currency": "" if imposed else "USD",
        "gmt_create": window.time(plan.created),
        "gmt_modified": window.time(plan.modified),
        "reached_type": plan.reached_type,
        "reached_time": window.time(plan.reached_at),
        "buyer_accept_time": "",
        "seller_accept_time": "",
    }


def _step(window: Window, dispute: Dispute, step: Step) -> Json:
    return {
        "gmt_create": window.time(step.at),
        "action_type": step.action,
        "submit_member_type": step.actor,
        "content": step.content,
        "receive_goods": dispute.received,
        "has_buyer_video": False,
        "has_seller_video": False,
        "issue_id": dispute.issue_id,
        "attachments": [
            {
                "file_path": f"https://pictures.invalid/{dispute.issue_id}-{number}.jpg",
                "owner": step.actor,
                "gmt_create": window.time(step.at),
                "issue_id": dispute.issue_id,
            }
            for number in range(step.pictures)
        ],
    }


def local(usd: Decimal, market: Market) -> str:
    return str((usd * market.per_dollar).quantize(Decimal("0.01")))
