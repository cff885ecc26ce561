"""The platform's token desk: tokens for a code, or for a refresh token."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from jobs.sources import reading
from jobs.sources.calling import Caller
from jobs.sources.errors import Unavailable
from jobs.sources.times import instant
from models.reading.access import Tokens


class Authority:
    """The platform's token desk."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, code: str) -> Tokens:
        """Exchange an authorisation code, which works once and not for long."""
        return self._tokens("/auth/token/create", {"code": code})

    def refresh(self, refresh_token: str) -> Tokens:
        """Refresh access; the refresh token's own life does not start anew."""
        return self._tokens("/auth/token/refresh", {"refresh_token": refresh_token})

    def _tokens(self, path: str, business: Mapping[str, str]) -> Tokens:
        told = self._caller.rest(path, business)
        token = reading.text(told.get("access_token"))
        if token is None:
            raise Unavailable("AliExpress answered without an access token.")
        now = self._caller.now()
        return Tokens(
            access_token=token,
            refresh_token=reading.text(told.get("refresh_token")),
            expires_at=_end(now, told, "expires_in", "expire_time"),
            refresh_expires_at=_end(now, told, "refresh_expires_in", "refresh_token_valid_time"),
            account=reading.text(told.get("account")) or reading.text(told.get("user_nick")),
            seller_id=reading.text(told.get("seller_id")) or reading.text(told.get("user_id")),
        )


def _end(now: datetime, told: Mapping[str, Any], left: str, moment: str) -> datetime | None:
    """The span counts; the moment is for answers without one."""
    seconds = reading.whole(told.get(left))
    return now + timedelta(seconds=seconds) if seconds is not None else instant(told.get(moment))
