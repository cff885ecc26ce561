"""People at work throughout, and what each of them was told: a ledger of their own."""

import time
from dataclasses import dataclass
from http import HTTPStatus
from itertools import product
from string import ascii_lowercase

from models.words import LANGUAGES, say
from slackbot import ids
from tests.chaos.at_work import AtWork
from tests.support.running import until

TEAM = ("UANA", "UBEN", "ULEA")
DONE, REFUSED, UNKNOWN = "done", "refused", "unknown"
OPENS = 3  # Seconds for a form to come.
BETWEEN = (0.1, 1.2)  # Seconds between two moves.
RARELY = 5  # For so many open cards there is one of what has ended.
LATE = 30  # Seconds in which a move whose answer was lost may still be carried out.
TOLD = {"claim": "you-claimed", "release": "you-released", "escalate": "you-escalated"}


@dataclass(frozen=True)
class Move:
    at: float  # When it was begun and when its answer came, or did not.
    ended: float
    user: str
    verb: str
    number: int
    answer: str
    token: str = ""  # Words that stand in nothing else.

    @property
    def leaves(self):
        """Who has the dispute after a claim or a release."""
        return self.user if self.verb == "claim" else None

    def may_follow(self, other):
        """Whether this may have been carried out after that, although it was begun before."""
        late = LATE if self.answer == UNKNOWN else 0
        return self is not other and self.at <= other.ended and other.at <= self.ended + late


class Ledger:
    """What people did, in order; nothing of it comes from the desk's own tables."""

    def __init__(self):
        self.moves = []

    def add(self, move):
        self.moves.append(move)

    def of(self, number, *verbs):
        return [m for m in self.moves if m.number == number and m.verb in verbs]

    def all(self, verb):
        return [m for m in self.moves if m.verb == verb]

    def owners(self, number):
        """Who may have a dispute: one person, where every answer of late arrived."""
        possible = {None}
        mine = [m for m in self.of(number, "claim", "release") if m.answer != REFUSED]
        for move in sorted(mine, key=lambda move: move.ended):
            if move.answer == DONE:
                possible = {other.leaves for other in mine if other.may_follow(move)}
            possible = possible | {move.leaves}
        return possible


