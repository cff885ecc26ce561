"""The channel card of one dispute."""

from datetime import datetime

from models.ai.texts import MachineKind
from models.casefile import Casefile
from models.deadlines import Urgency, urgency
from models.disputes import Dispute
from models.records import Turn
from models.tagging import Complaint, Tag, because_in, gist, tag
from models.tagging.causes import Cause, guide
from models.words import say
from slackbot import ids
from slackbot.views import blocks, board, snooze
from slackbot.views.blocks import Block, Content, escape, money, section, when
from slackbot.views.suggestion import suggested

MARKS = {Urgency.NOW: "🔴", Urgency.TODAY: "🟠", Urgency.SOON: "🟡", Urgency.LATER: "⚪"}
CLOSED_MARK, PLATFORM_MARK = "✔", "🅰"
SURE = 0.5  # Below it the card says that the cause is a guess.
LONGEST_WORDS = 400


def card(
    case: Casefile,
    now: datetime,
    language: str,
    earlier: str | None = None,
    *,
    in_full: bool = False,
) -> Content:
    """
    The card as it stands at a moment.

    Args:
        earlier: A link to the thread of an earlier card that was deleted in Slack.
        in_full: Name the buyer; never where others read it too.

    """
    dispute = case.dispute
    if not dispute.is_open:
        line = closed_line(dispute, now, language)
        menu = _menu(dispute.id, CLOSED, language)
        return Content(_plain_closed(dispute, language), [section(line, accessory=menu)])
    drawn = [
        section(_headline(dispute, now, language)),
        section(_words(dispute, language)),
        blocks.context(_understood(case, language, in_full=in_full), _because(dispute, language)),
        *_causes_to_choose(case, language),
        section(_order(case, now, language)),
    ]
    drawn += suggested(case, language)
    rests = snooze.line(dispute, now, language)
    drawn.append(blocks.context(standing(dispute, language), *([rests] if rests else [])))
    if earlier:
        drawn.append(blocks.context(say("earlier-thread", language, link=earlier)))
    if not dispute.platform_handled:
        drawn.append(_buttons(dispute, language))
    return Content(summary(dispute, now, language), drawn)


def label(cause: Cause, language: str) -> str:
    return guide(cause).in_language(language).label


def stake(dispute: Dispute, language: str) -> str:
    return money(dispute.amount, dispute.currency) or say("no-amount", language)


def remaining(dispute: Dispute, now: datetime, language: str) -> str:
    if dispute.due_at is None:
        return say("no-deadline", language)
    return blocks.left(dispute.due_at, now, language)


def summary(dispute: Dispute, now: datetime, language: str) -> str:
    """What a phone and a screen reader say."""
    said = (label(dispute.cause, language), stake(dispute, language))
    return " · ".join((*said, remaining(dispute, now, language), f"#{dispute.id}"))


def _mark(dispute: Dispute, now: datetime) -> str:
    return PLATFORM_MARK if dispute.platform_handled else MARKS[urgency(dispute.due_at, now)]


def _headline(dispute: Dispute, now: datetime, language: str) -> str:
    left = f"*{remaining(dispute, now, language)}*"
    if dispute.due_at is not None:
        guessed = f", {say('estimated', language)}" if dispute.due_estimated else ""
        left += f" ({when(dispute.due_at)}{guessed})"
    cause = f"*{label(dispute.cause, language)}*"
    said = f"{_mark(dispute, now)} {cause} · {stake(dispute, language)} · {left}"
    return f"{said} · #{dispute.id}"


def _words(dispute: Dispute, language: str) -> str:
    said = dispute.text or dispute.reason or say("no-words", language)
    return f"> {escape(said, LONGEST_WORDS)}"


def _complaint(case: Casefile) -> Complaint:
    dispute = case.dispute
    return Complaint(
        id=dispute.issue_id, reason=dispute.reason, text=dispute.text, facts=case.facts
    )


def _causes_to_choose(case: Casefile, language: str) -> list[Block]:
    """Where the cause is a guess: the two likeliest, each one click away."""
    dispute = case.dispute
    if dispute.cause_by or dispute.confidence >= SURE:
        return []
    found = tag(_complaint(case))
    likeliest = dict.fromkeys(one for one in (dispute.cause, found.cause, found.second) if one)
    buttons = [
        blocks.button(label(cause, language), f"{ids.CAUSE_IS}{cause}", f"{cause}:{dispute.id}")
        for cause in list(likeliest)[:2]
    ]
    return [blocks.actions(*buttons)]


def _understood(case: Casefile, language: str, *, in_full: bool) -> str:
    """The translation or the gist, labelled as such, and who wrote it."""
    dispute = case.dispute
    understood = _translated(case, language) or _gist(case, language)
    who = say("buyer", language, login=blocks.buyer(dispute.buyer, in_full=in_full))
    where = escape(blocks.country(dispute.buyer_country, language))
    said = (understood, escape(dispute.language or ""), who, where)
    return " · ".join(part for part in said if part)


