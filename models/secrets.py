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
        self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])

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
