"""`disputes rules`: ladders, hours, targets and thresholds, as a file that is kept in versions."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlmodel import Session

from jobs.commands.opening import opened, who
from models import doubts, ruling
from models import rules as rulebook
from models.errors import NotUnderstood
from models.nudging.rehearsal import ORDERS, rehearse
from models.rules import Rules, To
from models.rules.lines import changes

app = typer.Typer(help="The desk's rules: show, check, apply.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="Rules, as `show` prints them.")]
WHERE = {
    To.OWNER: "to owners",
    To.THREAD: "in threads",
    To.LEADS: "to leads",
    To.MANAGER: "to managers",
    ORDERS: "about orders",
}


@app.command()
def show(
    version: Annotated[int | None, typer.Option(help="An earlier one; 0 is built in.")] = None,
) -> None:
    """Print the rules in force, as a file to edit."""
    with opened() as desk, desk.database.read() as session:
        text = rulebook.text_in_force(session)
        text = text if version is None else ruling.text_of(session, version)
    typer.echo(text, nl=False)


@app.command()
def check(file: File) -> None:
    """Say what is wrong with a file of rules, and what in it looks odd; change nothing."""
    rules = rulebook.read(_text(file))
    with opened() as desk, desk.database.read() as session:
        _warn(session, rules)
    typer.echo(f"{file} can be applied.")


@app.command()
def apply(
    file: File,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell; change nothing.")] = False,
) -> None:
    """Put a file of rules into force; tell what changes, and what it would have sent last week."""
    text = _text(file)
    rules = rulebook.read(text)
    with opened() as desk:
        now = desk.now()
        with desk.database.read() as session:
            _warn(session, rules)
            _compare(session, rules, now)
        if dry_run:
            typer.echo("Nothing was changed.")
            return
        with desk.database.write() as session:
            version = ruling.apply(session, text, who(), now)
            said = f"Version {version.id} is in force." if version else "It is in force already."
    typer.echo(said)


@app.command()
def rollback(
    to: Annotated[int | None, typer.Option("--to", help="A version; 0 is built in.")] = None,
) -> None:
    """Put the version before into force again, or an earlier one; it becomes a new version."""
    with opened() as desk:
        now = desk.now()
        with desk.database.write() as session:
            before = rulebook.current(session)
            version = ruling.roll_back(session, to, who(), now)
            _list(changes(before, rulebook.current(session)))
            number = version.id
    typer.echo(f"Version {number} is in force.")


@app.command()
def history() -> None:
    """Show every version: when it was applied, and by whom."""
    table = Table("Version", "Applied", "By", "")
    with opened() as desk, desk.database.read() as session:
        versions = ruling.history(session)
        for place, one in enumerate(versions):
            state = "in force" if place == 0 else ""
            table.add_row(str(one.id), f"{one.at:%Y-%m-%d %H:%M} UTC", one.by, state)
    table.add_row(str(ruling.BUILT_IN), "", "built in", "" if versions else "in force")
    Console().print(table)


def _text(file: Path) -> str:
    """
    Raises:
        NotUnderstood: there is no such file, or no text in it.

    """
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotUnderstood("import-no-file", file=str(file)) from None
    except IsADirectoryError:
        raise NotUnderstood("import-directory", file=str(file)) from None
    except PermissionError:
        raise NotUnderstood("import-not-readable", file=str(file)) from None
    except UnicodeDecodeError:
        raise NotUnderstood("rules-no-text", file=str(file)) from None


def _warn(session: Session, rules: Rules) -> None:
    for doubt in doubts.doubts(session, rules):
        typer.echo(f"Warning: {doubt}", err=True)


def _compare(session: Session, rules: Rules, now: datetime) -> None:
    before = rulebook.current(session)
    _list(changes(before, rules))
    then, new = (rehearse(session, one, now) for one in (before, rules))
    typer.echo(f"Over the last 7 days they would have sent {_counted(new)}.")
    typer.echo(f"Under the rules in force: {_counted(then)}.")


def _list(changed: Iterable[str]) -> None:
    changed = list(changed)
    for line in changed or ["No rule changes."]:
        typer.echo(line)


def _counted(sent: Counter[str]) -> str:
    by_place = ", ".join(f"{sent[to]} {where}" for to, where in WHERE.items() if sent[to])
    total = f"{sent.total()} nudge{'' if sent.total() == 1 else 's'}"
    return f"{total}: {by_place}" if by_place else total
