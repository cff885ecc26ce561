"""One call to Slack: every way in which it can end has a name."""

import re
from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPException
from typing import Any

import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

TIMEOUT = 10  # Seconds for each step of a call; all of them lie within a channel's lease.
LONGEST_PATIENCE = timedelta(minutes=15)
DEFAULT_PATIENCE = timedelta(seconds=1)
TOO_MANY = 429
SERVER_FAULT = 500
BYTES = {"Content-Type": "application/octet-stream"}
SLACKS_WORD = re.compile(r"[a-z0-9_]+")


class SlackFault(Exception):
    """A call that did not do what it should; `error` is Slack's own word."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Ambiguous(SlackFault):
    """Nobody knows whether it happened: a timeout, a lost answer, a server's fault."""


class SlowDown(SlackFault):
    """Slack asks for patience with calls of a method; it did not happen."""

    def __init__(self, wait: timedelta, method: str = "") -> None:
        super().__init__("ratelimited")
        self.wait = wait
        self.method = method  # As the client names it: each has a pace of its own.


class Refused(SlackFault):
    """Slack understood and refused; it did not happen."""


class CannotLook(SlackFault):
    """After an ambiguous end: we cannot see whether it happened."""


def call(method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:
    """
    Call a method of the SDK with those arguments that are given.

    Raises:
        Ambiguous, SlowDown, Refused

    """
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        return method(**given)
    except SlackApiError as error:
        fault = named(error)
        if isinstance(fault, SlowDown):
            fault.method = method.__name__
        raise fault from error
    except (OSError, HTTPException, ValueError) as error:
        # urllib's own faults: no answer, half an answer, an answer that is no JSON.
        raise Ambiguous(type(error).__name__) from error


def send(address: str, content: bytes) -> None:
    """
    Bring the bytes of a file to where Slack wants them.

    Raises:
        Ambiguous, SlowDown, Refused

    """
    try:
        answer = httpx.post(address, content=content, headers=BYTES, timeout=TIMEOUT)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Ambiguous(type(error).__name__) from error
    if answer.status_code == TOO_MANY:
        raise SlowDown(_patience(answer.headers))
    if answer.status_code >= SERVER_FAULT:
        raise Ambiguous(str(answer.status_code))
    if not answer.is_success:
        raise Refused(f"upload_{answer.status_code}")


def named(error: SlackApiError) -> SlackFault:
    """What an answer of Slack's means that is no success."""
    response = error.response
    status = getattr(response, "status_code", 200)
    data = getattr(response, "data", None)
    word = str(data.get("error")) if isinstance(data, dict) else ""
    if status == TOO_MANY or word in {"ratelimited", "rate_limited"}:
        return SlowDown(_patience(getattr(response, "headers", {})))
    # Of an answer that is no JSON the client makes an error of its own, with a page in it.
    if status >= SERVER_FAULT or not SLACKS_WORD.fullmatch(word):
        return Ambiguous(word if SLACKS_WORD.fullmatch(word) else str(status))
    if word in {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}:
        return Ambiguous(word)
    return Refused(word)


def _patience(headers: Any) -> timedelta:
    given = next((v for k, v in dict(headers).items() if k.lower() == "retry-after"), "")
    text = str(given[0] if isinstance(given, list) and given else given)
    if not (text.isascii() and text.isdigit()):
        return DEFAULT_PATIENCE
    return min(timedelta(seconds=int(text[:6])), LONGEST_PATIENCE)
