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
from sqlalchemy.exc import SQLAlchemyError

from models import sources
from slackbot.desk import Desk

log = structlog.get_logger()

LOOKS = 5.0  # Seconds between two looks at the connection.
# Slack greets every connection. Where nothing at all came for so many seconds, nobody knows
# whether anything still would: another connection is opened, and its greeting is the proof.
QUIET = 120.0
GREETS = 2.0  # Seconds for the greeting.
HEARTBEAT = "socket"


class Socket:
    """Connects, and connects again whenever the connection is gone."""

    def __init__(self, desk: Desk, app: App, app_token: str, quiet: float = QUIET) -> None:
        self._desk = desk
        web = WebClient(token=app_token, base_url=desk.settings.slack_api_url, timeout=10)
        self._handler = SocketModeHandler(app, app_token, web_client=web)
        self._handler.client.message_listeners.append(self._hear)
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
        self._handler.client.close()

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
        client = self._handler.client
        tried = time.monotonic() - self._tried_at < self._quiet / 4
        try:
            if not client.is_connected() or (self._deaf and not tried):
                self._connect()
        except (SlackApiError, OSError) as error:
            # Slack is away: the next look tries again, and /ready says so meanwhile.
            log.warning("socket_not_connected", error=str(error))
            return False
        return client.is_connected() and not self._deaf

    def _connect(self) -> None:
        self._tried_at = time.monotonic()
        self._heard.clear()
        self._handler.client.connect_to_new_endpoint(force=True)
        self._heard.wait(GREETS)
