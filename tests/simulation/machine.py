"""The desk under test, with its Slack and its troubles; its hours are the simulation's."""

import time
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import func, or_, select, update

from models import messages, outbox
from models.channels import Budget, Channel
from models.database import Database, clock
from models.messages import Kind, Message
from models.nudging import reminders
from models.nudging.nudges import Nudge
from models.settings import Settings
from slackbot.client import Slack, web_client
from slackbot.delivery import Delivery
from slackbot.desk import Desk
from tests.support.ground import at_once
from tests.support.workspace import BOT_TOKEN, SIGNING_SECRET

FAULTS = (
    {"kind": "500", "share": 0.02},
    {"kind": "429", "share": 0.02},
    {"kind": "lost_answer", "method": "chat.postMessage", "share": 0.03},
    {"kind": "lost_answer", "method": "chat.update", "share": 0.02},
)


DUE = sa.text("messages.wanted > messages.posted AND messages.state = 'live'")  # Its index.


class Killed(BaseException):
    """The process is gone, between two lines."""


@dataclass
class Post:
    at: datetime
    real: float
    token: str
    channel: str
    said: object


class Watched(Slack):
    """Remembers what was first said; dies between Slack's answer and its record, if so told."""

    def __init__(self, client, machine):
        super().__init__(client)
        self._machine = machine

    def post(self, channel, content, mark, thread_ts):
        token = mark.partition("-")[0]
        post = Post(self._machine.now, time.time(), token, channel, content)
        self._machine.posts.append(post)
        ts = super().post(channel, content, mark, thread_ts)
        if self._machine.dies_after_post:
            self._machine.dies_after_post = False
            raise Killed
        return ts


class Silent:
    """Nobody waits for a wake-up here."""

    def __call__(self, *_what):
        pass


@dataclass
class Machine:
    workspace: object
    desk: Desk
    dice: object
    now: datetime
    posts: list[Post] = field(default_factory=list)
    figures: dict = field(default_factory=dict)
    dies_after_post: bool = False
    _hands: list = field(default_factory=list)  # Real seconds at which the hands moved.
    _times: list = field(default_factory=list)

    @classmethod
    def start(cls, workspace, url, root, dice, now):
        values = {
            "DATABASE_URL": url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": workspace.api_url,
            "LEADS_CHANNEL": "CLEADS",
            "SLACK_POST_SECONDS": "0",
            "SLACK_POSTS_PER_MINUTE": "1000000",
            "SLACK_EDITS_PER_MINUTE": "1000000",
        }
        if url.startswith("postgresql"):
            values["SECRET_KEY"] = "x" * 43 + "="
        settings = Settings.load(root, values)
        machine = cls(workspace, None, dice, now)
        slack = Watched(web_client(settings), machine)
        machine.desk = Desk(settings, Database(url), slack, Silent(), lambda: machine.now)
        machine.turn(now)
        machine.misbehave()
        return machine

    # Time.

    def turn(self, now):
        """Move the hands; whatever waits by the database's own clock has waited so long."""
        gone = now - self.now
        self.now = now
        self._hands.append(time.time())
        self._times.append(now)
        if gone:
            with self.desk.database.write() as session:
                _shift(session, gone)

    def moment(self, ts):
        """The simulated moment at which Slack accepted something."""
        return self._times[bisect_right(self._hands, float(ts)) - 1]

    def next_due(self):
        """When the tables next want the clock; who looks earlier finds nothing."""
        planned = Nudge.sent_at.is_(None), Nudge.cancelled_at.is_(None)
        with self.desk.database.read() as session:
            due = session.exec(select(func.min(Nudge.due_at)).where(*planned)).one()
            redraw = session.exec(select(func.min(Message.redraw_at))).one()
        found = [_aware(moment) for moment in (due, redraw) if moment is not None]
        return min(found, default=None)

    # Work.

    def tick(self):
        """What the clock sets off, at times twice; False when it was killed half-way."""
        self.count("ticks")
        chance = self.dice.random()
        if chance < 0.1:
            self.count("two clocks at once")
            ends = at_once(self._fire, self._fire)
            for end in ends:
                if isinstance(end, BaseException):
                    raise end
        elif chance < 0.15:
            self.count("killed while firing")
            with suppress(Killed), self.desk.database.write() as session:
                reminders.fire(session, self.now, "CLEADS")
                raise Killed
            return False
        else:
            self._fire()
        return True

    def _fire(self):
        with self.desk.database.write() as session:
            reminders.fire(session, self.now, "CLEADS")
            messages.bump_redraws(session, self.now)

    def deliver(self):
        """False when the worker was killed over it."""
        self.count("deliveries")
        try:
            delivery = Delivery(self.desk, seconds=60, sleep=self._wait)
            for _after_their_cards in range(2):
                for channel in self._channels_due():
                    delivery.serve(channel)
        except Killed:
            self.count("killed while posting")
            return False
        with self.desk.database.write() as session:
            # What a card says of the time left is most of the work, and no nudge.
            cards = update(Message).where(Message.kind.in_([Kind.CARD, Kind.BRIEF]))
            session.exec(cards.where(Message.redraw_at.is_not(None)).values(redraw_at=None))
        return True

    def _channels_due(self):
        with self.desk.database.read() as session:
            heads = outbox.heads(session, clock(session))
        return list(dict.fromkeys(head.channel for head in heads))

    def _wait(self, seconds):
        with self.desk.database.write() as session:
            _shift(session, timedelta(seconds=seconds))

    def undelivered(self):
        with self.desk.database.read() as session:
            return session.exec(select(func.count()).select_from(Message).where(DUE)).one()

    # Trouble.

    def misbehave(self):
        self.workspace.clear()
        for fault in FAULTS:
            self.workspace.fault(**fault)

    def goes_away(self):
        self.count("outages of Slack")
        self.workspace.fault("500", share=1.0)

    def count(self, what, by=1):
        self.figures[what] = self.figures.get(what, 0) + by


def _shift(session, gone):
    times = ("try_at", "held_until", "decided_at")
    waits = or_(*(getattr(Message, name).is_not(None) for name in times))
    for row in session.exec(select(Message).where(DUE, waits)):
        _earlier(row, gone, *times)
        session.add(row)
    for row in session.exec(select(Channel)):
        _earlier(row, gone, "lease_until", "next_post_at", "retry_at")
        session.add(row)
    for row in session.exec(select(Budget)):
        _earlier(row, gone, "full_at")
        session.add(row)


def _earlier(row, gone, *names):
    for name in names:
        if (moment := getattr(row, name)) is not None:
            setattr(row, name, max(moment - gone, moment - timedelta(days=1)))


def _aware(moment):
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
