"""`disputes store`: whose disputes the desk reads, and where it posts them."""

from datetime import datetime
from typing import Annotated
from zoneinfo import available_timezones

import typer
from rich.console import Console
from rich.table import Table
from sqlmodel import Session

from jobs.commands.opening import opened
from jobs.relocating import move_waiting
from models import sources, stores
from models.errors import NotUnderstood
from models.secrets import Vault
from models.stores import Store
from models.words import LANGUAGES

app = typer.Typer(help="Stores: add, list, remove.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The name by which the team calls the store.")]


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
    timezone: Annotated[
        str | None, typer.Option(help="The team's zone, such as Europe/Madrid; UTC at first.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="What the team reads: en, as at first, or zh.")
    ] = None,
) -> None:
    """Add a store, or change of one that is there what is given."""
    if timezone is not None and timezone not in available_timezones():
        raise NotUnderstood("unknown-zone", asked=timezone)
    if language is not None and language not in LANGUAGES:
        raise NotUnderstood("unknown-language", asked=language, known=", ".join(LANGUAGES))
    with opened() as desk, desk.database.write() as session:
        vault = Vault(desk.settings.secret_key.get_secret_value())
        store = session.get(Store, name) or _new(name, channel, desk.now())
        if channel is not None and channel != store.channel:
            move_waiting(session, store, channel)
        store.timezone, store.language = timezone or store.timezone, language or store.language
        store.leads_channel = leads_channel or store.leads_channel
        store.access_token = vault.lock(access_token) or store.access_token
        store.refresh_token = vault.lock(refresh_token) or store.refresh_token
        store.removed_at = None
        session.add(store)
        channel = store.channel
    typer.echo(f"{name}: cards go to {channel}.")


def _new(name: str, channel: str | None, now: datetime) -> Store:
    if channel is None:
        raise typer.BadParameter(f"{name} is a new store: say where its cards go, --channel ID.")
    return Store(name=name, channel=channel, added_at=now)


@app.command("list")
def show() -> None:
    """Show the stores with their channels and when each source was last read."""
    with opened() as desk, desk.database.read() as session:
        table = Table("Store", "Channel", "Leads", "Zone", "Language", "Connected", "Last read")
        for store in stores.active(session):
            table.add_row(*_row(session, store))
    Console().print(table)


def _row(session: Session, store: Store) -> list[str]:
    read = [
        f"{source.door}: {source.read_at:%Y-%m-%d %H:%M} UTC, {source.rows} changes"
        if source.read_at
        else f"{source.door}: {source.error or 'never'}"
        for source in sources.all_of(session)
        if source.store == store.name
    ]
    return [
        store.name,
        store.channel,
        store.leads_channel or "–",
        store.timezone,
        store.language,
        "yes" if store.access_token else "no",
        "\n".join(read) or "never",
    ]


@app.command()
def remove(name: Name) -> None:
    """Stop reading a store; its history stays."""
    with opened() as desk, desk.database.write() as session:
        store = stores.get(session, name)
        store.removed_at = desk.now()
        store.access_token = store.refresh_token = None
        session.add(store)
    typer.echo(f"{name} is not read any more; its history stays.")
