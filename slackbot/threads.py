"""
`!verb` in the thread of a card: slash commands do not work there.

What a person says of it goes the way of every verb; the answer is whispered to them alone, by a
follow-up, for a listener does not call Slack.
"""

import difflib
import re
from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from models import disputes, events, threads
from models.errors import Refused
from models.events import AuditEntry
from models.members import Permission
from models.words import say
from slackbot import delays, verbs
from slackbot.desk import Desk
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words, as_typed, seen
from slackbot.views import blocks, board
from slackbot.views.blocks import Content

_BANG = re.compile(r"^!(?P<verb>[a-z]{2,12})(?:\s+(?P<rest>.*))?$", re.DOTALL)
_NAMED = re.compile(r"#\d+\b")
BETWEEN = frozenset({"relate", "merge"})  # Two disputes.


class Bang(NamedTuple):
    """What somebody said in a thread."""

    channel: str
    thread_ts: str
    user: str
    verb: str
    rest: str

    @classmethod
    def read(cls, event: Mapping[str, Any]) -> Self | None:
        """None for all that people say to each other, and for what apps post."""
        if event.get("subtype") or event.get("bot_id") or not event.get("thread_ts"):
            return None
        found = _BANG.match((event.get("text") or "").strip())
        if found is None or not event.get("user"):
            return None
        return cls(
            event["channel"],
            event["thread_ts"],
            event["user"],
            found["verb"],
            as_typed(found["rest"] or "").strip(),
        )

    def words(self, number: int) -> Words:
        """As if it stood behind a slash command that names the dispute."""
        if self.verb in verbs.OF_NO_DISPUTE:
            return Words.read(f"{self.verb} {self.rest}")
        others = len(_NAMED.findall(self.rest))
        if others == 1 and self.verb in BETWEEN:  # The thread's, with that one.
            return Words(self.verb, f"#{number}", self.rest)
        if _NAMED.match(self.rest):  # Of another dispute than the thread's.
            return Words.read(f"{self.verb} {self.rest}")
        return Words(self.verb, f"#{number}", self.rest)


def understood(verb: str) -> bool:
    """A verb, or nearly one: of everything else people are left alone."""
    return bool(difflib.get_close_matches(verb, verbs.VERBS, n=1, cutoff=0.75))


def answer(turn: Turn, said: Bang, forms: Mapping[str, Permission]) -> None:
    """
    Do what was said in the thread of a card; elsewhere nothing.

    Args:
        forms: The verbs that open a form, with what they demand.

    """
    number = threads.dispute_at(turn.session, said.channel, said.thread_ts)
    if number is None:
        return
    words = said.words(number)
    if words.verb in forms and (words.verb in verbs.FORMS or not words.rest):
        told = _opening(turn, words, forms[words.verb])
    elif words.verb in verbs.MOVES:
        told = verbs.MOVES[words.verb](turn, words)
    elif words.verb in verbs.LOOKS:
        told = verbs.LOOKS[words.verb](turn, words)
    else:
        raise verbs.unknown(words.verb, turn.language)
    whisper(turn, said, number, told)


def _opening(turn: Turn, words: Words, permission: Permission) -> Answer:
    """A form needs somebody's press: the button that opens it."""
    dispute = seen(turn, words.target, words.verb, permission)
    text = say("thread-opens", turn.language, number=words.target)
    button = board.opening(words.verb, dispute, turn.language)
    return Answer(text, [blocks.section(text), blocks.actions(button)])


def whisper(turn: Turn, said: Bang, number: int, told: Answer) -> None:
    if not told.text:
        return
    event = events.Whispered(
        number, said.channel, said.thread_ts, said.user, told.text, told.blocks
    )
    events.record(turn.session, event, said.user, turn.now)


def refuse(desk: Desk, event: Mapping[str, Any], sentence: str) -> None:
    """A refusal, whispered as well."""
    said = Bang.read(event)
    if said is None:
        return
    with desk.database.write() as session:
        number = threads.dispute_at(session, said.channel, said.thread_ts)
        if number is not None:
            told = events.Whispered(number, said.channel, said.thread_ts, said.user, sentence, [])
            events.record(session, told, said.user, desk.now())
    desk.wake()


def tell(desk: Desk, entry: AuditEntry) -> None:
    """
    Say to one person what they are answered.

    Raises:
        SlackFault: to be tried again.

    """
    told = entry.details
    if not told["text"]:
        return
    content = Content(told["text"], told["blocks"])
    desk.slack.whisper(told["channel"], told["user"], content, told["thread_ts"])
    with desk.database.write() as session:
        events.unsay(session, entry)


def board_at(turn: Turn, channel: str, ts: str) -> dict[str, Any]:
    """
    All that can be done with the dispute of a message.

    Raises:
        Refused: the message is no card's, nor in its thread.

    """
    number = threads.dispute_at(turn.session, channel, ts)
    if number is None:
        raise Refused("no-card")
    dispute = disputes.get(turn.session, number)
    turn.actor.require(Permission.SEE, dispute.store)
    return delays.board_of(turn, dispute)
