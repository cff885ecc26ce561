"""Tokens at rest: encrypted with the newest key, read with any of them."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from models.errors import NotUnderstood


class Vault:
    """
    Encrypts what a store entrusts to us.

    Args:
        keys: Fernet keys, newest first, with a comma between them (a rotation has two).

    """

    def __init__(self, keys: str) -> None:
        each = [Fernet(key.strip()) for key in keys.split(",") if key.strip()]
        self._newest, self._fernet = each[0], MultiFernet(each)

    def lock(self, plain: str | None) -> bytes | None:
        return None if plain is None else self._fernet.encrypt(plain.encode())

    def unlock(self, locked: bytes | None) -> str | None:
        """
        Raises:
            NotUnderstood: it was locked with a key that is gone.

        """
        if locked is None:
            return None
        try:
            return self._fernet.decrypt(locked).decode()
        except InvalidToken as error:
            raise NotUnderstood("wrong-secret-key") from error

    def is_newest(self, locked: bytes) -> bool:
        """Whether it was locked with the key that stands first."""
        try:
            self._newest.decrypt(locked)
        except InvalidToken:
            return False
        return True

    def relock(self, locked: bytes) -> bytes:
        """
        The same, locked with the newest key.

        Raises:
            NotUnderstood: it was locked with a key that is gone.

        """
        try:
            return self._fernet.rotate(locked)
        except InvalidToken as error:
            raise NotUnderstood("wrong-secret-key") from error
