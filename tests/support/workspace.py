"""A sandbox workspace in a thread: the front door of all story tests."""

import json
import threading
from pathlib import Path
from typing import Any, Self

import httpx

from jobs.sources.calling import trusted
from slackbot.sandbox.app import create
from slackbot.sandbox.server import Server

BOT_TOKEN = "xoxb-sandbox"
APP_TOKEN = "xapp-sandbox"
SIGNING_SECRET = "sandbox-signing-secret"

CHANNEL = "CNORDIC"


class Thread:
    """A server that is up when the constructor returns and down when `close` does."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.run, daemon=True)
        self._thread.start()
        assert server.ready.wait(5), "The sandbox workspace did not start."
        self.url = f"http://127.0.0.1:{server.port}"

    def close(self, *, wait: bool) -> None:
        self._server.should_exit = True
        if wait:
            self._thread.join(timeout=5)


class Refused(AssertionError):
    """A step that no person could take: a button that is not there, a view that is gone."""


class Visited:
    """
    Slack, its people and its faults, wherever it runs.

    Every step answers what the person then sees: `status`, `ephemeral`, `view`, `errors`,
    `problem`. A step that no person could take (a button that is not there) fails the test.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.api_url = f"{self.url}/api/"
        self._http = httpx.Client(base_url=self.url, timeout=30, trust_env=False, verify=trusted())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    # What people do.

    def command(self, user: str, text: str, channel: str = CHANNEL) -> dict[str, Any]:
        return self._post("/person/command", user=user, channel=channel, text=text)

    def press(
        self,
        user: str,
        action_id: str,
        value: str | list[str] | None = None,
        *,
        message: dict[str, Any] | None = None,
        channel: str = CHANNEL,
        **more: Any,
    ) -> dict[str, Any]:
        """On a message (as `messages` or an answer's `ephemeral` gave it), or on the open view."""
        if message is not None:
            more |= {"ts": message["ts"], "channel": message.get("channel", channel)}
        return self._post("/person/press", user=user, action_id=action_id, value=value, **more)

    def shortcut(self, user: str, message: dict[str, Any], callback_id: str) -> dict[str, Any]:
        """The app's entry in a message's menu."""
        about = {"channel": message["channel"], "ts": message["ts"]}
        return self._post("/person/shortcut", user=user, callback_id=callback_id, **about)

    def submit(
        self, user: str, values: dict[str, dict[str, Any]] | None = None, view_id: str | None = None
    ) -> dict[str, Any]:
        view_id = view_id or (self.view(user) or {}).get("id")
        return self._post("/person/submit", user=user, view_id=view_id, values=values or {})

    def dismiss(self, user: str, view_id: str | None = None) -> dict[str, Any]:
        view_id = view_id or (self.view(user) or {}).get("id")
        return self._post("/person/close", user=user, view_id=view_id)

    def say(
        self, user: str, text: str, channel: str = CHANNEL, thread_ts: str | None = None
    ) -> dict[str, Any]:
        step = {"user": user, "text": text, "channel": channel, "thread_ts": thread_ts}
        return self._post("/person/message", **step)

    def home(self, user: str) -> dict[str, Any]:
        return self._post("/person/home", user=user)

    # What people see.

    def view(self, user: str) -> dict[str, Any] | None:
        return self._get(f"/person/{user}/view")

    def inbox(self, user: str) -> list[dict[str, Any]]:
        return self._get(f"/person/{user}/inbox")["ephemeral"]

    def messages(self, channel: str = CHANNEL, newest: int = 0) -> list[dict[str, Any]]:
        """All of a channel or its newest, oldest first, replies among it."""
        found = self._get("/workspace/messages", channel=channel, newest=newest)["messages"]
        return [{**message, "channel": channel} for message in found]

    def direct(self, user: str) -> str | None:
        """The id of the app's direct conversation with a person, once it is open."""
        direct = (c for c in self.about()["channels"] if c.get("is_im") and c["user"] == user)
        return next((channel["id"] for channel in direct), None)

    def page(self, user: str) -> dict[str, Any]:
        return self._get("/page/state", user=user)

    def about(self) -> dict[str, Any]:
        return self._get("/workspace")

    # How it misbehaves.

    def fault(self, kind: str, method: str | None = "*", **more: Any) -> None:
        self._post("/control/fault", kind=kind, method=method, **more)

    def clear(self) -> None:
        self._post("/control/clear")

    def faults(self) -> list[dict[str, Any]]:
        """Those that are still on."""
        return self._get("/control/faults")["faults"]

    def struck(self) -> dict[str, int]:
        """How often each fault met a call or a delivery, by kind and by what it was asked for."""
        return self._get("/control/faults")["struck"]

    def api(self, method: str, **body: Any) -> dict[str, Any]:
        """As somebody who has the app's token, and is not the desk."""
        token = {"Authorization": f"Bearer {BOT_TOKEN}"}
        return _answer(self._http.post(f"/api/{method}", json=body, headers=token))

    def rates(self, **limits: float) -> None:
        self._post("/control/rates", **limits)

    def unhurried(self) -> None:
        """No rates at all, for stories that are not about them."""
        self.rates(per_channel_seconds=0, workspace_per_minute=10**6, updates_per_minute=10**6)

    def control(self, switch: str, **values: Any) -> dict[str, Any]:
        return self._post(f"/control/{switch}", **values)

    @property
    def request_url(self) -> str | None:
        return self.about()["request_url"]

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self._post("/control/request_url", url=url)

    def _post(self, path: str, **body: Any) -> dict[str, Any]:
        return _answer(self._http.post(path, json=body))

    def _get(self, path: str, **params: str) -> Any:
        return _answer(self._http.get(path, params=params))


def _answer(response: httpx.Response) -> Any:
    if not response.is_success:
        raise Refused(f"{response.request.url}: {response.status_code} {response.text}")
    return json.loads(response.text)


class Workspace(Visited):
    """One in a thread of this process."""

    def __init__(self, state: Path | None = None, gateway_url: str | None = None) -> None:
        self._kept = state is not None
        self._thread = Thread(Server(create(state, gateway_url=gateway_url)))
        super().__init__(self._thread.url)

    def close(self) -> None:
        super().close()
        # What is kept must be let go of before it is opened again; the rest may end on its own.
        self._thread.close(wait=self._kept)
