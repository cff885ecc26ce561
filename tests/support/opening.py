"""A buyer opens a dispute, and the desk learns of it."""

from types import SimpleNamespace

from models import disputes, intake
from models.records import Status
from tests.support.reading import card_of, thread_of


def opened(story, cause, store="nordic", channel="CNORDIC"):
    """A buyer opens a dispute of that cause; nothing else of the demo world is read."""
    told = story.gateway.open(cause, store)
    take(story, told["issue_id"], store)
    story.settle()
    with story.desk.database.read() as session:
        number = disputes.find(session, store, told["issue_id"]).id
    return SimpleNamespace(
        number=number,
        issue_id=told["issue_id"],
        order_id=told["order_id"],
        channel=channel,
        card=lambda: card_of(story.workspace.messages(channel), number),
        thread=lambda: thread_of(
            story.workspace.messages(channel), card_of(story.workspace.messages(channel), number)
        ),
    )


def take(story, issue_id, store="nordic", status=Status.PROCESSING):
    """Read one dispute and its order of the gateway, as the poll would."""
    source = story.gateway.source(store)
    rows = source.disputes(status)
    record = source.dispute(next(row for row in rows if row.issue_id == issue_id))
    with story.desk.database.write() as session:
        intake.take_in_order(session, source.order(record.order_id), story.desk.now())
        intake.take_in_dispute(session, record, story.desk.now())
