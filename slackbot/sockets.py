"""Socket Mode: one connection that is looked after, for a dead one looks alive."""

import threading

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
HEARTBEAT = "socket"


class Socket:
    """Connects, and connects again whenever the connection is gone."""

    def __init__(self, desk: Desk, app: App, app_token: str) -> None:
        self._desk = desk
        web = WebClient(token=app_token, base_url=desk.settings.slack_api_url, timeout=10)
        self._handler = SocketModeHandler(app, app_token, web_client=web)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="socket", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=LOOKS)
        self._handler.client.close()

    def _keep(self) -> None:
        while not self._stop.is_set():
            if self._connected():
                self._beat()
            self._stop.wait(LOOKS)

    def _beat(self) -> None:
        try:
            with self._desk.database.write() as session:
                sources.beat(session, HEARTBEAT, self._desk.now())
        except SQLAlchemyError as error:
            # The database is busy or away; looking after the connection matters more.
            log.warning("socket_beat_failed", error=type(error).__name__)

    def _connected(self) -> bool:
        client = self._handler.client
        try:
            if not client.is_connected():
                client.connect_to_new_endpoint(force=True)
        except (SlackApiError, OSError) as error:
            # Slack is away: the next look tries again, and /ready says so meanwhile.
            log.warning("socket_not_connected", error=str(error))
            return False
        return bool(client.is_connected())
