"""A deadline comes near, and the clock looks."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import select

from jobs import nudges
from models import disputes
from models.channels import Channel
from models.messages import Message
from models.nudging import ladders


def due_in(story, number, **left):
    """The platform's deadline of a dispute is this far away."""
    with story.desk.database.write() as session:
        dispute = disputes.get(session, number)
        dispute.due_at = story.desk.now() + timedelta(**left)
        session.add(dispute)
        ladders.for_dispute(session, dispute, story.desk.now())


def tick(story):
    nudges.fire()
    story.settle()


def on_another_host(story, ahead):
    """The desk of a host whose clock runs ahead, or behind."""
    return replace(story.desk, now=lambda: story.desk.now() + ahead)


def pass_time(story, by=timedelta(minutes=5)):
    """Leases, pauses and holds run out."""
    with story.desk.database.write() as session:
        for row in session.exec(select(Message)):
            row.held_until = row.held_until and row.held_until - by
            row.try_at = row.try_at and row.try_at - by
            row.decided_at = row.decided_at and row.decided_at - by
            session.add(row)
        for channel in session.exec(select(Channel)):
            channel.lease_until = channel.lease_until and channel.lease_until - by
            channel.next_post_at = channel.next_post_at and channel.next_post_at - by
            channel.retry_at = channel.retry_at and channel.retry_at - by
            session.add(channel)
