"""What stands in Slack, held against the truth: requests, calls, and what was said of what."""

import re
from collections import defaultdict

from sqlmodel import select

from models import disputes
from models.messages import Kind, Message
from models.nudging.nudges import Nudge
from tests.simulation.oracle import Said

REQUESTS = ("⏳", "🔴", "⌛", "⏱", "↻", "📦")
CHANNELS = ("CNORDIC", "CSOLAR", "CLEADS")
SPOKEN = (Kind.NUDGE, Kind.BUNDLE, Kind.SHIPPING)


class Judge:
    def __init__(self, machine, world, oracle):
        self._machine, self._world, self._oracle = machine, world, oracle
        self.complaints = oracle.complaints

    def all_of_it(self):
        said = self._said()
        self._oracle.judge(said)
        self._calls(said)
        self._same()

    def _channels(self):
        direct = [c["id"] for c in self._machine.workspace.about()["channels"] if c.get("is_im")]
        return [*CHANNELS, *direct]

    def _standing(self):
        """What stands in Slack, by its opaque key: each once."""
        found = {}
        for channel in self._channels():
            for message in self._machine.workspace.messages(channel):
                key = ((message.get("metadata") or {}).get("event_payload") or {}).get("key")
                if key is None:
                    continue
                if key in found:
                    self.complaints.append(f"twice in Slack: {message['text']}")
                found[key] = message
        return found

    def _rows(self):
        with self._machine.desk.database.read() as session:
            rows = session.exec(select(Message)).all()
            nudges = session.exec(select(Nudge).where(Nudge.sent_at.is_not(None))).all()
        return rows, nudges

    def _said(self):
        rows, nudges = self._rows()
        standing = self._standing()
        accepted = {
            row.key: self._machine.moment(standing[row.token]["ts"])
            for row in rows
            if row.token in standing
        }
        return [_read(nudge, accepted) for nudge in nudges]

    def nothing_stale(self, now):
        rows, nudges = self._rows()
        standing = self._standing()
        steps = defaultdict(list)
        said = {nudge.id: _read(nudge, {}) for nudge in nudges}
        for one in said.values():
            steps[one.about, one.number, one.rule, one.limit].append(one.step)
        for row in rows:
            if row.token not in standing or row.kind not in SPOKEN:
                continue
            told = _words(standing[row.token])
            if not any(mark in told for mark in REQUESTS):
                continue
            self._machine.count("requests looked at")
            for one in self._asked(row, told, said):
                later = steps[one.about, one.number, one.rule, one.limit]
                if not self._oracle.stands(one, now, later):
                    self.complaints.append(f"stale at {now:%d %H:%M}: {told[:150]!r} {one}")

    def _asked(self, row, told, said):
        """The nudges that a message still asks for."""
        if row.kind == Kind.SHIPPING:
            mine = [one for one in said.values() if one.message == row.key]
            holds = [one for one in mine if self._oracle.stands(one, self._machine.now, [])]
            return [] if holds else mine
        named = [said[n] for n in row.payload.get("nudges") or [row.payload["nudge"]] if n in said]
        if len(named) == 1:
            return named
        numbers = {one.number for one in named}
        if len(numbers) > 1:  # Of one dispute alone the last word stands; of several a list.
            lines = [line for line in told.splitlines() if line.startswith("*")]
            numbers = {int(n) for line in lines for n in re.findall(r"#(\d+)", line)}
        asked = []
        for number in numbers:
            mine = [one for one in named if one.number == number]
            holds = [one for one in mine if self._oracle.stands(one, self._machine.now, [])]
            asked += [] if holds else mine
        return asked

    def _calls(self, said):
        """Whom each message called when it came, and that it came to ask, not to say it is over."""
        rows, _ = self._rows()
        by_message = defaultdict(list)
        for one in said:
            by_message[one.message].append(one)
        posted = {post.token: post for post in self._machine.posts}  # The last try.
        for row in rows:
            post = posted.get(row.token)
            if row.kind not in SPOKEN or post is None:
                continue
            told = _words({"text": post.said.text, "blocks": post.said.blocks})
            if not any(mark in told for mark in REQUESTS):
                self.complaints.append(f"news of what was over, {post.at:%d %H:%M}: {told!r}")
            people = set(re.findall(r"<@(U\w+)>", told))
            if row.channel.startswith("U"):
                people = {row.channel}
            told_again = row.payload.get("nudges") or []  # Some of which stand in threads as well.
            about = by_message[row.key] + [one for one in said if one.id in told_again]
            if people and not about:
                self.complaints.append(f"called {people} over nothing: {told!r}")
                continue
            for person in people:
                self._oracle.disturbed(person, about, post.at)

    def _same(self):
        """The truth told here is what the desk holds."""
        with self._machine.desk.database.read() as session:
            for claim in self._world.claims:
                row, standing = disputes.get(session, claim.number), claim.course.now()
                held = (row.assignee_id, row.is_open, row.waits_for_us, row.due_at)
                true = (standing.owner, standing.closed_at is None, standing.waits, standing.due_at)
                if held != true:
                    self.complaints.append(f"dispute {claim.number} differs: {held} {true}")


def _read(nudge, accepted):
    return Said(
        id=nudge.id,
        about="dispute" if nudge.dispute_id is not None else "order",
        number=nudge.dispute_id or nudge.order_key,
        rule=nudge.rule.value,
        limit=nudge.limit_at,
        step=nudge.step,
        to=nudge.recipient.value,
        person=nudge.person,
        sent_at=nudge.sent_at,
        message=nudge.message_key,
        accepted_at=accepted.get(nudge.message_key),
    )


def _words(message):
    return "\n".join([message["text"], *_texts(message.get("blocks") or [])])


def _texts(part):
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            if isinstance(value, (list, dict)):
                yield from _texts(value)
