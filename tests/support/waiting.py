"""A deadline comes near, and the clock looks."""

from datetime import timedelta

from jobs import nudges
from models import disputes
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
