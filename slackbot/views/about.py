"""What a modal knows of itself: the dispute it is about, and the language it speaks."""

import json
from collections.abc import Mapping
from typing import Any

from models.disputes import Dispute


def written(dispute: Dispute, language: str, **more: Any) -> str:
    return speaking(language, dispute=dispute.id, **more)


def speaking(language: str, **more: Any) -> str:
    """Of a modal that is about no dispute."""
    about = {"language": language, **more}
    return json.dumps(about, ensure_ascii=False)  # Slack keeps 3,000 characters of it.


def told(view: Mapping[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(view["private_metadata"])
    return about


def dispute_of(view: Mapping[str, Any]) -> int:
    return int(json.loads(view["private_metadata"])["dispute"])


def language_of(view: Mapping[str, Any] | None) -> str | None:
    """None where there is no view, or one that is about no dispute."""
    told = (view or {}).get("private_metadata")
    language = json.loads(told).get("language") if told else None
    return str(language) if language else None
