"""What stands in Slack, as the sandbox's own book has it: cards, threads, and who is named."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from slackbot.ids import MENU
from slackbot.views.bundle import MOST
from tests.support.reading import text_of, top_level

CHANNELS = ("CNORDIC", "CSOLAR", "CTOYS")
LEADS = "CLEADS"
NEWEST = 200
OF_A_NUDGE = 2  # Blocks; of a card so few stand only once it is over, and then with its menu.

NUMBER = re.compile(r"(?:^✔ | · )#(\d+)(?: |$)")  # Of the words that a phone shows of a card.
OWNER = re.compile(r"<@(U\w+)>[^<]{1,40}<!date\^\d+\^\{time\}\|")  # In whatever language.
ABOUT_WHAT = re.compile(r"^[^*]*\*([^*]+)\* · (.+?) · \*")  # The cause, and what is at stake.
ABOUT = re.compile(r"#(\d+)")
LIMIT = re.compile(r"<!date\^(\d+)\^\{date_short_pretty\} \{time\}\|")
CLOSED, MERGED = "✔", "↪"
AHEAD, PASSED = "⏳", "🔴"
REQUESTS = (AHEAD, PASSED)
ON_ITS_WAY, SENT, UNCLEAR, FAILED = MARKS = ("📤", "✔", "⚠", "✖")
ACT = re.compile(rf"^({'|'.join(MARKS)}) (?!#).* · #(\d+)", re.DOTALL)


@dataclass(frozen=True)
class Card:
    number: int
    channel: str
    ts: str
    message: dict

    @property
    def is_closed(self):
        return self.message["text"].startswith(CLOSED)

    @property
    def is_merged(self):
        return self._headline.startswith(MERGED)

    @property
    def owner(self):
        found = OWNER.search(text_of(self.message))
        return found and found[1]

    @property
    def due(self):
        """The platform's deadline on it, in seconds of the epoch; None where it names none."""
        found = LIMIT.search(self._headline)
        return found and int(found[1])

    @property
    def _headline(self):
        return self.message["blocks"][0]["text"]["text"]

    def says(self, message):
        """Whether this message, as `show` answers it, says the same, whatever the hour."""
        return self._said == Card(self.number, self.channel, self.ts, message)._said

    @property
    def _said(self):
        if self.is_closed:  # How it ended, by whom, and what was kept.
            return self.message["text"], self._headline
        told = ABOUT_WHAT.search(self._headline)
        return self.is_merged, self.owner, told and told.groups()


@dataclass(frozen=True)
class Nudge:
    limit: int  # Seconds of the epoch, as are those at which it was posted.
    at: float
    said: str

    @property
    def says_passed(self):
        return self.said.startswith(PASSED)


def card_in(message):
    """None where it is something else, such as a nudge that has no thread to stand in."""
    found = NUMBER.search(message["text"])
    blocks = message.get("blocks") or []
    if found is None or (len(blocks) <= OF_A_NUDGE and MENU not in _actions(blocks)):
        return None
    return Card(int(found[1]), message["channel"], message["ts"], message)


def _actions(blocks):
    """What can be pressed on it."""
    for block in blocks:
        for element in (block.get("accessory") or {}, *block.get("elements", [])):
            yield element.get("action_id")


def newest_cards(slack):
    """Those among the newest messages of each channel: a long storm has ten thousand."""
    told = {channel: slack.messages(channel, NEWEST) for channel in CHANNELS}
    return Standing.of(told).cards


@dataclass(frozen=True)
class Asked:
    number: int | None  # None: a list is cut, and may be about any.
    limit: int | None  # Seconds of the epoch; a list names none.
    at: float


class Standing:
    """
    One reading of the whole workspace.

    Args:
        former: Channel and ts of the cards that were deleted, by number: their threads stand.

    """

    def __init__(self, slack, former=()):
        self._former = dict(former)
        direct = [c["id"] for c in slack.about()["channels"] if c.get("is_im")]
        self.messages = {
            channel: slack.messages(channel) for channel in (*CHANNELS, LEADS, "COPS", *direct)
        }

    @classmethod
    def of(cls, messages, former=()):
        """What was read before, by channel."""
        made = cls.__new__(cls)
        made.messages, made._former = messages, dict(former)
        return made

    @cached_property
    def cards(self):
        tops = [m for channel in CHANNELS for m in top_level(self.messages[channel])]
        return [card for card in map(card_in, tops) if card is not None]

    @cached_property
    def by_number(self):
        found = defaultdict(list)
        for card in self.cards:
            found[card.number].append(card)
        return found

    @cached_property
    def _threads(self):
        found = defaultdict(list)
        for message in self.all():
            if message.get("thread_ts", message["ts"]) != message["ts"]:
                found[message["channel"], message["thread_ts"]].append(message)
        return found

    def all(self):
        return (message for told in self.messages.values() for message in told)

    def thread(self, card):
        places = [*self._former.get(card.number, ()), (card.channel, card.ts)]
        return [message for place in places for message in self._threads[place]]

    def twice(self):
        """Messages that stand more than once: their opaque key does."""
        counted = Counter(key for message in self.all() if (key := _key(message)))
        return [key for key, count in counted.items() if count > 1]

    def nudges(self, card):
        """What asks for something in a card's thread: limit, when it was posted, and its words."""
        for message in self.nudging(card):
            said = _first_words(message)
            yield Nudge(int(LIMIT.search(said)[1]), float(message["ts"]), said)

    def nudging(self, card):
        for message in self.thread(card):
            said = _first_words(message)
            if said.startswith(REQUESTS) and LIMIT.search(said):
                yield message

    def asking(self, channel):
        """For what an answer by its deadline is asked for in a channel."""
        return [one for _, asked in self.asks(channel) for one in asked]

    def asks(self, channel):
        """Messages that ask for such answers, and for which: for one, or for several in a list."""
        for message in self.messages.get(channel, ()):
            said, at = _first_words(message), float(message["ts"])
            if not said.startswith(REQUESTS):
                continue
            if limit := LIMIT.search(said):
                yield message, [Asked(int(ABOUT.search(said)[1]), int(limit[1]), at)]
                continue
            lines = message["blocks"][1]["text"]["text"].splitlines()
            asked = [Asked(int(ABOUT.search(line)[1]), None, at) for line in lines]
            more = [Asked(None, None, at)] if len(lines) == MOST else []  # The list may be cut.
            yield message, asked + more

    def acts(self, card):
        """The marks of what was sent to the platform, by their messages in the thread."""
        return Counter(mark for mark, _ in self._acts(card))

    def mark_of(self, card, token):
        """How the one that has these words stands, as the thread says it."""
        return next((mark for mark, said in self._acts(card) if token in said), None)

    def _acts(self, card):
        for message in self.thread(card):
            said = text_of(message)
            if _first_words(message).startswith("<@"):
                continue  # It calls somebody about what another message shows.
            if found := ACT.match(said.lstrip()):
                yield found[1], said

    def escalations(self):
        return [text_of(message) for message in self.messages[LEADS]]


def _first_words(message):
    return (message.get("blocks") or [{}])[0].get("text", {}).get("text", "")


def _key(message):
    return ((message.get("metadata") or {}).get("event_payload") or {}).get("key")
