"""A store with a history that makes pictures, and what a test reads of them."""

import itertools

from sqlmodel import select

from models import messages
from models.charts.charts import Chart, State
from models.disputes import Dispute
from models.messages import Kind, Message
from models.records import Outcome, Status, Turn
from slackbot.delivery import Delivery
from tests.builders import DAY, HOUR, STORE
from tests.support.reading import thread_of, top_level
from tests.support.waiting import pass_time

numbers = itertools.count(1)


def a_dispute(at, cause="L1", **changes):
    """Of the nordic store, opened then; it is counted, and has no card to wait for."""
    issue = f"charted {next(numbers)}"
    told = {"store": STORE, "issue_id": issue, "order_id": issue, "seen_at": at, "opened_at": at}
    ours = {"turn": Turn.OURS, "turn_since": at, "confidence": 0.9, "cause": cause}
    return Dispute(**told | ours | changes)


def ended(at, outcome, **changes):
    over = {"status": Status.FINISH, "turn": Turn.CLOSED, "closed_at": at, "outcome": outcome}
    return a_dispute(at - 20 * DAY, **over | changes)


def late_parcels(now):
    """To Brazil: they rose from 4 to 11 a week."""
    for n in range(11):
        due = now + n * 9 * HOUR + HOUR
        yield a_dispute(now - (n % 7) * DAY - HOUR, buyer_country="BR", due_at=due)
    for n in range(4):
        yield a_dispute(now - (7 + n) * DAY - HOUR, buyer_country="BR")


def broken_lamps(now):
    for n in range(12):
        lamp = {"product_id": f"10050000{n % 3}", "product_name": f"Lamp {n % 3}"}
        yield a_dispute(now - (n + 15) * DAY, "P1", **lamp)


def fights(now):
    """Two of three were won, one a day for sixty days."""
    for n in range(60):
        how = Outcome.ARBITRATED_LOST if n % 3 == 1 else Outcome.WON
        yield ended(now - n * DAY - HOUR, how)


def add(story, *disputes):
    with story.desk.database.write() as session:
        session.add_all(disputes)


def digest_of(story):
    [digest] = top_level(story.workspace.messages("CLEADS"))
    return digest


def details_of(story):
    [details] = thread_of(story.workspace.messages("CLEADS"), digest_of(story))
    return details


def pictures(message):
    return [block for block in message["blocks"] if block["type"] == "image"]


def charts_of(story):
    with story.desk.database.read() as session:
        return list(session.exec(select(Chart).order_by(Chart.id)))


def digest_rows(story):
    with story.desk.database.read() as session:
        return list(session.exec(select(Message).where(Message.kind == Kind.DIGEST)))


def let_time_pass(story, by=HOUR):
    """The pauses of messages and of charts run out."""
    pass_time(story, by)
    with story.desk.database.write() as session:
        for chart in session.exec(select(Chart)):
            chart.try_at -= by
            chart.show_at = chart.show_at and chart.show_at - by
            session.add(chart)
        for row in session.exec(select(Message)):
            row.redraw_at = row.redraw_at and row.redraw_at - by
            session.add(row)


def want_anew(story):
    """As if the charts were counted again and showed something else."""
    with story.desk.database.write() as session:
        for chart in session.exec(select(Chart)):
            chart.version += 1
            chart.state, chart.file_id, chart.attempts = State.WANTED, None, 0
            chart.try_at = story.desk.now()
            session.add(chart)
            messages.bump_one(session, chart.message_id)
    Delivery(story.desk).run()
