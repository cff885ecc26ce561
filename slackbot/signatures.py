"""Signatures over raw bytes: of partners, as Slack's own requests have them, and of pushes."""

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


def push_signature(app_key: str, secret: str, body: bytes) -> str:
    """What a genuine push of AliExpress carries in its Authorization header."""
    return hmac.new(secret.encode(), app_key.encode() + body, hashlib.sha256).hexdigest()


def is_push_of(app_key: str, secret: str, body: bytes, signature: str) -> bool:
    """Whether AliExpress signed this; in small letters by its documents, in large ones as well."""
    wanted = push_signature(app_key, secret, body)
    return hmac.compare_digest(wanted.encode(), signature.lower().encode())
