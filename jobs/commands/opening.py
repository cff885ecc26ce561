"""The desk for one command of the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path

from models.members import EVERY_STORE, Actor, Role
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


def who() -> str:
    """For the history: whose terminal it was."""
    try:
        return f"terminal:{getuser()}"[:32]
    except (KeyError, OSError):  # A container may run as a number that has no name.
        return "terminal"


def terminal() -> Actor:
    """Whoever has the terminal has everything."""
    return Actor(who(), {EVERY_STORE: Role.ADMIN})
