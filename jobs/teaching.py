"""What a correction teaches counts at once for what is open."""

from models import disputes, facts
from models.events import AuditEntry
from slackbot.desk import Desk
from slackbot.wake import Due


def pass_on(desk: Desk, entry: AuditEntry) -> None:
    if entry.dispute_id is None:
        return
    with desk.database.write() as session:
        facts.retag_alike(session, disputes.get(session, entry.dispute_id))
    desk.wake(Due.MESSAGES)
