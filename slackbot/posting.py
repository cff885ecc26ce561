"""
One message into Slack: looked for where it may stand already, posted or edited, and recorded.

It is drawn from the present state and recorded only under the fence with which its row was
claimed, so a sender may die between any two lines.
"""

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog
from sqlmodel import Session

from models import attempts, channels, messages, outbox, stuck, tracing
from models.attempts import Claimed
from models.charts import charts
from models.database import clock
from models.messages import Message
from models.nudging import reminders
from models.watching import pace
from slackbot.calling import Ambiguous, CannotLook, Refused, SlackFault, SlowDown
from slackbot.desk import Desk
from slackbot.drawing import Drawing, draw
from slackbot.endings import settle
from slackbot.holding import Overtaken
from slackbot.places import place
from slackbot.views.blocks import Content
from slackbot.wake import Due

log = structlog.get_logger()

WHERE = "slack"  # Among the errors that are counted.
TRIES_TO_DELETE = 5
# What Slack's own judge finds wrong with the blocks: the words alone still get through.
OF_THE_BLOCKS = frozenset({"invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format"})
# Here we may not read, or there is nothing left to read. Whatever else Slack says of a look, such
# as of a token that ended, says nothing about the message: we look again when it is mended.
UNREADABLE = frozenset(
    {
        "access_denied",
        "channel_not_found",
        "missing_scope",
        "no_permission",
        "not_in_channel",
        "thread_not_found",
    }
)

Answer = TypeVar("Answer")
Version = tuple[int, int]  # A message's number, and what is wanted of it.


class Undrawable(SlackFault):
    """The message could not be drawn from what the database holds."""


