"""The channel card of one dispute."""

from datetime import datetime

from models.ai.texts import MachineKind
from models.casefile import Casefile
from models.disputes import Dispute
from models.tagging import Complaint, Tag, because_in, gist, tag
from models.words import say
from slackbot import ids
from slackbot.views import blocks, board, folded, snooze
from slackbot.views.blocks import Block, Content, escape, section, when
from slackbot.views.phrases import label, mark, numbers, remaining, stake, standing, summary
from slackbot.views.suggestion import suggested

SURE = 0.5  # Below it the card says that the cause is a guess.
LONGEST_WORDS = 400
MOST_TIES = 8


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
        return folded.closed(dispute, now, language)
    if dispute.merged_into is not None:
        return folded.merged(dispute, now, language)
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
    drawn += _ties(case, language)
    if earlier:
        drawn.append(blocks.context(say("earlier-thread", language, link=earlier)))
    if not dispute.platform_handled:
        drawn.append(_buttons(dispute, language))
    return Content(summary(dispute, now, language), drawn)


def _headline(dispute: Dispute, now: datetime, language: str) -> str:
    left = f"*{remaining(dispute, now, language)}*"
    if dispute.due_at is not None:
        guessed = f", {say('estimated', language)}" if dispute.due_estimated else ""
        left += f" ({when(dispute.due_at)}{guessed})"
    cause = f"*{label(dispute.cause, language)}*"
    said = f"{mark(dispute, now)} {cause} · {stake(dispute, language)} · {left}"
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


def _ties(case: Casefile, language: str) -> list[Block]:
    """The disputes that it stands for, and those that belong to it."""
    said = []
    if case.stands_for:
        said.append(say("stands-for", language, numbers=numbers(case.stands_for[:MOST_TIES])))
    if case.related:
        said.append(say("related-to", language, numbers=numbers(case.related[:MOST_TIES])))
    return [blocks.context(*said)] if said else []


def _buttons(dispute: Dispute, language: str) -> Block:
    number = dispute.id
    reply = blocks.button(say("reply", language), ids.REPLY, number)
    if dispute.assignee_id is None:
        first = blocks.button(say("claim", language), ids.CLAIM, number, primary=True)
        return blocks.actions(first, reply, board.menu(number, UNCLAIMED, language))
    resolve = blocks.button(say("resolve", language), ids.RESOLVE, number)
    return blocks.actions(
        reply | {"style": "primary"}, resolve, board.menu(number, CLAIMED, language)
    )


UNCLAIMED = ("case", "resolve", "escalate", "cause", "more")
CLAIMED = ("case", "release", "escalate", "snooze", "more")  # Slack takes five.
