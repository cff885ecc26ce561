"""
A second gateway, written from the platform's documentation alone and sharing no code with ours.

It is terse where the sandbox is generous: it never simplifies, names numbers as text, leaves out
whatever is optional, sends a list of one as an object, and serves pages of six whatever is asked
for.
"""

import hashlib
import hmac
import json
from urllib.parse import parse_qsl

import httpx

KEY, SECRET, TOKEN = "12345678", "helloworld", "token-of-the-owner"
SERVED = 6  # Rows of a page.


class OtherGateway:
    """
    `httpx.Client(transport=httpx.MockTransport(OtherGateway(...)))` calls it.

    Args:
        token_parameter: The one name under which it takes the token.
        orders: "trade", "solution" or "solution-flat": the one family of order calls it has.

    """

    def __init__(self, token_parameter="session", orders="trade"):  # noqa: S107 - A name.
        self.token_parameter = token_parameter
        self.family = orders
        self.issues, self.orders, self.trails = [], {}, {}
        self.asked = []
        self.instead = {}  # What it answers to a call in place of the truth.

    def __call__(self, request):
        told = dict(parse_qsl(request.url.query.decode(), keep_blank_values=True))
        told |= dict(parse_qsl(request.content.decode(), keep_blank_values=True))
        if request.url.path != "/sync":
            return httpx.Response(404)
        if told.get("sign") != _sign(told):
            return _error("IncompleteSignature", "The request signature does not conform")
        if told.get(self.token_parameter) != TOKEN:
            return _error("IllegalAccessToken", "The specified access token is invalid")
        self.asked.append(told["method"])
        serve = self._calls().get(told["method"])
        if serve is None:
            return _error("InvalidApiPath", "no such API")
        try:
            answer = self.instead.get(told["method"]) or serve(told)
        except KeyError as missing:
            return _error("MissingParameter", f"The parameter {missing} is missing")
        wrapper = told["method"].replace(".", "_") + "_response"
        return httpx.Response(
            200, json={wrapper: answer | {"request_id": "0ba2887315178178017221014"}}
        )

    def _calls(self):
        listing = "aliexpress.solution.order.get"
        detail = "aliexpress.solution.order.info.get"
        if self.family == "trade":
            listing = "aliexpress.trade.seller.orderlist.get"
            detail = "aliexpress.trade.new.redefining.findorderbyid"
        return {
            "aliexpress.issue.issuelist.get": self._issue_list,
            "aliexpress.issue.detail.get": self._issue,
            listing: self._order_list,
            detail: self._order,
            "aliexpress.logistics.redefining.querytrackingresult": self._tracking,
        }

    def _issue_list(self, told):
        query = json.loads(told["query_dto"])
        status = query.get("issue_status", "processing")
        rows = [one for one in self.issues if one["row"]["issue_status"] == status]
        rows = [one["row"] for one in rows]
        return {
            "total_item": str(len(rows)),
            "page_size": str(SERVED),
            "current_page": str(query["current_page"]),
            "data_list": _dto("issue_api_issue_dto", _page(rows, query)),
        }

    def _issue(self, told):
        buyer, number = told["buyer_login_id"], told["issue_id"]
        for one in self.issues:
            row = one["row"]
            if str(row["issue_id"]) == number and row["buyer_login_id"] == buyer:
                return {"result_object": one["detail"]}
        return {"result_object": {}}

    def _order_list(self, told):
        if self.family == "solution-flat":
            query = {name: told[name] for name in ("current_page", "page_size")} | told
        else:
            parameter = "param_aeop_order_query" if self.family == "trade" else "param0"
            query = json.loads(told[parameter])
        status = query.get("order_status")
        span = query["modified_date_start"], query["modified_date_end"]
        rows = [
            row
            for row in (one["row"] for one in self.orders.values())
            if (row["order_status"] == status if status else row["order_status"] != "FINISH")
            and span[0] <= row["gmt_update"] <= span[1]
        ]
        item = "aeop_order_item_dto" if self.family == "trade" else "order_dto"
        served = {"target_list": _dto(item, _page(rows, query)), "page_size": SERVED}
        # Neither a total nor a word on success: only how many pages there are.
        return {"result": served | {"total_page": -(-len(rows) // SERVED)}}

    def _order(self, told):
        detail = self.orders.get(str(json.loads(told["param1"])["order_id"]), {}).get("detail", {})
        return {"target": detail} if self.family == "trade" else {"result": {"data": detail}}

    def _tracking(self, told):
        trail = self.trails.get((told["out_ref"], told["logistics_no"]))
        if trail is None:
            return {"result_success": "false", "error_desc": "no trace"}
        return {"result_success": "true", "details": _dto("details", trail)}


def _sign(told):
    parts = [name + told[name] for name in sorted(told) if name != "sign" and told[name] != ""]
    key = SECRET.encode()
    return hmac.new(key, "".join(parts).encode(), hashlib.sha256).hexdigest().upper()


def _page(rows, query):
    first = (int(query["current_page"]) - 1) * SERVED
    return rows[first : first + SERVED]


def _dto(name, rows):
    """Nothing at all, the one row itself, or a list under the name of its items."""
    if not rows:
        return {}
    return {name: rows[0] if len(rows) == 1 else rows}


def _error(code, said):
    return httpx.Response(200, json={"error_response": {"type": "ISV", "code": code, "msg": said}})
