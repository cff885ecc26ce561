"""`disputes digest`: count now, and post or print."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from jobs.commands.opening import opened
from models import digests, figures
from models.errors import Refused
from slackbot.views import digest as view
from slackbot.wake import Due

Day = Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day.")]


def digest(
    date: Day = None,
    channel: Annotated[str | None, typer.Option(help="One leads' channel only.")] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print it; post nothing.")] = False,
) -> None:
    """Post the leads' digest now, or print it."""
    with opened() as desk:
        now, zone = desk.now(), desk.settings.zone
        day = date.replace(tzinfo=UTC).date() if date else now.astimezone(zone).date()
        with desk.database.write() as session:
            found = digests.channels(session, desk.settings)
            wanted = {c: about for c, about in found.items() if channel in {None, c}}
            if not wanted:
                raise Refused("digest-no-channel")
            for where, about in wanted.items():
                names = [store.name for store in about]
                if dry_run:
                    counted = figures.of(session, names, day, zone, now)
                    typer.echo(view.as_text(view.digest(counted, about[0].language)))
                else:
                    digests.want(session, where, about, day, zone, now)
                    typer.echo(f"The digest of {day} is wanted in {where}.")
        if not dry_run:
            desk.wake(Due.MESSAGES)
