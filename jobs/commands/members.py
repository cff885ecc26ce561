"""`disputes member`: who may do what."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from jobs.commands.opening import opened
from models import members
from models.errors import UnknownMember
from models.members import EVERY_STORE, Role

app = typer.Typer(help="Members and their roles: add, list, remove.", no_args_is_help=True)

User = Annotated[str, typer.Argument(metavar="SLACK_USER_ID", help="Such as U0123ABCD.")]
InStore = Annotated[str | None, typer.Option("--store", help="One store only; all without it.")]


@app.command()
def add(
    user: User,
    role: Annotated[Role, typer.Option(help="What they may do.")],
    store: InStore = None,
) -> None:
    """Give a person a role, in one store or in all of them."""
    with opened() as desk, desk.database.write() as session:
        members.add(session, user, role, store or EVERY_STORE, desk.now())
    typer.echo(f"{user} is {role} in {store or 'every store'}.")


@app.command("list")
def show() -> None:
    """Show who has which role."""
    table = Table("Member", "Store", "Role", "Since")
    with opened() as desk, desk.database.read() as session:
        for member in members.everyone(session):
            since = f"{member.added_at:%Y-%m-%d}"
            table.add_row(member.user_id, member.store or "every store", member.role, since)
    Console().print(table)


@app.command()
def remove(user: User, store: InStore = None) -> None:
    """Take a person's roles away, in one store or in all of them."""
    with opened() as desk, desk.database.write() as session:
        if not members.remove(session, user, store):
            raise UnknownMember(user)
    typer.echo(f"{user} has no role in {store or 'any store'} any more.")
