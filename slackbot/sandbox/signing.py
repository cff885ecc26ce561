"""Slack's signature of an HTTP request: v0, HMAC-SHA256 over time and raw body."""

import hashlib
import hmac

from slackbot.sandbox.names import SIGNING_SECRET


def headers(body: bytes, now: float) -> dict[str, str]:
    stamp = str(int(now))
    base = f"v0:{stamp}:".encode() + body
    digest = hmac.new(SIGNING_SECRET.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
