"""`disputes sandbox`: a Slack and an AliExpress of our own, each alone."""

from pathlib import Path
from typing import Annotated

import typer

from jobs.commands.here import settings_here
from jobs.running.run_made import LOOPBACK, usable_port
from jobs.sources.sandbox import app as gateway
from jobs.sources.sandbox.generating import Size
from jobs.sources.sandbox.keeping import UnreadableWorld
from models.complaints import Complaint
from models.rundir import LOCAL
from slackbot import sandbox as workspace

SIZES = 3  # Stores, disputes, orders.

app = typer.Typer(help="Sandboxes for demos, drills and tests: slack, aliexpress.")


@app.command()
def slack() -> None:
    """Serve a Slack workspace of our own, with its page, on SANDBOX_PORT."""
    settings = settings_here()
    usable_port("SANDBOX_PORT", LOOPBACK, settings.sandbox_port)
    desk, world = (f"http://{LOOPBACK}:{port}" for port in (settings.port, settings.gateway_port))
    workspace.serve(
        LOOPBACK, settings.sandbox_port, _state("slack"), f"{desk}/slack/events", gateway_url=world
    )


@app.command()
def aliexpress(
    size: Annotated[
        str | None, typer.Option(help="A made-up world instead: stores,disputes,orders.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the made-up world.")] = 1,
    in_memory: Annotated[
        bool, typer.Option("--in-memory", help="Forget the world when it ends, to be faster.")
    ] = False,
) -> None:
    """Serve an AliExpress gateway of our own, with three demo stores, on GATEWAY_PORT."""
    settings = settings_here()
    usable_port("GATEWAY_PORT", LOOPBACK, settings.gateway_port)
    if size is not None:
        gateway.serve_generated(LOOPBACK, settings.gateway_port, _size(size), seed)
        return
    try:
        gateway.serve(
            LOOPBACK,
            settings.gateway_port,
            None if in_memory else _state("gateway.json"),
            f"http://{LOOPBACK}:{settings.port}/aliexpress/push",
        )
    except UnreadableWorld as error:
        raise Complaint(str(error)) from error


def _size(told: str) -> Size:
    parts = [int(part) for part in told.split(",") if part.strip().isdecimal()]
    if len(parts) != SIZES or not parts[0]:
        raise Complaint("--size is stores,disputes,orders, such as 200,20000,100000.")
    return Size(*parts)


def _state(name: str) -> Path:
    return Path.cwd() / LOCAL / name
