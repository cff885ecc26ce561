"""All that a judge looks at, read once: Slack, the gateway's books, and the people's ledger."""

from collections import ChainMap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from jobs.sources.sandbox.stores import DEMO_STORES
from tests.chaos.books import Standing, card_in
from tests.chaos.ladder import seconds_of
from tests.chaos.people import TEAM, Ledger

READERS = {"en": TEAM, "zh": ("UADA",)}


@dataclass
class Reading:
    messages: dict  # What stands in Slack, by channel.
    truth: list  # The disputes, as they are at the platform.
    book: list  # The calls to act that the platform carried out.
    shown: dict  # What the desk itself answers about each dispute, by the platform's id.
    ledger: Ledger
    ever: set  # Numbers of which a card was ever seen to stand.
    known: set  # Numbers that the desk named while they were open.
    former: dict  # Where cards stood that somebody deleted, by number.

    @classmethod
    def of(cls, stage, ledger, ever, known):
        stores, book = stage.gateway.world()["stores"], stage.gateway.books()
        truth = [
            _as_told(one, stage.change) for told in stores.values() for one in told["disputes"]
        ]
        answers = _asked_side_by_side(stage.slack, stores)
        messages = Standing(stage.slack).messages
        return cls(
            messages, truth, book, answers, ledger, set(ever), set(known), dict(stage.deleted)
        )

    @cached_property
    def standing(self):
        return Standing.of(self.messages, self.former)

    def card(self, one):
        """The one card of a dispute; None where it has none, or several."""
        mine = self.shown[one["issue_id"]]
        cards = self.standing.by_number[mine.number] if mine else []
        return cards[0] if len(cards) == 1 else None


def _as_told(one, change):
    """With the deadline that the platform's wall time says: of an hour shown twice the first."""
    if change is None or not one["due_at"]:
        return one
    limit = change.as_told(seconds_of(one["due_at"]))
    return one | {"due_at": datetime.fromtimestamp(limit, UTC).isoformat()}


def _asked_side_by_side(slack, stores):
    """Each person asks about a share of them; one person's answers would come mixed up."""

    def ask(user, share):
        return {issue: shown(slack, issue, user) for issue in share}

    shares = dict(_shares(stores))
    with ThreadPoolExecutor(len(shares)) as pool:
        return dict(ChainMap(*pool.map(ask, shares, shares.values())))


def _shares(stores):
    """Whoever asks reads the language of the store, as its cards are written."""
    for language, readers in READERS.items():
        named = [store.name for store in DEMO_STORES if store.language == language]
        issues = [one["issue_id"] for name in named for one in stores[name]["disputes"]]
        for place, user in enumerate(readers):
            yield user, issues[place :: len(readers)]


def shown(slack, issue_id, user="ULEA"):
    """The desk's answer to somebody who asks for it by the platform's id."""
    answer = slack.command(user, f"/dispute show {issue_id}")
    told = [card_in(message) for message in answer["ephemeral"]]
    return told[0] if told else None
