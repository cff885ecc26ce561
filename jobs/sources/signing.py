"""The platform's signatures: of our calls, and of what it pushes to us."""

import hashlib
import hmac
from collections.abc import Mapping


def signature(secret: str, params: Mapping[str, str], path: str = "") -> str:
    """
    Sign a call over its sorted parameters; path APIs put their path in front.

    Empty values are not part of what is signed.
    """
    named = (name + value for name, value in sorted(params.items()) if name != "sign" and value)
    return _digest(secret, (path + "".join(named)).encode()).upper()


def push_signature(app_key: str, secret: str, body: bytes) -> str:
    """What a genuine push carries in its Authorization header."""
    return _digest(secret, app_key.encode() + body)


def _digest(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
