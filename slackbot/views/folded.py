"""Cards of one line: of what is closed, and of what another dispute stands for."""

from datetime import datetime

from models.disputes import Dispute
from models.words import say
from slackbot.views import board
from slackbot.views.blocks import Content, money, section
from slackbot.views.phrases import label, mark, summary

CLOSED_MARK, MERGED_MARK = "✔", "↪"
CLOSED = ("reopen", "case", "more")
MERGED = ("unmerge", "reply", "send", "case", "more")


def closed(dispute: Dispute, now: datetime, language: str) -> Content:
    line = closed_line(dispute, now, language)
    menu = board.menu(dispute.id, CLOSED, language)
    return Content(_plain_closed(dispute, language), [section(line, accessory=menu)])


def merged(dispute: Dispute, now: datetime, language: str) -> Content:
    """Its own deadline goes on, so the time that is left stays on it."""
    said = summary(dispute, now, language)
    into = say("merged-into", language, into=f"#{dispute.merged_into}")
    line = f"{MERGED_MARK} {mark(dispute, now)} {said} · {into}"
    menu = board.menu(dispute.id, MERGED, language)
    plain = f"{said} · {say('merged-plain', language)}"  # One message alone names a number here.
    return Content(plain, [section(line, accessory=menu)])


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
