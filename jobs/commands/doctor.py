"""`disputes doctor`: is everything reachable, and if not, what mends it?"""

import json
from typing import Annotated

import typer

from jobs import block_checks, checks
from jobs.commands.opening import opened


def doctor(
    *,
    post: Annotated[
        bool, typer.Option("--post", help="Also post a message, find it again and delete it.")
    ] = False,
    blocks: Annotated[
        bool,
        typer.Option("--blocks", help="Also ask Slack's own validator about what is shown."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Check the database, Redis, Slack, the channels and each store; exit 1 when one is ill."""
    with opened() as desk:
        found = [*checks.all_of(desk), *(checks.round_trip(desk) if post else ())]
        found += block_checks.validated(desk) if blocks else ()
    if as_json:
        typer.echo(json.dumps([finding.plain() for finding in found], ensure_ascii=False))
    else:
        for finding in found:
            typer.echo(f"{'✔' if finding.well else '✘'} {finding.what}: {finding.said}")
    if not all(finding.well for finding in found):
        raise typer.Exit(1)
