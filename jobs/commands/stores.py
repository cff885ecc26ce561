"""`disputes store`: whose disputes the desk reads, and where it posts them."""

import re
from datetime import datetime
from typing import Annotated
from zoneinfo import available_timezones

import typer
from rich.console import Console
from sqlmodel import Session

from jobs.commands.opening import opened
from jobs.commands.store_table import table
from jobs.relocating import move_waiting
from jobs.stores import unconnected
from models import stores
from models.errors import NotUnderstood
from models.reading import access, needs
from models.reading.access import Tokens
from models.secrets import Vault
from models.stores import Store
from models.words import LANGUAGES
from slackbot.authorizing import platform_address
from slackbot.states import LIVES, state_for

app = typer.Typer(help="Stores: add, connect, list, remove.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The name by which the team calls the store.")]
CHANNEL_ID = re.compile(r"[A-Z0-9]{2,32}")  # Its name would be taken, and nothing ever arrive.
NARROWEST = 150  # Columns, where nobody looks on: a file or a pipe has room.


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise typer.BadParameter("write a time with its offset, such as 2026-12-24T18:00:00+00:00")
    return moment


End = Annotated[
    datetime | None, typer.Option(parser=_moment, metavar="TIME", help="When it ends, if known.")
]


@app.command()
def add(  # noqa: PLR0913, PLR0917 - the parts of a store.
    name: Name,
    channel: Annotated[
        str | None, typer.Option(help="Slack's id of the channel for its cards.")
    ] = None,
    leads_channel: Annotated[
        str | None, typer.Option(help="Slack's id of its leads' channel.")
    ] = None,
    access_token: Annotated[str | None, typer.Option(help="AliExpress's access token.")] = None,
    refresh_token: Annotated[str | None, typer.Option(help="AliExpress's refresh token.")] = None,
    access_ends: End = None,
    refresh_ends: End = None,
    seller_id: Annotated[
        str | None, typer.Option(help="AliExpress's id of its seller, for what is pushed.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(help="The team's zone, such as Europe/Madrid; UTC at first.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="What the team reads: en, as at first, or zh.")
    ] = None,
    may_write: Annotated[
        bool | None,
        typer.Option("--may-write/--no-may-write", help="May the desk act there? At first not."),
    ] = None,
) -> None:
    """Add a store, or change of one that is there what is given."""
    for place in filter(None, (channel, leads_channel)):
        if not CHANNEL_ID.fullmatch(place):
            raise NotUnderstood("no-channel-id", asked=place)
    if timezone is not None and timezone not in available_timezones():
        raise NotUnderstood("unknown-zone", asked=timezone)
    if language is not None and language not in LANGUAGES:
        raise NotUnderstood("unknown-language", asked=language, known=", ".join(LANGUAGES))
    with opened() as desk, desk.database.write() as session:
        now = desk.now()
        store = session.get(Store, name) or _new(name, channel, now)
        if channel is not None and channel != store.channel:
            move_waiting(session, store, channel)
        store.timezone, store.language = timezone or store.timezone, language or store.language
        store.leads_channel = leads_channel or store.leads_channel
        store.may_write = store.may_write if may_write is None else may_write
        store.removed_at = None
        session.add(store)
        session.flush()
        vault = Vault(desk.settings.secret_key.get_secret_value())
        told = Tokens(access_token, refresh_token, access_ends, refresh_ends, seller_id=seller_id)
        access.given(session, vault, store, told, now)
        needs.tell(session, store, now)
        channel, is_connected = store.channel, store.access_token is not None
    typer.echo(f"{name}: cards go to {channel}.")
    if not is_connected:
        typer.echo(unconnected(name), err=True)


def _new(name: str, channel: str | None, now: datetime) -> Store:
    if channel is None:
        raise typer.BadParameter(f"{name} is a new store: say where its cards go, --channel ID.")
    return Store(name=name, channel=channel, added_at=now)


@app.command()
def authorize(name: Name) -> None:
    """Print the address at which the store's owner grants access; it holds for an hour, once."""
    with opened() as desk:
        with desk.database.read() as session:
            stores.get(session, name)
        address = platform_address(desk.settings, state_for(desk.settings, name, desk.now()))
        back = desk.settings.public_address
    typer.echo(address)
    hours = int(LIVES.total_seconds() / 3600)
    typer.echo(
        f"Open it where {back} can be reached, and agree there; it holds for {hours} h, once.",
        err=True,
    )


@app.command("list")
def show() -> None:
    """Show the stores: channel, switches, tokens, when each source was read, and what is there."""
    with opened() as desk, desk.database.read() as session:
        shown = table(session, desk.now())
    console = Console()
    if not console.is_terminal:
        console = Console(width=max(console.width, NARROWEST))
    console.print(shown)


@app.command()
def remove(name: Name) -> None:
    """Stop reading a store; its history stays."""
    with opened() as desk, desk.database.write() as session:
        store = stores.get(session, name)
        _remove(session, store, desk.now())
    typer.echo(f"{name} is not read any more; its history stays.")


def _remove(session: Session, store: Store, now: datetime) -> None:
    store.removed_at = now
    access.cut(session, store)
    session.flush()
    needs.tell(session, store, now)
