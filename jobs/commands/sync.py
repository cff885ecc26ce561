"""`disputes sync`: read the sources now."""

import time
from typing import Annotated

import typer

from jobs import polls
from jobs.commands.opening import opened
from models import sources, stores
from models.sources import Source

PATIENCE = 180  # Seconds to wait for somebody else who reads the same store.
LOOKS = 0.2


def sync(
    store: Annotated[str | None, typer.Option(help="One store only; all without it.")] = None,
) -> None:
    """Read the stores now; returns when what they hold is in the database."""
    failed = False
    with opened() as desk:
        with desk.database.read() as session:
            if store is not None:
                stores.get(session, store)
            names = [store] if store else [one.name for one in stores.active(session)]
        for name in names:
            changed = _read(name)
            with desk.database.read() as session:
                mine = [one for one in sources.all_of(session) if one.store == name]
            failed |= _tell(name, changed, [one for one in mine if one.error])
    if failed:
        raise typer.Exit(1)


def _read(name: str) -> int:
    """Read one store, after whoever reads it now."""
    ends = time.monotonic() + PATIENCE
    while (changed := polls.read_now(name, regardless=True)) is None:
        if time.monotonic() > ends:
            return 0
        time.sleep(LOOKS)
    return changed


def _tell(name: str, changed: int, troubled: list[Source]) -> bool:
    typer.echo(f"{name}: {changed} changes.")
    for source in troubled:
        typer.echo(f"{name}: {source.door} could not be read. {source.error}", err=True)
    return bool(troubled)
