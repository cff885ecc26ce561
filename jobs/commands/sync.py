"""`disputes sync`: read the sources now."""

import time
from typing import Annotated

import typer

from jobs import polls, renewing
from jobs.commands.opening import opened
from jobs.stores import none_connected, unconnected
from models import stores
from models.reading import sources
from models.reading.access import Access
from models.reading.sources import Source
from slackbot.desk import Desk

PATIENCE = 180  # Seconds to wait for somebody else who reads the same store.
RENEWS = 30  # Seconds to wait for somebody else who renews its access.
LOOKS = 0.2


def sync(
    store: Annotated[str | None, typer.Option(help="One store only; all without it.")] = None,
) -> None:
    """Read the stores now; returns when what they hold is in the database."""
    with opened() as desk:
        names = _connected(desk) if store is None else [_named(desk, store)]
        read = [_read(desk, name) for name in names]
    if not all(read):
        raise typer.Exit(1)


def _connected(desk: Desk) -> list[str]:
    with desk.database.read() as session:
        active = stores.active(session)
    if connected := [store.name for store in active if store.access_token]:
        return connected
    typer.echo(none_connected([store.name for store in active]), err=True)
    raise typer.Exit(1)


def _named(desk: Desk, name: str) -> str:
    with desk.database.read() as session:
        if stores.get(session, name).access_token:
            return name
    typer.echo(unconnected(name), err=True)
    raise typer.Exit(1)


def _read(desk: Desk, name: str) -> bool:
    """Read one store, after whoever reads it now; False when something was not read."""
    renewing.renew_store(desk, name)
    before = _token(desk, name)
    if (troubled := _read_once(desk, name)) and _renewed(desk, name, before):
        troubled = _read_once(desk, name)  # It was but the token.
    for source in troubled or ():
        typer.echo(f"{name}: {source.door} could not be read. {source.error}", err=True)
    return troubled == []


def _renewed(desk: Desk, name: str, before: bytes | None) -> bool:
    """Whether the store has another token by now, from us or from who was renewing it already."""
    ends = time.monotonic() + RENEWS
    while not renewing.renew_store(desk, name) and time.monotonic() < ends:
        with desk.database.read() as session:
            mine = session.get(Access, name)
        if mine is None or mine.held_until is None:
            break
        time.sleep(LOOKS)
    return _token(desk, name) != before


def _token(desk: Desk, name: str) -> bytes | None:
    with desk.database.read() as session:
        return stores.get(session, name).access_token


def _read_once(desk: Desk, name: str) -> list[Source] | None:
    """What could not be read; None when somebody else went on reading for too long."""
    ends = time.monotonic() + PATIENCE
    while (changed := polls.read_now(name, regardless=True)) is None:
        if time.monotonic() > ends:
            typer.echo(f"{name}: somebody else is still reading it; try again later.", err=True)
            return None
        time.sleep(LOOKS)
    typer.echo(f"{name}: {changed} changes.")
    with desk.database.read() as session:
        return [one for one in sources.all_of(session) if one.store == name and one.error]
