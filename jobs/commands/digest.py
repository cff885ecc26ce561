"""`disputes digest`: count now, and post or print."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from jobs.commands.opening import opened
from models import digests, figures, stores
from slackbot.views import digest as view
from slackbot.wake import Due

Day = Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day.")]


def digest(
    date: Day = None,
    channel: Annotated[
        str | None, typer.Option(help="In this channel only, whosever it is.")
    ] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print it; post nothing.")] = False,
) -> None:
    """Post the leads' digest now, or print it."""
    with opened() as desk:
        now, zone = desk.now(), desk.settings.zone
        day = date.replace(tzinfo=UTC).date() if date else now.astimezone(zone).date()
        with desk.database.write() as session:
            wanted = digests.asked_for(session, desk.settings, channel)
            for where, about in wanted.items():
                if dry_run:
                    counted = figures.of(session, [s.name for s in about], day, zone, now)
                    typer.echo(view.as_text(view.digest(counted, stores.language_of(about))))
                else:
                    digests.want(session, where, about, day, zone, now)
                    typer.echo(f"The digest of {day} is wanted in {where}.")
        if not dry_run:
            desk.wake(Due.MESSAGES)
