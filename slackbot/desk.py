"""What every listener and job is handed: the database, Slack, the wake-up, the time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from models.database import PATIENCE, Database
from models.settings import Settings
from slackbot import chronicle
from slackbot.client import Slack, web_client
from slackbot.erring import Errors
from slackbot.wake import Wake, connection


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    settings: Settings
    database: Database
    slack: Slack
    wake: Wake
    now: Callable[[], datetime] = system_clock
    errors: Errors = field(default_factory=Errors)

    @classmethod
    def open(cls, settings: Settings, *, patience: float = PATIENCE) -> Self:
        """
        Open a desk; nothing is connected before it is needed.

        Args:
            patience: Seconds to wait for the database.

        """
        return cls(
            settings=settings,
            database=Database(settings.database_url, patience, chronicle.tell),
            slack=Slack(web_client(settings)),
            wake=Wake(connection(settings.redis)),
        )

    def close(self) -> None:
        self.errors.keep(self.database)
        self.database.close()
