"""The platform's signature of our calls."""

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


def _digest(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
