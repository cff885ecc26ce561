"""The truth afterwards: the sandbox's book of messages against the gateway's, and the ledger."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from tests.chaos.books import Standing, card_in
from tests.chaos.people import DONE, REFUSED

STEPS = (72, 24, 6, 1)  # Hours before the platform's deadline at which nobody's dispute is named.
LATEST = 300  # Seconds that a step may be due before it is missed.

COUNTS = (
    "disputes lost",
    "cards missing",
    "cards doubled",
    "cards stale",
    "messages doubled",
    "nudges lost",
    "nudges doubled",
    "moves lost",
    "moves applied twice",
    "platform actions doubled",
    "platform actions told wrongly",
)


@dataclass
class Verdict:
    found: dict = field(default_factory=lambda: {name: [] for name in COUNTS})
    looked_at: Counter = field(default_factory=Counter)

    def add(self, what, about):
        self.found[what].append(about)

    @property
    def is_clean(self):
        return not any(self.found.values())


class Judge:
    """
    Holds one reading of the books against the other.

    Args:
        ever: Numbers of which a card was ever seen to stand.

    """

    def __init__(self, stage, ledger, ever):
        self._slack, self._gateway, self._ledger = stage.slack, stage.gateway, ledger
        self._ever = ever

    def judge(self):
        verdict = Verdict()
        stores = self._gateway.world()["stores"]
        truth = [one for told in stores.values() for one in told["disputes"]]
        books = Counter(self._said(line) for line in self._gateway.books())
        acts = Counter(line["about"] for line in self._gateway.books())
        shown = {one["issue_id"]: self._shown(one) for one in truth}
        standing = Standing(self._slack)
        self._cards(verdict, standing, truth, shown)
        for key in standing.twice():
            verdict.add("messages doubled", key)
        for one in truth:
            card = self._card(standing, shown[one["issue_id"]])
            if card is not None:
                self._nudges(verdict, standing, one, card)
                self._acts(verdict, standing, card, acts[one["issue_id"]])
        still_open = {
            s.number for one in truth if (s := shown[one["issue_id"]]) and self._is_open(s)
        }
        self._moves(verdict, standing, still_open)
        for text, count in books.items():
            if count > 1:
                verdict.add("platform actions doubled", text)
        verdict.looked_at["actions in the platform's book"] = sum(books.values())
        verdict.looked_at["messages in Slack"] = sum(1 for _ in standing.all())
        return verdict

    @staticmethod
    def _said(line):
        return line["about"], line["method"], tuple(sorted(line["said"].items()))

    def _shown(self, one):
        """The desk's answer to somebody who asks for it by the platform's id."""
        answer = self._slack.command("ULEA", f"/dispute show {one['issue_id']}")
        told = [card_in(message) for message in answer["ephemeral"]]
        return told[0] if told else None

    def _card(self, standing, shown):
        cards = standing.by_number[shown.number] if shown else []
        return cards[0] if len(cards) == 1 else None

    def _cards(self, verdict, standing, truth, shown):
        for one in truth:
            is_open, mine = one["status"] == "processing", shown[one["issue_id"]]
            if mine is None:
                if is_open:
                    verdict.add("disputes lost", one["issue_id"])
                continue
            verdict.looked_at["disputes"] += 1
            cards = standing.by_number[mine.number]
            if not cards and (is_open or mine.number in self._ever):
                verdict.add("cards missing", mine.number)
            if len(cards) > 1:
                verdict.add("cards doubled", mine.number)
            if cards:
                verdict.looked_at["cards"] += 1
                for why in self._stale(one, cards[0], mine):
                    verdict.add("cards stale", (mine.number, why))

    def _stale(self, one, card, shown):
        is_open = one["status"] == "processing"
        resolved = self._ledger.of(card.number, "resolve", "merge")
        if not is_open and not card.is_closed:
            yield "it has ended at the platform"
        if is_open and card.is_closed and not resolved:
            yield "it is open at the platform"
        if not card.says(shown.message):
            yield "the desk itself says otherwise"
        if card.is_closed or card.is_merged:
            return
        if one["due_told"] and one["due_at"] and card.due != _seconds(one["due_at"]):
            yield f"its deadline is another one: {card.due}, not {_seconds(one['due_at'])}"
        merged = self._ledger.of(card.number, "merge")
        possible = self._ledger.owners(card.number) | {None}
        if not merged and card.owner not in possible:
            yield f"{card.owner} cannot have it: {possible}"
        if not merged and card.owner is None and None not in self._ledger.owners(card.number):
            yield "its owner is gone"

    def _nudges(self, verdict, standing, one, card):
        """Of what nobody has: whoever has one may rest, snooze, or be told elsewhere."""
        said = Counter(limit for limit, _ in standing.nudges(card))
        verdict.looked_at["nudges"] += sum(said.values())
        for limit, count in said.items():
            if count > 1:
                verdict.add("nudges doubled", (card.number, limit))
        if not self._asks(one, card):
            return
        limit, now = _seconds(one["due_at"]), time.time()
        passed = [hours for hours in STEPS if limit - hours * 3600 < now - LATEST]
        if passed and limit > now:
            verdict.looked_at["nudges due"] += 1
            if not said[limit]:
                verdict.add("nudges lost", (card.number, min(passed)))

    def _asks(self, one, card):
        ours = one["status"] == "processing" and one["turn"] == "ours" and one["due_told"]
        plain = ours and one["due_kind"] == "respond" and not one["platform_handled"]
        quiet = card.is_closed or card.is_merged or card.owner is not None
        return plain and one["due_at"] and not quiet

    def _acts(self, verdict, standing, card, done):
        """What the thread says was sent is what the platform's book has."""
        told = standing.acts(card)
        verdict.looked_at["platform actions"] += sum(told.values())
        if told["📤"] or not told["✔"] <= done <= told["✔"] + told["⚠"]:
            verdict.add("platform actions told wrongly", (card.number, dict(told), done))

    @staticmethod
    def _is_open(card):
        return not card.is_closed and not card.is_merged

    def _moves(self, verdict, standing, still_open):
        """
        Each escalation has words of its own, so that every one can be counted.

        What ended before the leads could be told is no news for them.
        """
        texts = standing.escalations()
        for move in self._ledger.all("escalate"):
            stands = sum(move.token in text for text in texts)
            verdict.looked_at["moves counted"] += 1
            if stands > (move.answer != REFUSED):
                verdict.add("moves applied twice", move)
            if move.answer == DONE and not stands and move.number in still_open:
                verdict.add("moves lost", move)


def _seconds(iso):
    return int(datetime.fromisoformat(iso).timestamp())
