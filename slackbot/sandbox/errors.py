"""What the workspace refuses: to the app by Slack's own error names, to people by a sentence."""

from typing import Any


class ApiError(Exception):
    """The Web API answers `{"ok": false, "error": …}`; `extra` stands beside it."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.extra}


class RateLimitedError(ApiError):
    """Too many calls: HTTP 429 with the seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class PersonError(Exception):
    """A step that no person could take: the button is not there, the field is unknown."""

    def __init__(self, status: int, sentence: str, **extra: Any) -> None:
        super().__init__(sentence)
        self.status = status
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        return {"error": str(self), **self.extra}
