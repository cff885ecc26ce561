"""A call that makes sense, and that the platform does not grant."""


class Declined(Exception):
    """str(error) is what the platform says of it."""

    def __init__(self, said: str, code: str = "") -> None:
        super().__init__(said)
        self.code = code
