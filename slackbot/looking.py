"""The verbs that only look: lists, cards, what is next, what there is to say."""

from typing import Any

from models import casefile, finding, lists
from models.case.pressing import Pressing, pressing
from models.disputes import Dispute
from models.errors import NotUnderstood, Refused
from models.members import RANK, Permission, Role
from models.tagging.causes import Cause
from models.words import say
from slackbot import delays, rulebook, team_replies
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words, seen
from slackbot.views import board, card, listing, phrases
from slackbot.views.blocks import context, escape
from slackbot.views.next import why_next


def listed(turn: Turn, words: Words) -> Answer:
    turn.actor.require_somewhere(Permission.SEE)
    word = words.target.lower() or "open"
    if not lists.known(word):
        raise NotUnderstood("unknown-filter", asked=words.target)
    found, count = lists.of(turn.session, turn.actor, word, turn.now, listing.MOST)
    drawn = listing.listing(found, count, _what(word, turn), turn.now, turn.language)
    return delays.under(turn, Answer.of(drawn))


def _what(word: str, turn: Turn) -> str:
    if word.upper() in Cause.__members__:
        return phrases.label(Cause(word.upper()), turn.language)
    return say(f"list-{word}", turn.language)


def list_form(turn: Turn, word: str = "open") -> dict[str, Any]:
    """The same to press in, with a choice of which."""
    turn.actor.require_somewhere(Permission.SEE)
    found, count = lists.of(turn.session, turn.actor, word, turn.now, listing.IN_MODAL)
    choices = [(_what(one, turn), one) for one in (*lists.FILTERS, *Cause)]
    drawn = listing.listing(found, count, _what(word, turn), turn.now, turn.language)
    return listing.modal(drawn.text, found, (word, choices), turn.now, turn.language)


def next_form(turn: Turn) -> dict[str, Any]:
    """All that can be done with the one that most needs somebody, and why it is that."""
    turn.actor.require_somewhere(Permission.CLAIM)
    found = most_pressing(turn)
    said = phrases.summary(found.dispute, turn.now, turn.language)
    why = why_next(found, turn.now, turn.language)
    return board.modal(found.dispute, f"*{said}*\n{why}", turn.language)


def show(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "show", Permission.SEE)
    return _shown(turn, dispute)


def _shown(turn: Turn, dispute: Dispute) -> Answer:
    case = casefile.load(turn.session, dispute)
    in_full = turn.actor.may(Permission.SEE_BUYER, dispute.store)
    return Answer.of(card.card(case, turn.now, turn.language, in_full=in_full))


def following(turn: Turn, _words: Words) -> Answer:
    turn.actor.require_somewhere(Permission.CLAIM)
    found = most_pressing(turn)
    shown = _shown(turn, found.dispute)
    return Answer(shown.text, [context(why_next(found, turn.now, turn.language)), *shown.blocks])


def most_pressing(turn: Turn) -> Pressing:
    found = pressing(turn.session, turn.actor, turn.now)
    if found is None:
        raise Refused("nothing-in-line")
    return found


def help_(turn: Turn, _words: Words) -> Answer:
    """What this person's highest role lets them say."""
    turn.actor.require_somewhere(Permission.SEE)
    highest = max(map(RANK, turn.actor.roles.values()))
    roles = (role for role in Role if RANK(role) <= highest)
    return Answer("\n".join(say(f"help-{role}", turn.language) for role in roles))


def rules(turn: Turn, words: Words) -> Answer:
    return rulebook.in_force(turn, words.target)


def find(turn: Turn, words: Words) -> Answer:
    turn.actor.require_somewhere(Permission.SEE)
    asked = f"{words.target} {words.rest}".strip()
    if not asked:
        raise NotUnderstood("which-words")
    found = finding.find(turn.session, turn.actor, asked[:80], turn.now)
    what = say("found", turn.language, words=escape(asked, 60))
    return Answer.of(listing.listing(found, len(found), what, turn.now, turn.language))


def replies(turn: Turn, _words: Words) -> Answer:
    return team_replies.show(turn)
