"""Socket Mode: one connection that is looked after, for a dead one looks alive."""

import math
import threading
import time
from typing import Any

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState
from slack_sdk.socket_mode.interval_runner import IntervalRunner
from sqlalchemy.exc import SQLAlchemyError

from models.reading import sources
from slackbot.desk import Desk

log = structlog.get_logger()

LOOKS = 5.0  # Seconds between two looks at the connection.
# Slack greets every connection. Where nothing at all came for so many seconds, nobody knows
# whether anything still would: another connection is opened, and its greeting is the proof.
QUIET = 120.0
GREETS = 2.0  # Seconds for the greeting.
HEARTBEAT = "socket"


class Hold(ConnectionState):
    """A reader's hold on one connection: over as soon as the client has another."""

    def __init__(self, client: SocketModeClient, session: Connection) -> None:
        self._client, self._session = client, session
        self._told = client.current_session_state
        super().__init__()  # type: ignore[no-untyped-call]

    @property
    def terminated(self) -> bool:
        replaced = self._client.current_session is not self._session
        return self._ended or self._told.terminated or replaced

    @terminated.setter
    def terminated(self, ended: bool) -> None:
        self._ended = ended


class Reader:
    """
    Reads whichever connection the client has.

    slack_sdk's own reader may begin anew on a connection at the very moment that it is replaced,
    and then waits there for words that come through another one.
    """

    def __init__(self, client: SocketModeClient) -> None:
        self._client = client
        client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]
        client.current_session_runner = IntervalRunner(self._read, 0.1).start()

    def _read(self) -> None:
        session = self._client.current_session
        if session is None or not session.is_active():
            return
        try:
            session.run_until_completion(Hold(self._client, session))
        except Exception:
            # Whatever came cannot be read; this thread must live to read what comes next.
            log.exception("socket_unreadable")


class Socket:
    """Connects, and connects again whenever the connection is gone."""

    def __init__(self, desk: Desk, app: App, app_token: str, quiet: float = QUIET) -> None:
        self._desk = desk
        web = WebClient(token=app_token, base_url=desk.settings.slack_api_url, timeout=10)
        self.client = SocketModeHandler(app, app_token, web_client=web).client
        self.client.message_listeners.append(self._hear)
        Reader(self.client)
        self._quiet = quiet
        self._heard_at = self._tried_at = -math.inf
        self._heard = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="socket", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=LOOKS)
        self.client.close()

    def _keep(self) -> None:
        while not self._stop.is_set():
            self.look()
            self._stop.wait(LOOKS)

    def look(self) -> None:
        """Connect where we are not, and say that we live where Slack's words reach us."""
        if self._connected():
            self._beat()

    def _beat(self) -> None:
        try:
            with self._desk.database.write() as session:
                sources.beat(session, HEARTBEAT, self._desk.now())
        except SQLAlchemyError as error:
            # The database is busy or away; looking after the connection matters more.
            log.warning("socket_beat_failed", error=type(error).__name__)

    def _hear(self, _client: Any, _message: dict[str, Any], _raw: str | None = None) -> None:
        """Something came from Slack: an event, a press, or the greeting."""
        self._heard_at = time.monotonic()
        self._heard.set()

    @property
    def _deaf(self) -> bool:
        return time.monotonic() - self._heard_at > self._quiet

    def _connected(self) -> bool:
        """Whether the way from Slack to us is open, as far as its words prove it."""
        tried = time.monotonic() - self._tried_at < self._quiet / 4
        try:
            if not self.client.is_connected() or (self._deaf and not tried):
                self._connect()
        except (SlackApiError, OSError) as error:
            # Slack is away: the next look tries again, and /ready says so meanwhile.
            log.warning("socket_not_connected", error=str(error))
            return False
        return self.client.is_connected() and not self._deaf

    def _connect(self) -> None:
        self._tried_at = time.monotonic()
        self._heard.clear()
        self.client.connect_to_new_endpoint(force=True)
        self._heard.wait(GREETS)
