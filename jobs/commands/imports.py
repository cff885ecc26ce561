"""`disputes import`: a file of disputes, orders or products."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from jobs.commands.opening import opened
from jobs.imports.running import Tell, import_file
from models.imports import Import


def take_in(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or JSON lines.")],
    store: Annotated[
        str | None, typer.Option(help="Whose rows they are, if no column says.")
    ] = None,
) -> None:
    """Take in disputes, orders or products; started again, it goes on where it was interrupted."""
    with opened() as desk:
        with _bar(file.name) as tell:
            done, rejected = import_file(desk, file, store, tell)
        desk.wake()
    typer.echo(
        f"{done.opened} added, {done.changed} changed, {done.unchanged} unchanged, "
        f"{done.rejected} rejected."
    )
    if done.rejected:
        typer.echo(f"What was rejected stands with its reasons in {rejected}.", err=True)
    if done.rejected and done.rejected == done.rows:
        raise typer.Exit(1)


@contextmanager
def _bar(name: str) -> Iterator[Tell]:
    """Only where a person looks: a log of a bar helps nobody."""
    shown = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]} rows"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*shown, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(name, total=1.0, rows=0)

        def tell(share: float, done: Import) -> None:
            progress.update(task, completed=share, rows=f"{done.rows:,}")

        yield tell