class Person(AtWork):
    """
    Works until told to stop, one move after the other, on whatever card comes by.

    Args:
        slower: How many times as long as usual between two moves.

    """

    def __init__(self, user, slack, ledger, dice, slower=1):
        super().__init__()
        self._user, self._slack, self._ledger, self._dice = user, slack, ledger, dice
        self._pauses = [slower * seconds for seconds in BETWEEN]
        self._words = _words()
        self.cards = []  # What stands in the channels, as somebody last looked.

    def _pause(self):
        return self._dice.uniform(*self._pauses)

    def _step(self):
        if self.cards:
            acts, weights = zip(*ACTS.items(), strict=True)
            self._dice.choices(acts, weights)[0](self, self._dice.choice(self.cards))

    # Moves. Each is noted with what the person saw.

    def claims(self, card):
        self._one_way(card, "claim")

    def releases(self, card):
        self._one_way(card, "release")

    def _one_way(self, card, verb):
        ways = [self._types, self._presses, self._says]
        at, answer = time.time(), self._dice.choice(ways)(card, verb)
        self._note(at, verb, card, answer)

    def _types(self, card, verb, more=""):
        text = f"/dispute {verb} #{card.number} {more}".strip()
        seen = self._slack.command(self._user, text, card.channel)
        told = {m["text"].partition("\n")[0] for m in _answers(seen)}  # Below: what is late.
        if seen["status"] != 200:
            return UNKNOWN
        number = f"#{card.number}"
        done = {say(TOLD[verb], language, number=number) for language in LANGUAGES}
        return DONE if told & done else REFUSED if told else UNKNOWN

    def _presses(self, card, verb):
        pressed = {"claim": (ids.CLAIM, str(card.number))}
        action, value = pressed.get(verb, (ids.MENU, f"{verb}:{card.number}"))
        seen = self._slack.press(self._user, action, value, message=card.message)
        if seen["status"] != 200:
            return UNKNOWN
        # Silence after a press is not enough to go by: a repeat of a refusal is silent as well.
        return REFUSED if _answers(seen) else UNKNOWN

    def _says(self, card, verb):
        self._slack.say(self._user, f"!{verb}", card.channel, thread_ts=card.ts)
        return UNKNOWN  # The answer is whispered later, if at all.

    def escalates(self, card):
        at, token = time.time(), f"chaos-{self._user}-{next(self._words)}."
        answer = self._dice.choice([self._asks_by_form, self._asks_by_command])(card, token)
        if answer is not None:
            self._note(at, "escalate", card, answer, token)

    def _asks_by_command(self, card, token):
        return self._types(card, "escalate", token)

    def _asks_by_form(self, card, token):
        """None where no form came: nobody has asked for anything."""
        if not self._form(lambda: self._presses(card, "escalate"), ids.ESCALATE_MODAL):
            return None
        return self._approves({ids.ESCALATE_WHY: {ids.VALUE: token}})

    def merges(self, card):
        other = self._dice.choice(self.cards)
        if other.channel != card.channel or other.number == card.number:
            return
        at = time.time()
        self._slack.command(
            self._user, f"/dispute merge #{card.number} #{other.number}", card.channel
        )
        for one in (card, other):
            self._note(at, "merge", one, UNKNOWN)

    def resolves(self, card):
        at = time.time()
        if self._form(lambda: self._asks_for(card, "resolve"), ids.RESOLVE_MODAL):
            filled = {
                ids.RESOLVE_OUTCOME: {ids.VALUE: "partial_refund"},
                ids.RESOLVE_REFUNDED: {ids.VALUE: "1.00"},
            }
            self._submit(filled)
            self._note(at, "resolve", card, UNKNOWN)

    def sends(self, card):
        """An answer to the buyer, approved at the last look."""
        at, token = time.time(), f"chaos-{self._user}-{next(self._words)}."
        if not self._form(lambda: self._asks_for(card, "send"), ids.SEND_MODAL):
            return
        filled = {
            ids.SEND_ACT: {ids.VALUE: "counter"},
            ids.SEND_AMOUNT: {ids.VALUE: "1.50"},
            ids.SEND_TEXT: {ids.VALUE: f"We are sorry. A part of your money comes back. {token}"},
        }
        seen = self._submit(filled)
        if seen and (seen["view"] or {}).get("callback_id") == ids.SEND_CONFIRM:
            answer = UNKNOWN
            try:
                answer = self._approves({})
            finally:  # Whatever came of it: it may have been carried out.
                self._note(at, "send", card, answer, token)

    def _approves(self, filled):
        """Done, as a person knows it: the form closes and complains of nothing."""
        seen = self._submit(filled)
        if not seen or seen["status"] != HTTPStatus.OK:
            return UNKNOWN
        complains = seen["view"] or seen["errors"] or seen["problem"]
        return UNKNOWN if complains else DONE

    def _asks_for(self, card, verb):
        self._slack.command(self._user, f"/dispute {verb} #{card.number}", card.channel)

    def _form(self, asks, callback_id):
        """Whether the form comes that was asked for."""
        asks()

        def is_open():
            return (self._slack.view(self._user) or {}).get("callback_id") == callback_id

        return until(is_open, OPENS, pause=0.2)

    def _submit(self, filled):
        view = self._slack.view(self._user)
        return view and self._slack.submit(self._user, filled, view["id"])

    def _note(self, at, verb, card, answer, token=""):
        self._ledger.add(Move(at, time.time(), self._user, verb, card.number, answer, token))


def _words():
    """Without figures: the desk lets no number go to a buyer that nothing of the order has."""
    return map("".join, product(ascii_lowercase, repeat=4))


def at_hand(cards, dice):
    """What people work at: what is open, and of what has ended a card here and there."""
    over, still = [], []
    for card in cards:
        (over if card.is_closed or card.is_merged else still).append(card)
    return [*still, *dice.sample(over, min(len(over), len(still) // RARELY))] or cards


def _answers(seen):
    """What is whispered in a thread meanwhile answers something that was said there earlier."""
    return [message for message in seen["ephemeral"] if not message.get("thread_ts")]


ACTS = {
    Person.claims: 10,
    Person.releases: 6,
    Person.escalates: 4,
    Person.sends: 4,
    Person.resolves: 1,
    Person.merges: 1,
}
