"""One signed call to the gateway: send it, be patient, read the answer or say what is wrong."""

import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol

import httpx

from jobs.sources.errors import CallLimit, Unavailable
from jobs.sources.refusals import refusal
from jobs.sources.shapes import simplified
from jobs.sources.signing import signature

TIMEOUT = httpx.Timeout(20, connect=5)
_SERVER_ERROR = 500
_TOO_MANY = 429

Files = Mapping[str, tuple[str, bytes]]


@dataclass(frozen=True)
class App:
    """What AliExpress knows our app by."""

    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Patience:
    """How long a reading call is tried before the caller hears of it."""

    tries: int = 3
    first_pause: float = 0.5
    longest_wait: float = 10


class Pacer(Protocol):
    """Whoever keeps the calls of one app apart."""

    def before(self) -> None:
        """
        Wait until a call may be made.

        Raises:
            CallLimit: that would take too long.

        """

    def limited(self, seconds: float) -> None:
        """The platform wants no call for so long."""


class Unpaced:
    """Calls whenever it likes."""

    def before(self) -> None: ...

    def limited(self, seconds: float) -> None: ...


UNPACED = Unpaced()


def gateway(url: str, timeout: httpx.Timeout = TIMEOUT) -> httpx.Client:
    """A client for the gateway at this address; every call on it ends in time."""
    return httpx.Client(base_url=url, timeout=timeout, verify=trusted())


@cache
def trusted() -> ssl.SSLContext:
    """Whose certificates are believed; read once, for that takes longer than a call."""
    return httpx.create_ssl_context()


class Caller:
    """Signs calls in the name of one app."""

    def __init__(
        self,
        http: httpx.Client,
        app: App,
        now: Callable[[], datetime],
        patience: Patience = Patience(),
        pause: Callable[[float], None] = time.sleep,
        pacer: Pacer = UNPACED,
    ) -> None:
        self._http = http
        self._app = app
        self._now = now
        self._patience = patience
        self._pause = pause
        self._pacer = pacer

    def now(self) -> datetime:
        return self._now()

    def sync(
        self, method: str, business: Mapping[str, str], system: Mapping[str, str]
    ) -> dict[str, Any]:
        """Call an API with a dotted name; its name is one of the signed parameters."""
        named = {"method": method, "v": "2.0", "format": "json", **system}
        return self._patiently(lambda: self._send("/sync", business, named, prefix=""))

    def once(
        self,
        method: str,
        business: Mapping[str, str],
        system: Mapping[str, str],
        files: Files | None = None,
    ) -> dict[str, Any]:
        """
        Call an API that acts: never a second time, for its answer may have been lost.

        Args:
            files: By parameter; their bytes are no part of what is signed.

        """
        named = {"method": method, "v": "2.0", "format": "json", **system}
        return self._send("/sync", business, named, prefix="", files=files)

    def rest(self, path: str, business: Mapping[str, str]) -> dict[str, Any]:
        """Call an API that is a path; the path is signed in front of the parameters."""
        return self._send(f"/rest{path}", business, {}, prefix=path)

    def _send(
        self,
        url: str,
        business: Mapping[str, str],
        named: Mapping[str, str],
        prefix: str,
        files: Files | None = None,
    ) -> dict[str, Any]:
        self._pacer.before()
        system = {
            "app_key": self._app.key,
            "sign_method": "sha256",
            "timestamp": str(int(self._now().timestamp() * 1000)),
            **named,
        }
        system["sign"] = signature(self._app.secret, {**business, **system}, prefix)
        try:
            return answer(self._http.post(url, params=system, data=dict(business), files=files))
        except CallLimit as limit:
            self._pacer.limited(limit.seconds)
            raise
        except httpx.TimeoutException as error:
            raise Unavailable("AliExpress did not answer in time.") from error
        except httpx.RequestError as error:
            raise Unavailable("AliExpress cannot be reached, or broke off its answer.") from error

    def _patiently(self, call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        for attempt in range(self._patience.tries - 1):
            try:
                return call()
            except Unavailable as error:
                wait = self._wait_after(error, attempt)
                if wait > self._patience.longest_wait:
                    raise
                self._pause(wait)
        return call()

    def _wait_after(self, error: Unavailable, attempt: int) -> float:
        if isinstance(error, CallLimit):
            return error.seconds
        return float(self._patience.first_pause * 2**attempt)


def answer(response: httpx.Response) -> dict[str, Any]:
    """The answer in its simple shape; every kind of failure is raised by its name."""
    status = f"{response.status_code} {response.reason_phrase}".strip()
    if response.status_code >= _SERVER_ERROR:
        raise Unavailable(f"AliExpress answered {status}.")
    if response.status_code == _TOO_MANY:
        waiting = response.headers.get("Retry-After", "")
        raise CallLimit(float(waiting) if waiting.isdecimal() else 1.0)
    try:
        document = json.loads(response.content)
    except (ValueError, RecursionError) as error:
        raise Unavailable(f"AliExpress's answer ({status}) could not be read.") from error
    if not isinstance(document, dict) or not document:
        raise Unavailable(f"AliExpress's answer ({status}) had nothing in it.")
    if failure := refusal(document):
        raise failure
    return simplified(document)
