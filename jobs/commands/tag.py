"""`disputes tag`: JSON lines in, causes out; or how often the causes were right."""

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from jobs.commands.opening import opened
from models import corrections
from models.tagging.lines import tag_lines

NONE_YET = "Nobody has settled a cause yet: there is nothing to compare with."


def tag(
    *,
    report: Annotated[
        bool, typer.Option("--report", help="How often people found the cause right.")
    ] = False,
) -> None:
    """Read complaints as JSON lines from standard input; write one cause a line."""
    if report:
        _report()
        return
    good = True
    for line, readable in tag_lines(sys.stdin):
        typer.echo(line)
        good &= readable
    if not good:
        raise typer.Exit(1)


def _report() -> None:
    with opened() as desk, desk.database.read() as session:
        found = corrections.all_of(session)
    if not found:
        typer.echo(NONE_YET)
        return
    table = Table("", "Right", "Of", "Share", title="Causes against what people settled")
    for name, group in corrections.accuracy(found, lambda _one: "all").items():
        table.add_row(name, *_figures(group), end_section=True)
    by_cause = corrections.accuracy(found, lambda one: one.settled)
    for name, group in by_cause.items():
        table.add_row(name, *_figures(group), end_section=name == list(by_cause)[-1])
    for name, group in corrections.accuracy(found, lambda one: one.language or "–").items():
        table.add_row(name, *_figures(group))
    Console().print(table)


def _figures(group: corrections.Accuracy) -> tuple[str, str, str]:
    return str(group.right), str(group.of), f"{group.share:.0%}"
