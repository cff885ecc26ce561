"""The command line: which verb lives where, and what a person reads when one fails."""

import sys
from importlib import import_module
from typing import NoReturn

import typer
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError, ProgrammingError
from typer.exceptions import TyperException

from models.errors import DisputeError
from slackbot import logs
from slackbot.redaction import without_secrets

VERBS = {
    "run": "jobs.commands.run:run",
    "web": "jobs.commands.web:web",
    "worker": "jobs.commands.worker:worker",
    "clock": "jobs.commands.clock:clock",
    "migrate": "jobs.commands.migrate:migrate",
    "sandbox": "jobs.commands.sandbox:app",
    "sync": "jobs.commands.sync:sync",
    "tag": "jobs.commands.tag:tag",
    "store": "jobs.commands.stores:app",
    "member": "jobs.commands.members:app",
    "doctor": "jobs.commands.doctor:doctor",
    "digest": "jobs.commands.digest:digest",
}


def main() -> NoReturn:
    logs.configure("WARNING")  # Standard output is for answers alone; a process says more.
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    try:
        sys.exit(application(asked)(standalone_mode=False))
    except (DisputeError, TyperException) as error:
        _fail(error.format_message() if isinstance(error, TyperException) else str(error))
    except RedisError as error:
        _fail(f"Redis does not answer ({_reason(error)}): is it up, and is REDIS_URL right?")
    except (OperationalError, ProgrammingError) as error:
        _fail(
            f"The database cannot be used ({_reason(error.orig)}): "
            "is it up, is DATABASE_URL right, and did `disputes migrate` run?"
        )
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)


def application(asked: str = "") -> typer.Typer:
    """The verb that is asked for alone, for others need not be imported; else all of them."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_desk)
    for verb in [asked] if asked in VERBS else VERBS:
        module, _, name = VERBS[verb].partition(":")
        found = getattr(import_module(module), name)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=verb)
        else:
            app.command(verb)(found)
    return app


def _desk() -> None:
    """Dispute Desk: an AliExpress team's after-sales desk, inside Slack."""


def _reason(error: BaseException | None) -> str:
    """The first of possibly many lines; a library may have put an address into it."""
    return without_secrets(str(error).partition("\n")[0])


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)  # noqa: T201 - the terminal is where the person looks
    sys.exit(1)
