"""What goes out to the app and what comes back, in Socket Mode's form and in HTTP's."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal, Self
from urllib.parse import urlencode

import httpx

OK, NOBODY, TIMEOUT = 200, 503, 504


@dataclass(frozen=True)
class Envelope:
    kind: Literal["slash_commands", "interactive", "events_api"]
    payload: dict[str, Any]
    retry: int = 0
    reason: str = ""

    def for_socket(self) -> dict[str, Any]:
        events = self.kind == "events_api"
        retried = {"retry_attempt": self.retry, "retry_reason": self.reason} if events else {}
        return {
            "type": self.kind,
            "payload": self.payload,
            "accepts_response_payload": not events,
            **retried,
        }

    def for_http(self) -> tuple[bytes, dict[str, str]]:
        retried = {"X-Slack-Retry-Num": str(self.retry), "X-Slack-Retry-Reason": self.reason}
        headers = retried if self.retry else {}
        if self.kind == "events_api":
            return json.dumps(self.payload).encode(), headers | {"Content-Type": "application/json"}
        whole = self.payload
        fields = whole if self.kind == "slash_commands" else {"payload": json.dumps(whole)}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return urlencode(fields).encode(), headers | form


@dataclass(frozen=True)
class Ack:
    status: int = OK
    payload: dict[str, Any] = field(default_factory=dict)
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        return self.status == OK

    @classmethod
    def from_http(cls, answer: httpx.Response) -> Self:
        no_retry = answer.headers.get("x-slack-no-retry") == "1"
        status = OK if answer.is_success else answer.status_code
        return cls(status, _payload(answer), no_retry)


def _payload(answer: httpx.Response) -> dict[str, Any]:
    """What an acknowledgement says: JSON, or plain words that stand for a text."""
    if "json" not in answer.headers.get("content-type", ""):
        return {"text": answer.text} if answer.text.strip() else {}
    try:
        said = answer.json()
    except ValueError:
        return {}  # Slack shows nothing either.
    return said if isinstance(said, dict) else {}
