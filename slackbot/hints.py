"""What the platform pushes, gathered for a moment and passed on; all of it may be lost."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Self

import structlog

from models import tracing
from slackbot.wake import Due, Wake

log = structlog.get_logger()

GATHERED = 0.5  # Seconds: pushes come in bursts, and one reading answers for all of them.
MOST = 5_000  # Hints at a time; whatever more there is, the next poll finds.
WHOLE_STORE = 20  # Orders of a seller from which on one reads the store instead.
LONGEST_ID = 32

# The surest name first.
_SELLER = ("sellerid", "userid", "havanaid")
_ORDER = ("orderid", "tradeorderid", "orderno", "tradeid", "parentorderid")


@dataclass(frozen=True, order=True)
class Hint:
    """Something happened to this seller's order, or somewhere in their store."""

    seller_id: str
    order_id: str = ""
    trace: str | None = field(default=None, compare=False)

    @classmethod
    def read(cls, body: bytes) -> Self | None:
        """Whatever the topic, it is the seller and the order that count; None without a seller."""
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            return None  # It was signed, and yet it tells nothing.
        if not isinstance(told, dict):
            return None
        data = told.get("data")
        if isinstance(data, str):  # Some platforms wrap their topic's own words once more.
            try:
                data = json.loads(data)
            except (ValueError, RecursionError):
                data = None  # Words, then.
        inner = data if isinstance(data, dict) else {}
        seller = _id(told, _SELLER) or _id(inner, _SELLER)
        order = _id(inner, _ORDER) or _id(told, _ORDER)
        return cls(seller, order, tracing.current()) if seller else None


def _id(told: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The id under the first of these names, however it is spelt; a number or its digits."""
    plain = {name.replace("_", "").lower(): value for name, value in told.items()}
    for value in (plain[name] for name in names if name in plain):
        text = str(value).strip() if isinstance(value, int | str) else ""
        if text.isascii() and text.isalnum() and len(text) <= LONGEST_ID:
            return text
    return ""


class Hints:
    """Takes hints at once, on the event loop, and sends them from a thread of its own."""

    def __init__(self, wake: Wake) -> None:
        self._wake = wake
        self._waiting: set[Hint] = set()
        self._thread = ThreadPoolExecutor(1, "hints")
        self._sending = False

    def take(self, hint: Hint) -> None:
        if len(self._waiting) < MOST:
            self._waiting.add(hint)
        self._soon()

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _soon(self) -> None:
        if not self._sending and self._waiting:
            self._sending = True
            asyncio.get_running_loop().call_later(GATHERED, self._send)

    def _send(self) -> None:
        gathered, self._waiting = self._waiting, set()
        try:
            sent = asyncio.get_running_loop().run_in_executor(self._thread, self._pass_on, gathered)
        except RuntimeError:
            return  # The process is going down.
        sent.add_done_callback(self._sent)

    def _sent(self, _: object) -> None:
        self._sending = False
        self._soon()

    def _pass_on(self, gathered: set[Hint]) -> None:
        for hint in merged(gathered):
            with tracing.resumed(hint.trace):
                log.info("push_passed_on", order=hint.order_id or None)
                taken = self._wake.hint(Due.PUSHED, hint.seller_id, hint.order_id)
            if not taken:
                log.warning("hints_lost", count=len(gathered))
                return


def merged(gathered: set[Hint]) -> list[Hint]:
    """One hint a store where its orders are many, or where a hint named none."""
    by_seller: dict[str, set[Hint]] = defaultdict(set)
    for hint in sorted(gathered):
        by_seller[hint.seller_id].add(hint)
    told: list[Hint] = []
    for hints in by_seller.values():
        whole = replace(min(hints), order_id="")
        told += [whole] if whole in hints or len(hints) > WHOLE_STORE else sorted(hints)
    return told
