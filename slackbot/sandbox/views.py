"""Modals and Home tabs: who sees which, in which order, with what typed in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from slackbot.sandbox import inputs, names
from slackbot.sandbox.shelf import Shelf
from slackbot.sandbox.store import Store

STACK = 3


@dataclass
class View:
    id: str
    user: str
    body: dict[str, Any]  # As the app sent it, block ids filled in.
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    @property
    def state(self) -> dict[str, Any]:
        return {"values": inputs.values(self.body["blocks"], self.typed)}

    def drawn(self) -> dict[str, Any]:
        """As Slack sends it to the app."""
        return {
            "id": self.id,
            "team_id": names.TEAM,
            "app_id": names.APP,
            "app_installed_team_id": names.TEAM,
            "bot_id": names.BOT,
            "hash": self.hash,
            "state": self.state,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            **_EMPTY,
            **self.body,
        }

    def seen(self) -> dict[str, Any]:
        """As the person sees it."""
        return self.drawn() | {"errors": self.errors, "problem": self.problem}


_EMPTY = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "title": None,
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


@dataclass
class Screen:
    """What one person has open."""

    user: str
    modals: list[str] = field(default_factory=list)
    home: str | None = None
    at_home: bool = False


class Views:
    def __init__(self, store: Store) -> None:
        self._views = Shelf(store, "view", View)
        self._screens = Shelf(store, "screen", Screen)

    def screen(self, user: str) -> Screen:
        return self._screens.get(user) or Screen(user)

    def save(self, view: View) -> View:
        return self._views.put(view.id, view)

    def look(self, user: str, *, at_home: bool) -> None:
        screen = self.screen(user)
        screen.at_home = at_home
        self._screens.put(user, screen)

    def get(self, view_id: str) -> View | None:
        return self._views.get(view_id)

    def by_external_id(self, external_id: str) -> View | None:
        return next((v for v in self._views if v.body.get("external_id") == external_id), None)

    def modal(self, user: str) -> View | None:
        """The topmost modal."""
        modals = self.screen(user).modals
        return self._views.get(modals[-1]) if modals else None

    def home(self, user: str) -> View | None:
        return self._views.get(self.screen(user).home or "")

    def open_now(self, user: str) -> View | None:
        return self.modal(user) or (self.home(user) if self.screen(user).at_home else None)

    def depth(self, user: str) -> int:
        return len(self.screen(user).modals)

    def push(self, view: View) -> None:
        screen = self.screen(view.user)
        screen.modals.append(self.save(view).id)
        self._screens.put(view.user, screen)

    def publish(self, view: View) -> None:
        screen = self.screen(view.user)
        screen.home = self.save(view).id
        self._screens.put(view.user, screen)

    def pop(self, user: str) -> View | None:
        """Close the topmost modal."""
        screen = self.screen(user)
        closed = self._views.get(screen.modals.pop()) if screen.modals else None
        self._screens.put(user, screen)
        if closed:
            self._views.drop(closed.id)
        return closed

    def clear(self, user: str) -> Iterator[View]:
        """Close every modal, topmost first."""
        while closed := self.pop(user):
            yield closed
