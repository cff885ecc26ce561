"""`disputes run`: everything with one command."""

from pathlib import Path
from typing import Annotated

import typer

from jobs.running import run as running

Fresh = Annotated[bool, typer.Option("--fresh", help="Forget what earlier runs here left.")]


def run(*, fresh: Fresh = False) -> None:
    """
    Run everything until Ctrl-C.

    Whatever no setting names is made here: a private Redis, a sandbox Slack, a sandbox gateway.
    """
    running.run(Path.cwd(), fresh=fresh, say=_say)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the one thing that belongs on standard output
