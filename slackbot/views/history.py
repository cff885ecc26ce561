"""What happened to a dispute, line by line, as the audit keeps it; newest first."""

from collections.abc import Sequence
from typing import Any

from models.acting.actions import Act
from models.disputes import Dispute
from models.events import DESK, PLATFORM, AuditEntry
from models.records import Outcome
from models.tagging.causes import Cause
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, escape, section, when
from slackbot.views.phrases import label

MOST = 60
_IN_A_BLOCK = 12  # Lines; a section holds 3,000 characters.
SAID = frozenset(
    {
        *("DisputeOpened", "DisputeChanged", "DisputeAnswered", "DisputeHandedBack"),
        *("DisputeClosed", "DisputeClaimed", "DisputeReleased", "DisputeAssigned"),
        *("DisputeSnoozed", "DisputeWoken", "DisputeEscalated", "DisputeResolved"),
        *("DisputeReopened", "CauseCorrected", "ReplySettled", "ActionApproved"),
        *("ActionSent", "ActionFailed", "ActionUnclear"),
        *("DisputesRelated", "DisputesParted", "DisputeMerged", "DisputeUnmerged"),
    }
)
# What people call the columns of a dispute.
CHANGED = {
    "amount": ("amount", "currency", "refund_max", "refund_currency"),
    "buyer": ("buyer", "buyer_country", "language"),
    "deadline": ("due_at", "due_kind", "due_estimated"),
    "facts": ("facts",),
    "handled": ("platform_handled",),
    "order": ("order_id", "child_order_id"),
    "outcome": ("outcome", "refunded"),
    "product": ("product_id", "product_name"),
    "reason": ("reason",),
    "state": ("status", "turn", "raw_status"),
    "words": ("text",),
}


def modal(dispute: Dispute, entries: Sequence[AuditEntry], language: str) -> dict[str, Any]:
    told = [entry for entry in reversed(entries) if entry.action in SAID]
    lines = [_line(entry, language) for entry in told[:MOST]]
    if len(told) > MOST:
        lines.append(say("history-more", language, count=str(len(told) - MOST)))
    drawn: list[Block] = [
        section("\n".join(lines[at : at + _IN_A_BLOCK])) for at in range(0, len(lines), _IN_A_BLOCK)
    ]
    return blocks.modal(
        ids.HISTORY_MODAL,
        blocks.plain(say("history-title", language, number=str(dispute.id)), 24),
        drawn or [section(say("history-none", language))],
        close=say("close", language),
        metadata=about.written(dispute, language),
    )


def _line(entry: AuditEntry, language: str) -> str:
    what = say(f"history-{entry.action}", language, **_values(entry, language))
    return f"{when(entry.at)} · {_who(entry.actor, language)} · {what}"


def _who(actor: str, language: str) -> str:
    if actor == PLATFORM:
        return say("history-platform", language)
    return say("history-desk", language) if actor == DESK else f"<@{actor}>"


def _values(entry: AuditEntry, language: str) -> dict[str, str]:
    """What the sentences of all events name; each takes what it needs."""
    told = entry.details
    return {
        "person": f"<@{told.get('assignee') or ''}>",
        "fields": _changed(told.get("fields") or (), language),
        "why": escape(str(told.get("why") or "–"), 150),
        "outcome": _outcome(told.get("outcome"), language),
        "cause": _cause(told.get("cause"), language),
        "before": _cause(told.get("before"), language),
        "act": _act(told.get("act"), language),
        **{name: str(told.get(name) or "") for name in ("other", "duplicate", "main")},
        "amount": f"{escape(told.get('currency'), 3)} {told.get('amount') or ''}".strip(),
    }


def _changed(fields: Sequence[str], language: str) -> str:
    names = [name for name, columns in CHANGED.items() if {*columns} & {*fields}]
    return ", ".join(say(f"changed-{name}", language) for name in names)


def _outcome(name: Any, language: str) -> str:
    return say(f"outcome-{name}", language) if name in set(Outcome) else say("ended", language)


def _act(name: Any, language: str) -> str:
    return say(f"history-act-{name}", language) if name in set(Act) else "–"


def _cause(name: Any, language: str) -> str:
    return label(Cause(name), language) if name in set(Cause) else "–"
