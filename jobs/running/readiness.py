"""Whether every part answers yet, and what is still missing."""

from collections.abc import Mapping

import httpx
import structlog

log = structlog.get_logger(__name__)

BETWEEN_LOOKS = 0.3  # Seconds.
BETWEEN_WORDS = 15.0


class Readiness:
    """
    Args:
        pages: Addresses that must answer well, by the name of their part.

    """

    def __init__(self, pages: Mapping[str, str], now: float) -> None:
        self._pages = pages
        self._http = httpx.Client(timeout=2, trust_env=False)
        self._look_at = now
        self._speak_at = now + BETWEEN_WORDS

    def reached(self, now: float) -> bool:
        """Look now and then; say now and then what we wait for."""
        if now < self._look_at:
            return False
        self._look_at = now + BETWEEN_LOOKS
        missing = {name: why for name, page in self._pages.items() if (why := self._trouble(page))}
        if missing and now >= self._speak_at:
            self._speak_at = now + BETWEEN_WORDS
            log.warning("still_waiting", **missing)
        return not missing

    def _trouble(self, page: str) -> str | None:
        try:
            answer = self._http.get(page)
        except httpx.HTTPError as error:
            return type(error).__name__  # Not up yet.
        return None if answer.is_success else f"{answer.status_code} {answer.text[:300]}"