def _translated(case: Casefile, language: str) -> str | None:
    """By a machine, which may have lost a number on the way."""
    made = case.machine.get(MachineKind.TRANSLATION)
    if made is None:
        return None
    said = f"_{escape(made.text, LONGEST_WORDS)}_ ({say('machine-translation', language)})"
    if not made.doubts:
        return said
    numbers = ", ".join(escape(number, 20) for number in made.doubts[:5])
    return f"{said} · {say('machine-doubts', language, numbers=numbers)}"


def _gist(case: Casefile, language: str) -> str:
    dispute = case.dispute
    found = Tag(dispute.cause, dispute.confidence, (), tuple(dispute.because))
    told = gist(_complaint(case), found, language)
    return f"_{escape(told)}_ ({say('gist', language)})"


def _because(dispute: Dispute, language: str) -> str:
    if dispute.cause_by:
        sure = say("corrected-by", language, person=f"<@{dispute.cause_by}>")
    else:
        key = "sure" if dispute.confidence >= SURE else "unsure"
        sure = say(key, language, percent=str(round(dispute.confidence * 100)))
    because = because_in(language, dispute.because[:3])
    return " · ".join([*(escape(one, 120) for one in because), sure])


def _order(case: Casefile, now: datetime, language: str) -> str:
    said = [say("order", language, order=blocks.short_id(case.dispute.order_id))]
    if case.product:
        said.append(escape(case.product, 80))
    if case.order and case.order.carrier:
        said.append(escape(case.order.carrier, 60))
    if case.parcel:
        latest = case.parcel[0]
        age = blocks.age(latest.at, now, language)
        event = escape(latest.text or latest.code, 120)
        said.append(say("last-movement", language, age=age, event=event))
    elif case.order:
        said.append(say("no-movement", language))
    return " · ".join(said)


def standing(dispute: Dispute, language: str) -> str:
    """Whose turn it is, and who has it."""
    if dispute.platform_handled:
        return say("handled-by-platform", language)
    return f"{turn(dispute, language)} · {owner(dispute, language)}"


def turn(dispute: Dispute, language: str) -> str:
    match dispute.turn:
        case Turn.OURS:
            return say(f"turn-ours-{dispute.due_kind}", language)
        case Turn.UNMAPPED:
            return say("turn-unmapped", language, raw=escape(dispute.raw_status, 60))
        case other:
            return say(f"turn-{other}", language, since=when(dispute.turn_since))


def owner(dispute: Dispute, language: str) -> str:
    if dispute.assignee_id is None or dispute.claimed_at is None:
        return say("nobody", language)
    since = when(dispute.claimed_at, "{time}")
    return say("has-it", language, owner=f"<@{dispute.assignee_id}>", since=since)


def _buttons(dispute: Dispute, language: str) -> Block:
    number = dispute.id
    reply = blocks.button(say("reply", language), ids.REPLY, number)
    if dispute.assignee_id is None:
        first = blocks.button(say("claim", language), ids.CLAIM, number, primary=True)
        return blocks.actions(first, reply, _menu(number, UNCLAIMED, language))
    resolve = blocks.button(say("resolve", language), ids.RESOLVE, number)
    return blocks.actions(reply | {"style": "primary"}, resolve, _menu(number, CLAIMED, language))


UNCLAIMED = ("case", "resolve", "escalate", "cause", "more")
CLAIMED = ("case", "release", "escalate", "snooze", "more")  # Slack takes five.
CLOSED = ("reopen", "case", "more")


def _menu(number: int, verbs: tuple[str, ...], language: str) -> Block:
    choices = [(board.label(verb, language), f"{verb}:{number}") for verb in verbs]
    return blocks.overflow(ids.MENU, choices)


def _ending(dispute: Dispute, language: str) -> str:
    return say(f"outcome-{dispute.outcome}" if dispute.outcome else "ended", language)


def _plain_closed(dispute: Dispute, language: str) -> str:
    cause = label(dispute.cause, language)
    return f"{CLOSED_MARK} #{dispute.id} {cause} · {_ending(dispute, language)}"


def closed_line(dispute: Dispute, now: datetime, language: str) -> str:
    """One line: what it was, how it ended, who ended it, how long it took, what was kept."""
    ended = dispute.closed_at or now
    hours = int((ended - dispute.opened_at).total_seconds() // 3600)
    said = [_plain_closed(dispute, language)]
    if dispute.refunded is not None:
        said[-1] += f" {money(dispute.refunded, dispute.currency)}"
    who = f"<@{dispute.closed_by}>" if dispute.closed_by else say("closed-by-platform", language)
    said += [who, say("took", language, hours=str(hours))]
    if dispute.refunded is not None and dispute.amount is not None:
        kept = money(max(dispute.amount - dispute.refunded, dispute.amount * 0), dispute.currency)
        said.append(say("money-kept", language, money=kept))
    return " · ".join(said)
