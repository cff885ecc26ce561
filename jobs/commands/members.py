"""`disputes member`: who may do what."""

from collections.abc import Mapping
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from jobs.commands.opening import opened, terminal
from models import groups, members, roles
from models.errors import UnknownMember
from models.groups import Group, is_group
from models.members import EVERY_STORE, Role

app = typer.Typer(help="Members and their roles: add, list, remove.", no_args_is_help=True)

User = Annotated[
    str,
    typer.Argument(
        metavar="SLACK_USER_ID",
        help="U0123ABCD; for all in a user group or a private channel its id (S…, C…).",
    ),
]
InStore = Annotated[str | None, typer.Option("--store", help="One store only; all without it.")]


@app.command()
def add(
    user: User,
    role: Annotated[Role, typer.Option(help="What they may do.")],
    store: InStore = None,
) -> None:
    """Give a person a role, in one store or in all of them."""
    with opened() as desk:
        with desk.database.write() as session:
            roles.give(session, terminal(), user, role, store or EVERY_STORE, desk.now())
        if is_group(user):
            desk.wake()
    typer.echo(f"{user} is {role} in {store or 'every store'}.")
    if is_group(user):
        typer.echo("Its people have the role once Slack has said who they are: within a minute.")


@app.command("list")
def show() -> None:
    """Show who has which role."""
    table = Table("Member", "Store", "Role", "Since", "Given by", "People")
    with opened() as desk, desk.database.read() as session:
        inside, known = groups.everyone(session), groups.known(session)
        for member in members.everyone(session):
            row = [member.user_id, member.store or "every store", member.role]
            row += [f"{member.added_at:%Y-%m-%d}", member.given_by or ""]
            table.add_row(*row, _people(member.user_id, inside, known))
    Console().print(table)


def _people(who: str, inside: Mapping[str, set[str]], known: Mapping[str, Group]) -> str:
    """Of a group: how many are in it, or why that is not known."""
    if not is_group(who):
        return ""
    if who not in known:
        return "not read yet"
    return known[who].trouble or str(len(inside.get(who, ())))


@app.command()
def remove(user: User, store: InStore = None) -> None:
    """Take a person's roles away, in one store or in all of them."""
    with opened() as desk, desk.database.write() as session:
        if not roles.take(session, terminal(), user, store, desk.now()):
            raise UnknownMember(user)
    typer.echo(f"{user} has no role in {store or 'any store'} any more.")
