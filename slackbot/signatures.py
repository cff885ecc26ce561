"""Signed intake: the same scheme as Slack's own requests, checked on the raw bytes."""

import hashlib
import hmac
import re
from datetime import datetime

WINDOW = 300  # Seconds that a timestamp may be off.
_SECONDS = re.compile(r"[0-9]{1,12}")  # Longer ones fit no float, and are no time either.


def is_timestamp(text: str) -> bool:
    """Whether a header holds seconds since 1970, as whoever signs writes them."""
    return _SECONDS.fullmatch(text) is not None


def sign(secret: str, timestamp: str, body: bytes) -> str:
    base = b":".join((b"v0", timestamp.encode(), body))
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def genuine(secret: str, timestamp: str, signature: str, body: bytes, now: datetime) -> bool:
    """Whether this body was signed with our secret, within the last five minutes."""
    if not is_timestamp(timestamp):
        return False
    if abs(now.timestamp() - int(timestamp)) > WINDOW:
        return False
    return hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode())
