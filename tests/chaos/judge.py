"""The truth afterwards: the sandbox's book of messages against the gateway's, and the ledger."""

from collections import Counter
from dataclasses import dataclass, field

from tests.chaos import judging_moves, judging_nudges
from tests.chaos.ladder import seconds_of

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


def judge(reading):
    """Hold the books against each other."""
    verdict = Verdict()
    for one in reading.truth:
        _card(verdict, reading, one)
    _strangers(verdict, reading)
    for key in reading.standing.twice():
        verdict.add("messages doubled", key)
    verdict.looked_at["messages in Slack"] = sum(1 for _ in reading.standing.all())
    verdict.looked_at["disputes named while open"] = len(reading.known)
    judging_nudges.judge(verdict, reading)
    judging_moves.judge(verdict, reading)
    return verdict


def _card(verdict, reading, one):
    is_open, mine = one["status"] == "processing", reading.shown[one["issue_id"]]
    if mine is None:
        if is_open:
            verdict.add("disputes lost", one["issue_id"])
        return
    verdict.looked_at["disputes"] += 1
    cards = reading.standing.by_number[mine.number]
    if not cards and (is_open or mine.number in reading.ever | reading.known):
        verdict.add("cards missing", mine.number)
    if len(cards) > 1:
        verdict.add("cards doubled", mine.number)
    if cards:
        verdict.looked_at["cards"] += 1
        for why in _stale(one, cards[0], mine, reading.ledger):
            verdict.add("cards stale", (mine.number, why))


def _strangers(verdict, reading):
    """Every number belongs to a dispute of the platform's, and stays with it for ever."""
    known = {mine.number for mine in reading.shown.values() if mine}
    for number in reading.standing.by_number.keys() - known:
        verdict.add("cards doubled", (number, "no dispute has it"))
    for number in reading.ever - known:
        verdict.add("disputes lost", (number, "it had a card once"))


def _stale(one, card, shown, ledger):
    is_open = one["status"] == "processing"
    if not is_open and not card.is_closed:
        yield "it has ended at the platform"
    if is_open and card.is_closed and not ledger.of(card.number, "resolve", "merge"):
        yield "it is open at the platform"
    if not card.says(shown.message):
        yield "the desk itself says otherwise"
    if card.is_closed or card.is_merged:
        return
    if one["due_told"] and one["due_at"] and card.due != seconds_of(one["due_at"]):
        yield f"its deadline is another one: {card.due}, not {seconds_of(one['due_at'])}"
    if not ledger.of(card.number, "merge"):
        yield from _misplaced(card, ledger.owners(card.number))


def _misplaced(card, possible):
    if card.owner not in possible | {None}:
        yield f"{card.owner} cannot have it: {possible}"
    if card.owner is None and None not in possible:
        yield "its owner is gone"
