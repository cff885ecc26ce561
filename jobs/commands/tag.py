"""`disputes tag`: JSON lines in, causes out."""

import sys

import typer

from models.tagging.lines import tag_lines


def tag() -> None:
    """Read complaints as JSON lines from standard input; write one cause a line."""
    good = True
    for line, readable in tag_lines(sys.stdin):
        typer.echo(line)
        good &= readable
    if not good:
        raise typer.Exit(1)
