"""What people can say and press: each verb once, whatever surface it comes from."""

import difflib
import re
from collections.abc import Callable

from models import casefile, digests, finding, lists, messages, moves
from models.case.pressing import Pressing, pressing
from models.disputes import Dispute
from models.errors import NotUnderstood, Refused
from models.hours import presence
from models.members import Permission, Role
from models.tagging.causes import Cause
from models.words import LANGUAGES, say
from slackbot import rulebook, snooze, team_replies, tying
from slackbot.requests import Answer, Turn, spoken_with
from slackbot.spoken import Words, seen
from slackbot.views import card, listing, phrases
from slackbot.views.blocks import context, escape
from slackbot.views.next import why_next

AS_IN_SLACK = "auto"
_MENTION = re.compile(r"^<@(?P<id>[UW][A-Z0-9]+)(\|[^>]*)?>$")


def show_list(turn: Turn, words: Words) -> Answer:
    turn.actor.require_somewhere(Permission.SEE)
    word = words.target.lower() or "open"
    if not lists.known(word):
        raise NotUnderstood("unknown-filter", asked=words.target)
    found, count = lists.of(turn.session, turn.actor, word, turn.now, listing.MOST)
    is_cause = word.upper() in Cause.__members__
    what = (
        phrases.label(Cause(word.upper()), turn.language)
        if is_cause
        else say(f"list-{word}", turn.language)
    )
    return Answer.of(listing.listing(found, count, what, turn.now, turn.language))


def show(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "show", Permission.SEE)
    return _shown(turn, dispute)


def _shown(turn: Turn, dispute: Dispute) -> Answer:
    case = casefile.load(turn.session, dispute)
    in_full = turn.actor.may(Permission.SEE_BUYER, dispute.store)
    return Answer.of(card.card(case, turn.now, turn.language, in_full=in_full))


def show_next(turn: Turn, _words: Words) -> Answer:
    turn.actor.require_somewhere(Permission.CLAIM)
    found = _pressing(turn)
    shown = _shown(turn, found.dispute)
    return Answer(shown.text, [context(why_next(found, turn.now, turn.language)), *shown.blocks])


def _pressing(turn: Turn) -> Pressing:
    found = pressing(turn.session, turn.actor, turn.now)
    if found is None:
        raise Refused("nothing-in-line")
    return found


def show_help(turn: Turn, _words: Words) -> Answer:
    said = say("help", turn.language)
    if set(turn.actor.roles.values()) & {Role.LEAD, Role.ADMIN}:
        said += "\n" + say("help-lead", turn.language)
    return Answer(said)


def show_rules(turn: Turn, words: Words) -> Answer:
    return rulebook.in_force(turn, words.target)


def find(turn: Turn, words: Words) -> Answer:
    turn.actor.require_somewhere(Permission.SEE)
    asked = f"{words.target} {words.rest}".strip()
    if not asked:
        raise NotUnderstood("which-words")
    found = finding.find(turn.session, turn.actor, asked[:80], turn.now)
    what = say("found", turn.language, words=escape(asked, 60))
    return Answer.of(listing.listing(found, len(found), what, turn.now, turn.language))


def show_replies(turn: Turn, _words: Words) -> Answer:
    return team_replies.show(turn)


def claim(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "claim", Permission.CLAIM)
    moves.claim(turn.session, turn.actor, dispute, turn.now)
    return Answer(say("you-claimed", turn.language, number=f"#{dispute.id}"))


def claim_next(turn: Turn) -> None:
    turn.actor.require_somewhere(Permission.CLAIM)
    moves.claim(turn.session, turn.actor, _pressing(turn).dispute, turn.now)


def release(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "release", Permission.CLAIM)
    moves.release(turn.session, turn.actor, dispute, turn.now)
    return Answer(say("you-released", turn.language, number=f"#{dispute.id}"))


def assign(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "assign", Permission.ASSIGN)
    mention = _MENTION.match(words.rest)
    person = mention["id"] if mention else words.rest.lstrip("@")
    if not person:
        raise NotUnderstood("which-person")
    moves.assign(turn.session, turn.actor, dispute, person, turn.now)
    return Answer(say("you-assigned", turn.language, number=f"#{dispute.id}", person=person))


