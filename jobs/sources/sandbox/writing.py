"""The calls that act: strict about what they take, and each is a line in the gateway's books."""

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from jobs.sources.sandbox import answering, evidence, extending
from jobs.sources.sandbox.declining import Declined
from jobs.sources.sandbox.parameters import Params
from jobs.sources.sandbox.refusing import Refusal
from jobs.sources.sandbox.state import Entry, World
from jobs.sources.sandbox.window import Json, Window

Files = Mapping[str, bytes]
Said = dict[str, str]


class Write(NamedTuple):
    group: str
    read: Callable[[Params, Files], Said]  # What is asked, in words for the books.
    act: Callable[[World, Window, Said], None]
    done: Json
    declined: Callable[[Declined], Json]


def _no(declined: Declined) -> Json:
    return {"result_object": False, "error_code": declined.code, "error_message": str(declined)}


def _not_extended(declined: Declined) -> Json:
    return {"is_success": False, "sub_error_code": declined.code, "error_desc": str(declined)}


WRITES: dict[str, Write] = {
    "aliexpress.issue.solution.save": Write(
        "disputes", answering.read_plan, answering.save, {"result_object": True}, _no
    ),
    "aliexpress.issue.solution.agree": Write(
        "disputes", answering.read_agreement, answering.agree, {"result_object": True}, _no
    ),
    "aliexpress.issue.image.upload": Write(
        "disputes", evidence.read, evidence.keep, {"result_object": True}, _no
    ),
    "aliexpress.trade.redefining.extendsbuyeracceptgoodstime": Write(
        "orders", extending.read, extending.extend, {"is_success": True}, _not_extended
    ),
}


def write(world: World, window: Window, params: Params, files: Files) -> Json:
    """
    Do it or decline it; the books know either way.

    Raises:
        Refusal: the call itself makes no sense.

    """
    method = WRITES[params["method"]]
    said: Said = {}
    try:
        said = method.read(params, files)
        method.act(world, window, said)
    except Declined as declined:
        _book(world, window, params, said, str(declined))
        return method.declined(declined)
    except Refusal as refusal:
        _book(world, window, params, said, refusal.said)
        raise
    _book(world, window, params, said)
    return method.done


def _book(world: World, window: Window, params: Params, said: Said, why: str = "") -> None:
    about = said.get("issue_id") or said.get("order_id") or _asked_of(params)
    world.books.append(
        Entry(
            method=params["method"].rpartition(".")[2],
            store=window.shop.name,
            about=about,
            said=said,
            accepted=not why,
            why=why,
        )
    )


def _asked_of(params: Params) -> str:
    """Whatever the malformed call was about, as far as it tells."""
    try:
        told = json.loads(params.get("param_dto") or "{}")
    except ValueError:
        told = {}  # It is refused for that already.
    inner = told.get("issue_id") if isinstance(told, dict) else None
    return str(inner or params.get("issue_id") or params.get("param0") or "")
