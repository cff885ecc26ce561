"""The command line: which verb lives where, and what a person reads when one fails."""

import sys
from importlib import import_module
from typing import NoReturn

import typer
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError
from typer.exceptions import TyperException

from models.errors import DisputeError
from slackbot import logs

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
        _fail(f"Redis does not answer ({error}): is it up, and is REDIS_URL right?")
    except OperationalError as error:
        _fail(f"The database does not answer ({error.orig}): is it up, and is DATABASE_URL right?")
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


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)  # noqa: T201 - the terminal is where the person looks
    sys.exit(1)
