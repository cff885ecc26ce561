"""`disputes digest`: count now, and post or print."""

from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session

from jobs.commands.opening import opened
from jobs.digests import prepare
from models import digests, reviews, stores
from models.digests import Wish
from models.periods import Period, Stretch
from models.words import FALLBACK
from slackbot.desk import Desk
from slackbot.views import digest as view
from slackbot.views import phrases, review
from slackbot.views.blocks import Content
from slackbot.wake import Due

Day = Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day.")]


def digest(
    date: Day = None,
    channel: Annotated[
        str | None, typer.Option(help="In this channel only, whosever it is.")
    ] = None,
    period: Annotated[
        Period, typer.Option(help="Of the day, or the week or month before (with --date: its own).")
    ] = Period.DAY,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print it; post nothing.")] = False,
) -> None:
    """Post the leads' digest now, or print it."""
    day = date.replace(tzinfo=UTC).date() if date else None
    with opened() as desk:
        with desk.database.read() as session:
            wishes = [
                Wish(
                    where, about, _stretch(period, day, digests.zone_of(about, desk.settings), desk)
                )
                for where, about in digests.asked_for(session, desk.settings, channel).items()
            ]
            if dry_run:
                for wish in wishes:
                    typer.echo(_in_full(session, wish, desk.now()))
                return
            prepared = [prepare(session, wish, desk.now()) for wish in wishes]
        with desk.database.write() as session:
            for one in prepared:
                digests.want(session, one)
        for wish in wishes:
            named = phrases.named(wish.stretch, FALLBACK)
            typer.echo(f"The digest of {named} is wanted in {wish.channel}.")
        desk.wake(Due.MESSAGES)


def _stretch(period: Period, day: date | None, zone: ZoneInfo, desk: Desk) -> Stretch:
    """What holds the day; without one today, but of weeks and months the last that is over."""
    held = Stretch.holding(period, day or desk.now().astimezone(zone).date(), zone)
    return held if day or period is Period.DAY else held.before


def _in_full(session: Session, wish: Wish, now: datetime) -> str:
    """As it stands in Slack, its thread behind it."""
    return "\n".join(view.as_text(part) for part in _drawn(session, wish, now))


def _drawn(session: Session, wish: Wish, now: datetime) -> list[Content]:
    about, stretch = wish.about, wish.stretch
    language = stores.language_of(about)
    if stretch.period is Period.DAY:
        first, zone = stretch.first, stretch.zone
        figures = digests.count(session, wish.channel, about, first, zone, now)
        drawn = view.digest(figures, language)
        return [drawn] if figures.is_quiet else [drawn, view.details(figures, language)]
    told = reviews.count(session, about, stretch, now)
    drawn = review.review(told, language)
    return [drawn] if told.is_quiet else [drawn, review.details(told, language)]
