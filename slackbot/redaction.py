"""Takes secrets out of log lines, wherever they stand in them, and who a buyer is."""

import re
from typing import Any

from structlog.typing import EventDict

HIDDEN = "[redacted]"

_SECRET_NAME = re.compile(
    r"token|secret|password|passwd|authorization|signature|cookie|app_?key|api_?key|session_key",
    re.IGNORECASE,
)
# A field of a record or of the platform by which a person would be known.
_PERSONAL_NAME = re.compile(
    r"^(buyer|buyer_login(_id)?|login(_id)?|buyer_name|e?mail|phone\w*|mobile\w*|address\w*|signed_name"
    r"|receipt_address|contact_person|zip)$",
    re.IGNORECASE,
)
_SECRET_TEXT = (
    re.compile(r"\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+"),  # Slack's tokens.
    re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"),  # A user and password in an address.
    re.compile(  # A parameter in an address, a form or a printed dict.
        r"(?<=\b)((?:access_|refresh_)?token|session|sign|\w*secret|password)"
        r"(['\"]?\s*[=:]\s*['\"]?)[^&\s'\",}]+",
        re.IGNORECASE,
    ),
    re.compile(r"(?<=Bearer )\S+"),
)


def redact(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """A processor of structlog; the last before the line is rendered."""
    return {name: _clean(name, value) for name, value in line.items()}


def _clean(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if _SECRET_NAME.search(name) or _PERSONAL_NAME.search(name):
        return HIDDEN
    if isinstance(value, dict):
        return {key: _clean(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", inner) for inner in value]
    return without_secrets(str(value))


def without_secrets(text: str) -> str:
    for pattern in _SECRET_TEXT:
        text = pattern.sub(_hidden, text)
    return text


def _hidden(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}{HIDDEN}" if found.re.groups else HIDDEN
