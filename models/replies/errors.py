"""What can go wrong with an answer; str(error) is for people."""


class ReplyError(Exception):
    """Understood and refused."""


class MissingVariable(ReplyError):
    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"This answer needs {', '.join(names)}.")
        self.names = names


class UnknownTemplate(ReplyError):
    def __init__(self, key: str) -> None:
        super().__init__(f"There is no answer named {key}.")
