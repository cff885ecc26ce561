"""The ground under a rule: each step is a transaction of its own, as a job would make it."""

from contextlib import contextmanager
from threading import Barrier, Thread

import sqlalchemy as sa
from sqlmodel import select

from models import disputes, intake, messages, orders, rules
from models.messages import Kind
from models.nudging import reminders
from models.nudging.nudges import Nudge, Rule
from models.records import DisputeRecord, OrderRecord
from tests.builders import ISSUE, NOON, ORDER, STORE

STEPPED = (Rule.DEADLINE, Rule.SHIP_BY)  # Rules whose step is so many hours before a limit.
TAKES = {DisputeRecord: intake.take_in_dispute, OrderRecord: intake.take_in_order}
MANY = {DisputeRecord: intake.take_in_disputes, OrderRecord: intake.take_in_orders}


class Ground:
    """
    A database and the steps on it.

    ground.take_in(a_dispute_record())
    ground.move(moves.claim, an_actor())
    ground.fire(NOON + HOUR)
    """

    def __init__(self, database):
        self.database = database

    def take_in(self, record, now=NOON):
        with self.database.write() as session:
            return TAKES[type(record)](session, record, now)

    def take_in_all(self, *records, now=NOON):
        """Records of one kind in one transaction; what became of each."""
        with self.database.write() as session:
            return MANY[type(records[0])](session, records, now)

    def statements(self, step):
        """How often the step asked the database; rows that SQLite takes one by one are cheap."""
        told = []

        def tell(_connection, _cursor, statement, *_more):
            if not statement.startswith("INSERT"):
                told.append(statement)

        sa.event.listen(self.database.engine, "before_cursor_execute", tell)
        step()
        sa.event.remove(self.database.engine, "before_cursor_execute", tell)
        return len(told)

    def move(self, move, actor, *about, now=NOON, issue_id=ISSUE, **more):
        """A person's move on the dispute, as `models.moves` has them."""
        with self.database.write() as session:
            move(session, actor, disputes.find(session, STORE, issue_id), *about, now, **more)

    def fire(self, now, **more):
        with self.database.write() as session:
            return reminders.fire(session, now, **more)

    def put_in_force(self, text):
        with self.database.write() as session:
            rules.apply(session, text, "test", NOON)

    def add(self, *rows):
        with self.database.write() as session:
            session.add_all(rows)

    def dispute(self, issue_id=ISSUE):
        with self.database.read() as session:
            return disputes.find(session, STORE, issue_id)

    def order(self, order_id=ORDER):
        with self.database.read() as session:
            return orders.find(session, STORE, order_id)

    def all(self, table, *where):
        with self.database.read() as session:
            return list(session.exec(select(table).where(*where).order_by(table.id)))

    def messages(self, kind):
        return self.all(messages.Message, messages.Message.kind == kind)

    def cards(self):
        return self.messages(Kind.CARD)

    def nudges(self, *rules):
        return self.all(Nudge, *([Nudge.rule.in_(rules)] if rules else []))

    def planned(self):
        """The steps that are still to fire, the earliest first: hours before their limit."""
        ahead = [n for n in self.nudges(*STEPPED) if n.sent_at is None and n.cancelled_at is None]
        ordered = sorted(ahead, key=lambda nudge: nudge.due_at)
        return list(dict.fromkeys(nudge.step for nudge in ordered))

    def sent(self):
        """The steps that were said, each once for all to whom it went."""
        said = (nudge for nudge in self.nudges(*STEPPED) if nudge.sent_at is not None)
        steps = {(n.dispute_id, n.order_key, n.limit_at, n.step): n.step for n in said}
        return list(steps.values())

    @contextmanager
    def undone(self):
        """A session whose work leaves nothing behind, for the next example of a property."""
        with self.database.write() as session:
            yield session
            session.rollback()


def at_once(*steps):
    """Run these at the same moment, each in a thread; what each returned, or raised."""
    start, ends = Barrier(len(steps)), [None] * len(steps)

    def run(place, step):
        start.wait(10)
        try:
            ends[place] = step()
        except Exception as error:  # noqa: BLE001 - the test looks at it.
            ends[place] = error

    threads = [Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ends
