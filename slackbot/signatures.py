"""Signed intake: the same scheme as Slack's own requests, checked on the raw bytes."""

import hashlib
import hmac
from datetime import datetime

WINDOW = 300  # Seconds that a timestamp may be off.


def sign(secret: str, timestamp: str, body: bytes) -> str:
    base = b":".join((b"v0", timestamp.encode(), body))
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def genuine(secret: str, timestamp: str, signature: str, body: bytes, now: datetime) -> bool:
    """Whether this body was signed with our secret, within the last five minutes."""
    if not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs(now.timestamp() - int(timestamp)) > WINDOW:
        return False
    return hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode())