def correct(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "cause", Permission.CORRECT)
    if words.rest.upper() not in Cause.__members__:
        raise NotUnderstood("which-cause", causes=", ".join(Cause))
    cause = Cause(words.rest.upper())
    moves.correct_cause(turn.session, turn.actor, dispute, cause, turn.now)
    name = phrases.label(cause, turn.language)
    return Answer(say("you-corrected", turn.language, number=f"#{dispute.id}", cause=name))


def reopen(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "reopen", Permission.RESOLVE)
    moves.reopen(turn.session, turn.actor, dispute, turn.now)
    return Answer(say("you-reopened", turn.language, number=f"#{dispute.id}"))


def escalate(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "escalate", Permission.ESCALATE)
    leads = turn.settings.leads_channel
    moves.escalate(turn.session, turn.actor, dispute, words.rest[:500], turn.now, leads)
    return Answer(say("you-escalated", turn.language, number=f"#{dispute.id}"))


def snooze_it(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "snooze", Permission.CLAIM)
    return Answer(snooze.move(turn, dispute, words.rest))


def show_case(turn: Turn, words: Words) -> Answer:
    """The brief goes into the thread, for everybody there."""
    dispute = seen(turn, words.target, "show", Permission.SEE)
    moves.show_brief(turn.session, dispute)
    return Answer()


def repost(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "repost", Permission.CLAIM)
    messages.repost(turn.session, dispute.id)
    return Answer(say("reposted", turn.language, number=f"#{dispute.id}"))


def speak(turn: Turn, words: Words) -> Answer:
    """In which language the desk answers this person, wherever they are."""
    turn.actor.require_somewhere(Permission.SEE)
    asked = words.target.lower()
    if asked not in {*LANGUAGES, AS_IN_SLACK}:
        raise NotUnderstood("which-language", known=", ".join((*LANGUAGES, AS_IN_SLACK)))
    chosen = None if asked == AS_IN_SLACK else asked
    presence.put(turn.session, turn.actor.user_id, chosen=chosen)
    return Answer(
        say("you-speak", spoken_with(turn.session, turn.actor.user_id, turn.request.channel))
    )


def digest(turn: Turn, _words: Words) -> Answer:
    turn.actor.require_somewhere(Permission.DIGEST)
    mine = turn.actor.stores(turn.session, Permission.DIGEST)
    zone = turn.settings.zone
    day = turn.now.astimezone(zone).date()
    wanted = []
    for channel, about in digests.channels(turn.session, turn.settings).items():
        if {store.name for store in about} <= mine:
            digests.want(turn.session, channel, about, day, zone, turn.now)
            wanted.append(say("digest-wanted", turn.language, day=str(day), channel=channel))
    if not wanted:
        raise Refused("digest-no-channel")
    return Answer("\n".join(wanted))


LOOKS: dict[str, Callable[[Turn, Words], Answer]] = {
    "list": show_list,
    "show": show,
    "next": show_next,
    "rules": show_rules,
    "replies": show_replies,
    "find": find,
    "help": show_help,
}
MOVES: dict[str, Callable[[Turn, Words], Answer]] = {
    "claim": claim,
    "release": release,
    "assign": assign,
    "cause": correct,
    "reopen": reopen,
    "escalate": escalate,
    "snooze": snooze_it,
    "relate": tying.relate,
    "merge": tying.merge,
    "unmerge": tying.unmerge,
    "repost": repost,
    "language": speak,
    "digest": digest,
}
# Verbs that open a modal.
FORMS = ("reply", "resolve", "send", "extend", "case", "evidence", "history")
VERBS = (*LOOKS, *MOVES, *FORMS)


def unknown(verb: str, language: str) -> NotUnderstood:
    close = difflib.get_close_matches(verb, VERBS, n=1)
    guess = say("did-you-mean", language, verb=close[0]) if close else ""
    return NotUnderstood("unknown-verb", asked=verb, guess=guess)
