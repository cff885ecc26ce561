"""`disputes evidence`: an image for the platform, confirmed by a person."""

from pathlib import Path
from typing import Annotated

import typer

from jobs.commands.opening import opened
from models import disputes, members
from models.acting import approving, evidence
from models.acting.actions import Act

TERMINAL = "terminal"


def evidence_(
    dispute: Annotated[str, typer.Argument(help="Its number, issue id or order id.")],
    file: Annotated[
        Path, typer.Argument(help="A JPG, PNG or GIF of at most 2 MB.", exists=True, dir_okay=False)
    ],
    by: Annotated[
        str | None,
        typer.Option(help="Slack's id of the person who sends it now; else one confirms in Slack."),
    ] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask once more.")] = False,
) -> None:
    """Hand in an image as evidence; it goes to AliExpress once a person has confirmed it."""
    content = file.read_bytes()
    with opened() as desk:
        with desk.database.write() as session:
            about = disputes.named(session, dispute)
            number = f"#{about.id}"
            if by is None:
                evidence.hand_in(session, about, file.name, content, TERMINAL, desk.now())
            else:
                members.actor(session, by).require(approving.NEEDS[Act.EVIDENCE], about.store)
                evidence.check(session, about, content)
        if by is not None:
            size = max(1, len(content) // 1024)
            if not yes:
                ask = f"Send {file.name} ({size} KB) to AliExpress as evidence for {number}?"
                typer.confirm(ask, abort=True)
            with desk.database.write() as session:
                about = disputes.named(session, dispute)
                kept = evidence.keep(session, about, file.name, content, by, desk.now())
                actor = members.actor(session, by)
                approving.approve(session, actor, about, evidence.wish(kept), desk.now())
        desk.wake()
    said = "is on its way" if by else "waits in the thread for somebody to confirm it"
    typer.echo(f"{number}: {file.name} {said}.")
