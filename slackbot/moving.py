"""The verbs that move a dispute, or the desk: each says what it did."""

import re

from models import digests, events, messages, moves, stuck
from models.errors import NotUnderstood, Refused
from models.events import DigestAsked
from models.hours import presence
from models.members import Permission
from models.messages import Kind
from models.periods import Period, Stretch
from models.tagging.causes import Cause
from models.words import LANGUAGES, say
from slackbot import snooze
from slackbot.looking import most_pressing
from slackbot.requests import Answer, Turn, spoken_with
from slackbot.spoken import Words, seen
from slackbot.views import phrases

AS_IN_SLACK = "auto"
_MENTION = re.compile(r"^<@(?P<id>[UW][A-Z0-9]+)(\|[^>]*)?>$")


def claim(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "claim", Permission.CLAIM)
    moves.claim(turn.session, turn.actor, dispute, turn.now)
    return Answer(say("you-claimed", turn.language, number=f"#{dispute.id}"))


def claim_next(turn: Turn) -> None:
    turn.actor.require_somewhere(Permission.CLAIM)
    moves.claim(turn.session, turn.actor, most_pressing(turn).dispute, turn.now)


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
    card = messages.named(turn.session, Kind.CARD, str(dispute.id))
    stuck_at = card.stuck_at if card is not None else None
    messages.repost(turn.session, dispute.id)
    stuck.over(turn.session, stuck_at)
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


def digest(turn: Turn, words: Words) -> Answer:
    """
    The day's, or that of the week or the month before.

    Counting may take longer than Slack waits for an answer: a follow-up does it.
    """
    turn.actor.require_somewhere(Permission.DIGEST)
    asked = words.target.lower() or Period.DAY
    if asked not in set(Period):
        raise NotUnderstood("digest-which")
    mine = turn.actor.stores(turn.session, Permission.DIGEST)
    wanted = []
    for channel, about in digests.channels(turn.session, turn.settings).items():
        if {store.name for store in about} <= mine:
            zone = digests.zone_of(about, turn.settings)
            day = turn.now.astimezone(zone).date()
            stretch = Stretch.holding(Period(asked), day, zone)
            stretch = stretch if stretch.period is Period.DAY else stretch.before
            first = stretch.first.isoformat()
            event = DigestAsked(channel, stretch.period, first, zone.key)
            events.record(turn.session, event, turn.actor.user_id, turn.now)
            when = phrases.named(stretch, turn.language)
            wanted.append(say("digest-wanted", turn.language, day=when, channel=channel))
    if not wanted:
        raise Refused("digest-no-channel")
    return Answer("\n".join(wanted))
