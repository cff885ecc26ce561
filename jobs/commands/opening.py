"""The desk for one command of the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.settings import Settings
from slackbot.desk import Desk


@contextmanager
def opened() -> Iterator[Desk]:
    """The desk that the settings of this directory describe."""
    desk = Desk.open(Settings.load(Path.cwd()))
    try:
        yield desk
    finally:
        desk.close()
