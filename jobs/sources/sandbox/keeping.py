"""How the demo world outlives a restart."""

from pathlib import Path

from pydantic import ValidationError

from jobs.sources.sandbox.state import World


class UnreadableWorld(Exception):
    """The kept world is of no use; str(error) says what to do."""


def load(path: Path | None) -> World | None:
    if path is None or not path.exists():
        return None
    try:
        return World.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise UnreadableWorld(
            f"The demo world in {path} cannot be read. Delete that file, and it starts anew."
        ) from error


def save(world: World, path: Path | None) -> None:
    """Whole or not at all: a kill in the middle leaves the previous world."""
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(world.model_dump_json())
    draft.replace(path)
