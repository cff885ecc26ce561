"""What the platform's reason says happened; buyers often click the wrong one."""

from functools import cache

from models.tagging.becauses import fact
from models.tagging.files import table
from models.tagging.signs import Sign, Source


@cache
def _reasons() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    entries = table("reasons")["reason"]
    return tuple((tuple(entry["phrases"]), tuple(entry["events"])) for entry in entries)


def from_reason(reason: str | None) -> list[Sign]:
    if not reason:
        return []
    plain = reason.casefold().replace("’", "'")
    for phrases, events in _reasons():
        if any(phrase in plain for phrase in phrases):
            quote = fact("reason", reason=reason)
            return [Sign(event, Source.REASON, 1.0, quote) for event in events]
    return []
