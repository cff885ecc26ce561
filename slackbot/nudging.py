"""A nudge with all that its drawing needs."""

from sqlmodel import Session

from models import messages, rules
from models.acting import actions
from models.disputes import Dispute
from models.messages import Kind
from models.nudging import ladders, nudges
from models.nudging.nudges import Nudge, Rule
from models.records import DueKind
from slackbot.views.links import permalink
from slackbot.views.nudge_over import Said


def load(session: Session, number: int) -> Said:
    """A nudge with its dispute, and whether a later step was said."""
    row = session.get_one(Nudge, number)
    dispute = session.get_one(Dispute, row.dispute_id)
    card = messages.named(session, Kind.CARD, str(dispute.id))
    found = ladders.limit_of(dispute, rules.by_store(session, [row.store])[row.store])
    due_kind = found[1] if found and found[0] == row.limit_at else dispute.due_kind
    ladder = row.rule is Rule.DEADLINE and due_kind is not DueKind.APPEAL
    return Said(
        nudge=row,
        dispute=dispute,
        due_kind=due_kind,
        overtaken=nudges.is_overtaken(session, row),
        anew=ladder and nudges.begins_anew(session, row),
        card=permalink(card.channel, card.ts) if card and card.ts else None,
        answered_by=_answered_by(session, dispute, row),
    )


def _answered_by(session: Session, dispute: Dispute, row: Nudge) -> str | None:
    """Who approved what we sent since it was said; else whose the dispute is."""
    if dispute.waits_for_us:
        return None
    sent = actions.last_answer(session, dispute.id)
    late = sent is not None and row.sent_at is not None and sent.approved_at < row.sent_at
    return dispute.assignee_id if sent is None or late else sent.approved_by
