"""The command line: which verb lives where, and what a person reads when one fails."""

import gc
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib import import_module
from typing import NoReturn

import typer
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError, ProgrammingError
from typer.exceptions import TyperException

from models import tracing
from models.errors import DisputeError
from slackbot import logs
from slackbot.redaction import without_secrets

# Where each verb lives, and the first line of its help: `--help` alone imports none of them.
VERBS = {
    "run": ("jobs.commands.run:run", "Run everything until Ctrl-C."),
    "web": ("jobs.commands.web:web", "Serve Slack, the partners' door, health and metrics."),
    "worker": ("jobs.commands.worker:worker", "Run jobs, of one queue or of all."),
    "clock": ("jobs.commands.clock:clock", "Enqueue the scheduled jobs."),
    "migrate": ("jobs.commands.migrate:migrate", "Bring the database's tables up to date."),
    "sandbox": ("jobs.commands.sandbox:app", "Serve a Slack or an AliExpress of our own."),
    "sync": ("jobs.commands.sync:sync", "Read the stores now."),
    "import": ("jobs.commands.imports:take_in", "Take in a file of disputes or orders."),
    "tag": ("jobs.commands.tag:tag", "Tell the cause of each complaint on standard input."),
    "store": ("jobs.commands.stores:app", "Add, list and remove stores."),
    "member": ("jobs.commands.members:app", "Say who may do what."),
    "doctor": ("jobs.commands.doctor:doctor", "Check every part, and say what is ill."),
    "evidence": ("jobs.commands.evidence:evidence_", "Hand in an image as evidence."),
    "rules": ("jobs.commands.rules:app", "Show, check and apply the desk's rules."),
    "digest": ("jobs.commands.digest:digest", "Post the leads' digest now, or print it."),
}

# They last, and what happens in them has ids of its own.
PROCESSES = {"run", "web", "worker", "clock", "sandbox"}


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Do what the words ask, or those of the command line, and end the process."""
    words = sys.argv[1:] if words is None else words
    logs.configure("WARNING")  # Standard output is for answers alone; a process says more.
    asked = next((word for word in words if not word.startswith("-")), "")
    try:
        with nullcontext() if asked in PROCESSES else tracing.begun("terminal", many=True):
            sys.exit(application(asked)(words, standalone_mode=False))
    except (DisputeError, TyperException) as error:
        _fail(_plain(error))
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
    """The verb that is asked for; else all of them in outline, for the help."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_desk)
    if asked not in VERBS:
        for verb, (_, line) in VERBS.items():
            app.command(verb, help=line)(_outline)
        return app
    module, _, name = VERBS[asked][0].partition(":")
    gc.disable()  # What is imported stays, and is no garbage.
    found = getattr(import_module(module), name)
    gc.enable()
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=asked)
    else:
        app.command(asked)(found)
    return app


def _outline() -> None:
    """Never called: whoever asks for a verb gets the verb."""


def _desk() -> None:
    """Dispute Desk: an AliExpress team's after-sales desk, inside Slack."""


def _plain(error: DisputeError | TyperException) -> str:
    said = error.format_message() if isinstance(error, TyperException) else str(error)
    return said.replace(": Value error, ", ": ")  # Pydantic's word, and no person's.


def _reason(error: BaseException | None) -> str:
    """The first of possibly many lines; a library may have put an address into it."""
    return without_secrets(str(error).partition("\n")[0])


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)  # noqa: T201 - the terminal is where the person looks
    sys.exit(1)
