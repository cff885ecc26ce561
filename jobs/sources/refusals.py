"""The gateway's error envelopes, and what each code means for us."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jobs.sources import reading
from jobs.sources.errors import (
    AppRejected,
    BadCall,
    CallLimit,
    PermissionMissing,
    Refused,
    SourceError,
    TokenRejected,
    Unavailable,
)

_RECONNECT = (
    "AliExpress no longer accepts this store's access token. "
    "Connect the store again: disputes store authorize NAME."
)
_CODE = (
    "AliExpress did not accept the authorisation code. Start again: disputes store authorize NAME."
)
_SIGNATURE = "AliExpress refused the signature. Check ALIEXPRESS_APP_SECRET."
_APP = "AliExpress does not know this app key. Check ALIEXPRESS_APP_KEY."
_CLOCK = "AliExpress refused the time of the call. Check the clock of this machine."
_PERMISSION = (
    "The app may not make this call. Ask for its permission group (orders, returns and refunds, "
    "logistics) in the AliExpress console, then connect the store again."
)

# By lower-case code; the figures are those of the older router, whose answers still turn up.
_MEANINGS: dict[str, tuple[type[SourceError], str]] = {
    "illegalaccesstoken": (TokenRejected, _RECONNECT),
    "illegalrefreshtoken": (TokenRejected, _RECONNECT),
    "isv.402": (TokenRejected, _RECONNECT),
    "26": (TokenRejected, _RECONNECT),
    "27": (TokenRejected, _RECONNECT),
    "invalidcode": (TokenRejected, _CODE),
    "incompletesignature": (AppRejected, _SIGNATURE),
    "25": (AppRejected, _SIGNATURE),
    "invalidappkey": (AppRejected, _APP),
    "29": (AppRejected, _APP),
    "illegaltimestamp": (AppRejected, _CLOCK),
    "auth_type_unsupported": (PermissionMissing, _PERMISSION),
    "11": (PermissionMissing, _PERMISSION),
    "12": (PermissionMissing, _PERMISSION),
}
_PASSING = {"15", "serviceunavailable", "unknownruntimeexception", "serviceerror", "systemerror"}
_LIMITS = {"apicalllimit", "7"}
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:more\s+)?s(?:ec|econd)?s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Envelope:
    """An error as the gateway words it, in either of its two envelopes."""

    code: str
    kind: str
    said: str
    sub_code: str
    words: str  # All that it says; which part names a ban's seconds differs.

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Envelope":
        def word(*names: str) -> str:
            return next((found for name in names if (found := reading.text(told.get(name)))), "")

        return cls(
            code=word("code"),
            kind=word("type"),
            said=word("sub_msg", "msg", "message"),
            sub_code=word("sub_code"),
            words=" ".join(map(word, ("sub_msg", "msg", "message"))),
        )


def refusal(document: Mapping[str, Any]) -> SourceError | None:
    """What an answer's error envelope means; None for an answer without one."""
    inner = document.get("error_response")
    if isinstance(inner, dict):
        return meaning(Envelope.read(inner))
    code = reading.text(document.get("code"))
    return meaning(Envelope.read(document)) if code not in (None, "0", "200") else None


def meaning(envelope: Envelope) -> SourceError:
    """The finer code decides before the coarser one: 15 hides a missing permission."""
    codes = [envelope.sub_code.lower(), envelope.code.lower()]
    return next(
        (error for rule in _RULES for code in codes if (error := rule(code, envelope))),
        _by_side(envelope),
    )


def _known(code: str, _: Envelope) -> SourceError | None:
    if "insufficient-permission" in code or "permissiondenied" in code:
        return PermissionMissing(_PERMISSION)
    known = _MEANINGS.get(code)
    return known[0](known[1]) if known else None


def _limited(code: str, envelope: Envelope) -> SourceError | None:
    if code not in _LIMITS and "limited-by" not in code:
        return None
    seconds = _SECONDS.search(envelope.words)
    return CallLimit(float(seconds[1]) if seconds else 1.0)


def _unknown_there(code: str, envelope: Envelope) -> SourceError | None:
    if "not-exist" not in code and "notexist" not in code:
        return None
    return Refused(f"AliExpress does not know what we asked for ({envelope.said or code}).")


_RULES: tuple[Callable[[str, Envelope], SourceError | None], ...] = (
    _known,
    _limited,
    _unknown_there,
)


def _by_side(envelope: Envelope) -> SourceError:
    """An unlisted code: ISV means that the caller erred, anything else that the platform did."""
    words = f"{envelope.code}: {envelope.said}" if envelope.said else envelope.code
    if envelope.kind.upper() == "ISV" and envelope.code.lower() not in _PASSING:
        return BadCall(f"AliExpress could not make sense of our call ({words}).")
    return Unavailable(f"AliExpress has trouble of its own ({words}).")
