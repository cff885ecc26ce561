"""What keeps a stranger from connecting a store: signed states that expire, and invitations."""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from models.errors import NotUnderstood
from models.settings import Settings

LIVES = timedelta(hours=1)
_PURPOSE = "connect"


@dataclass(frozen=True)
class State:
    """Which store is to be connected, and the one occasion of it."""

    store: str
    nonce: str


def state_for(settings: Settings, store: str, now: datetime) -> str:
    """A fresh state, good for an hour and once."""
    told = json.dumps([_PURPOSE, store, secrets.token_hex(12)]).encode()
    sealed = _keys(settings).encrypt_at_time(told, int(now.timestamp()))
    return sealed.decode().rstrip("=")  # Some routers mangle the sign.


def read(settings: Settings, text: str, now: datetime) -> State:
    """
    Raises:
        NotUnderstood: not one of ours, or too old.

    """
    sealed = _padded(text)
    keys = _keys(settings)
    try:
        purpose, store, nonce = json.loads(keys.decrypt(sealed))
        if purpose != _PURPOSE:
            raise NotUnderstood("connect-forged")
    except (InvalidToken, ValueError) as error:
        raise NotUnderstood("connect-forged") from error
    if not _holds(keys, sealed, now):
        raise NotUnderstood("connect-expired")
    return State(store, nonce)


def invitation(settings: Settings, store: str, episode: int) -> str:
    """What the link in the store's channel carries, for as long as there is something to mend."""
    return f"{episode}-{_mark(settings.fernet_keys[0], store, episode)}"


def invited(settings: Settings, store: str, text: str) -> int | None:
    """The episode of which a genuine invitation speaks."""
    told, _, mark = text.partition("-")
    if not (told.isascii() and told.isdecimal() and len(told) < 10 and mark.isascii()):  # noqa: PLR2004 - nine digits
        return None
    marks = (_mark(key, store, int(told)) for key in settings.fernet_keys)
    return int(told) if any(hmac.compare_digest(mark, one) for one in marks) else None


def _mark(key: str, store: str, episode: int) -> str:
    said = f"invitation:{episode}:{store}".encode()
    return hmac.new(key.encode(), said, hashlib.sha256).hexdigest()


def _keys(settings: Settings) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.fernet_keys])


def _padded(text: str) -> bytes:
    """
    Raises:
        NotUnderstood: another way of writing a state is no state.

    """
    sealed = text.encode(errors="replace") + b"=" * (-len(text) % 4)
    try:
        same = urlsafe_b64encode(urlsafe_b64decode(sealed)) == sealed
    except ValueError:
        same = False
    if not same:
        raise NotUnderstood("connect-forged")
    return sealed


def _holds(keys: MultiFernet, sealed: bytes, now: datetime) -> bool:
    """Whether a genuine state is young enough."""
    try:
        keys.decrypt_at_time(sealed, int(LIVES.total_seconds()), int(now.timestamp()))
    except InvalidToken:
        return False
    return True
