"""`disputes digest`: count now, and post or print."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from jobs.commands.opening import opened
from models import digests, stores
from models.figures import Figures
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
        now = desk.now()
        with desk.database.write() as session:
            wanted = digests.asked_for(session, desk.settings, channel)
            for where, about in wanted.items():
                zone = digests.zone_of(about, desk.settings)
                day = date.replace(tzinfo=UTC).date() if date else now.astimezone(zone).date()
                if dry_run:
                    counted = digests.count(session, where, about, day, zone, now)
                    typer.echo(_in_full(counted, stores.language_of(about)))
                else:
                    digests.want(session, where, about, day, zone, now)
                    typer.echo(f"The digest of {day} is wanted in {where}.")
        if not dry_run:
            desk.wake(Due.MESSAGES)


def _in_full(counted: Figures, language: str) -> str:
    """As it stands in Slack, its thread behind it."""
    parts = [view.digest(counted, language)]
    if not counted.is_quiet:
        parts.append(view.details(counted, language))
    return "\n".join(view.as_text(part) for part in parts)
