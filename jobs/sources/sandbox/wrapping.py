"""The gateway's wordier shape: what it answers when a call does not ask for `simplify`."""

from typing import Any

_ITEMS = {
    "data_list": "issue_api_issue_dto",
    "buyer_solution_list": "solution_api_dto",
    "seller_solution_list": "solution_api_dto",
    "platform_solution_list": "solution_api_dto",
    "process_dto_list": "api_issue_process_dto",
    "attachments": "api_attachment_dto",
    "target_list": "aeop_order_item_dto",
    "product_list": "aeop_order_product_dto",
    "child_order_list": "aeop_tp_child_order_dto",
    "logistic_info_list": "aeop_tp_logistics_info_dto",
    "details": "details",
}


def wrapped(method: str, answer: dict[str, Any]) -> dict[str, Any]:
    return {f"{method.replace('.', '_')}_response": _wrap(answer)}


def _wrap(told: Any, name: str = "") -> Any:
    if isinstance(told, list):
        item = _ITEMS.get(name, name.removesuffix("s"))
        return {item: [_wrap(row) for row in told]} if told else {}
    if isinstance(told, dict):
        return {key: _wrap(value, key) for key, value in told.items()}
    return told