class Posting:
    """
    Sends what was claimed.

    Args:
        desk: Whose message.
        sleep: Waits for what Slack asks us to wait for.
        keep: Called before each call to Slack; keeps up the hold, or raises Overtaken.

    """

    def __init__(
        self,
        desk: Desk,
        sleep: Callable[[float], None] = time.sleep,
        keep: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._sleep = sleep
        self._keep = keep
        self.underway: timedelta | None = None  # How long the last call that posted took.

    def pass_over(self, channel: str, differ: set[Version]) -> None:
        """
        What looks the same after all needs no call, and nothing of the budget of edits.

        Args:
            differ: Those that were found to look otherwise; they wait for their turn, undrawn.

        """
        same: list[tuple[Message, datetime | None]] = []
        with self._desk.database.read() as session:
            for message in outbox.edits_due(session, channel, clock(session)):
                version = message.id, message.wanted
                if version in differ:
                    continue
                differ.add(version)
                with suppress(Undrawable):  # It says so when it is claimed.
                    drawing = self._drawn(session, message)
                    if digest(drawing.content) == message.shown:
                        same.append((message, drawing.redraw_at))
        if same:
            with self._desk.database.write() as session:
                outbox.pass_over(session, same)
        for message, _redraw_at in same:
            log.info("message_unchanged", **_about(message))

    def send(self, claimed: Claimed) -> None:
        """Bring it about, or record how it ended."""
        with tracing.resumed(next(iter(tracing.told(claimed.message.trace)), None)):
            try:
                self._show(claimed)
            except SlackFault as fault:
                log.warning("message_delayed", **_about(claimed.message), error=fault.error)
                self._desk.errors.note(WHERE, fault.error)
                with self._desk.database.write() as session:
                    settle(session, self._desk.settings, claimed, fault)
            except Overtaken:  # Between two calls: no other one is in doubt.
                log.warning("message_overtaken", **_about(claimed.message))
                with self._desk.database.write() as session:
                    attempts.let_go(session, claimed)

    def _show(self, claimed: Claimed) -> None:
        """Bring one message to its present state in Slack, and record that it stands."""
        message = claimed.message
        with self._desk.database.read() as session:
            drawing = self._drawn(session, message)
            is_stale = _is_stale(session, message)
        ts = message.ts or self._found_again(claimed)
        if ts is None and message.ambiguous:  # It goes where it belongs by now.
            with self._desk.database.write() as session:
                attempts.not_there(session, claimed)
            return
        if ts is None and (drawing.is_over or is_stale):
            self._leave_unsaid(claimed, drawing)
            return
        said = drawing.content
        if ts is None:
            ts, said = self._post(claimed, drawing.content)
            if not self._stands(claimed, ts, drawing, said):
                self._take_back(claimed, ts)
            return
        if message.ts is None or digest(drawing.content) != claimed.shown:
            said = self._edit(claimed, ts, drawing.content)
        if not self._stands(claimed, ts, drawing, said):
            self._came_late(claimed)

    def _leave_unsaid(self, claimed: Claimed, drawing: Drawing) -> None:
        """What is over is no news; what was decided too long ago is decided once more."""
        with self._desk.database.write() as session:
            mine = attempts.unsaid(session, claimed)
            stuck.over(session, claimed.message.stuck_at)
            if mine and not drawing.is_over:
                reminders.put_back(session, claimed.message)

    def _drawn(self, session: Session, message: Message) -> Drawing:
        """
        Raises:
            Undrawable: a fault of ours, which must not hold up the messages behind it.

        """
        try:
            return draw(session, self._desk.settings, message, self._desk.now())
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            log.exception("message_undrawable", **_about(message))
            raise Undrawable(type(error).__name__) from error

    def _post(self, claimed: Claimed, content: Content) -> tuple[str, Content]:
        channel, thread = self._place(claimed), claimed.thread_ts
        return self._or_less(content, lambda said: self._timed(channel, said, claimed.mark, thread))

    def _place(self, claimed: Claimed) -> str:
        self._keep()
        return place(self._desk, claimed.message.channel)

    def _timed(self, channel: str, content: Content, mark: str, thread: str | None) -> str:
        began = time.monotonic()
        try:
            return self._desk.slack.post(channel, content, mark, thread)
        finally:
            self.underway = timedelta(seconds=time.monotonic() - began)

    def _edit(self, claimed: Claimed, ts: str, content: Content) -> Content:
        channel = self._place(claimed)
        _none, said = self._or_less(
            content, lambda said: self._desk.slack.edit(channel, ts, said, claimed.mark)
        )
        return said

    def _or_less(
        self, content: Content, show: Callable[[Content], Answer]
    ) -> tuple[Answer, Content]:
        """Show it, or what is to stand in its place, or the words alone; and what it was."""
        self._keep()
        try:
            return show(content), content
        except Refused as refused:
            if refused.error not in OF_THE_BLOCKS:
                raise
            if content.fallback is None:
                log.exception("blocks_refused", error=refused.error)
                # They would be refused again: to the next drawing they count as shown.
                self._keep()
                return show(replace(content, blocks=[])), content
        log.warning("blocks_refused_in_part")
        return self._or_less(content.fallback, show)

    def _found_again(self, claimed: Claimed) -> str | None:
        """
        After an ambiguous end: the ts, if Slack has it after all.

        Raises:
            CannotLook: we may not read there.
            Ambiguous, SlowDown, Refused: it is not known yet.

        """
        message = claimed.message
        if not message.ambiguous or message.first_try_at is None:
            return None
        channel = self._place(claimed)
        try:
            return self._desk.slack.find(
                channel, message.token, message.first_try_at, claimed.thread_ts, self._keep
            )
        except Refused as refused:
            if refused.error not in UNREADABLE:
                raise
            raise CannotLook(refused.error) from refused

    def _stands(self, claimed: Claimed, ts: str, drawing: Drawing, said: Content) -> bool:
        with self._desk.database.write() as session:
            pace.hold(session, claimed)
            again = self._without_charts(session, drawing, said)
            changes = min((at for at in (drawing.redraw_at, again) if at), default=None)
            recorded = attempts.stands(session, claimed, ts, digest(said), changes)
            if channels.recovered(session, claimed.message.channel):
                messages.bump_named(session, {f"trouble:channel:{claimed.message.channel}"})
            stuck.over(session, claimed.message.stuck_at)
            if recorded:
                pace.note(session, claimed)
        log.info("message_stands", **_about(claimed.message), ts=ts, recorded=recorded)
        if drawing.lacks or said is not drawing.content:
            self._desk.wake.hint(Due.CHARTS)
        return recorded

    def _without_charts(self, session: Session, drawing: Drawing, said: Content) -> datetime | None:
        """When to try again with the charts that Slack did not take, if it did not."""
        if not drawing.charts or said is drawing.content:
            return None
        return charts.refused(session, drawing.charts, self._desk.now())

    def _take_back(self, claimed: Claimed, ts: str) -> None:
        """Another sender has the row by now: unless it finds what we posted, that goes."""
        row = self._left_alone(claimed)
        if row.ts == ts or attempts.is_looked_for(row):
            return
        log.warning("post_taken_back", **_about(claimed.message), ts=ts)
        self._delete(claimed.message.channel, ts)

    def _came_late(self, claimed: Claimed) -> None:
        """Another sender has edited it meanwhile; nobody knows whose edit Slack shows."""
        self._left_alone(claimed)
        with self._desk.database.write() as session:
            attempts.show_anew(session, claimed)

    def _left_alone(self, claimed: Claimed) -> Message:
        """The row, once nobody holds it any more, and at the latest when every turn is over."""
        for _second in range(int(attempts.LONGEST_TURN.total_seconds())):
            with self._desk.database.read() as session:
                row = session.get_one(Message, claimed.message.id)
                now = clock(session)
            if row.held_until is None or row.held_until < now:
                break
            self._sleep(1)
        return row

    def _delete(self, channel: str, ts: str) -> None:
        for attempt in range(TRIES_TO_DELETE):
            try:
                self._desk.slack.delete(place(self._desk, channel), ts)
            except SlowDown as slow:
                self._sleep(slow.wait.total_seconds())
            except Ambiguous:
                self._sleep(2**attempt)
            except Refused as refused:
                # Gone already, or not ours to delete: either way there is no more to do.
                log.warning("post_not_deleted", ts=ts, error=refused.error)
                return
            else:
                return


def _is_stale(session: Session, message: Message) -> bool:
    """Whom it names may rest by now, so long ago was it decided; else it disturbs nobody."""
    if message.decided_at is None or not message.payload.get("person"):
        return False
    return clock(session) - message.decided_at > reminders.STALE


def _about(message: Message) -> dict[str, Any]:
    """What a line of the log says of it."""
    about: dict[str, Any] = {"message": message.key, "channel": message.channel}
    if message.dispute_id is not None:
        about["dispute"] = message.dispute_id
    # Several wishes may have melted into one: whoever looks for any of them finds this line.
    if causes := tracing.told(message.trace):
        about["trace"], *about["also"] = causes
    return about


def digest(content: Content) -> str:
    """Tells two drawings apart, so that an edit that changes nothing is not sent."""
    drawn = json.dumps([content.text, content.blocks], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(drawn.encode()).hexdigest()
