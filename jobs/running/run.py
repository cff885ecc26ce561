"""`disputes run`: the whole desk with one command, until Ctrl-C."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from jobs.running import embedded
from jobs.running.child import Hear
from jobs.running.readiness import Readiness
from jobs.running.run_plan import Plan
from jobs.running.run_state import end_leftovers, forget_everything, sole_run, tell
from jobs.running.seed import seed
from jobs.running.supervisor import Supervisor
from models.complaints import Complaint
from models.settings import Settings
from slackbot import logs

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Say = Callable[[str], None]


def run(root: Path, *, fresh: bool, say: Say) -> None:
    """
    Start everything that no setting names, and keep it up until a signal.

    Args:
        fresh: Forget what earlier runs in this directory left.
        say: Where the page's address and the `ready` line go.

    """
    with sole_run(root):
        end_leftovers(root)
        settings = Settings.load(root)
        logs.configure(settings.log_level)
        if fresh:
            _start_over(root, settings)
        _keep_up(Plan.of(root, settings), say)


def keep_up(supervisor: Supervisor, until: Callable[[], bool] = lambda: False) -> bool:
    """Keep children up until something holds (then True) or a signal asks to stop."""
    for stop in STOPS:
        signal.signal(stop, lambda *_: supervisor.ask_to_stop())
    return supervisor.run(until)


def _start_over(root: Path, settings: Settings) -> None:
    if not settings.embedded:
        raise Complaint(
            "--fresh starts over with the embedded database only: "
            "unset DATABASE_URL, or empty that database yourself."
        )
    forget_everything(root)


def _keep_up(plan: Plan, say: Say) -> None:
    began = datetime.now(UTC)
    supervisor = Supervisor(pass_on(), lambda: tell(plan, supervisor.pids, began))
    try:
        supervisor.add(plan.ground)
        if not keep_up(supervisor, _ground_answers(plan)):
            return
        if plan.own.slack:
            say(plan.page)
        _prepare(plan, began)
        supervisor.add(plan.desk)
        if keep_up(supervisor, _all_answers(plan)):
            say(_ready(plan))
            keep_up(supervisor)
    finally:
        supervisor.stop()


def _prepare(plan: Plan, now: datetime) -> None:
    migrate = plan.part("migrate", "migrate")
    done = subprocess.run(  # noqa: S603 - our own verb
        migrate.command,
        env=migrate.environment,
        cwd=plan.root,
        stdout=sys.stderr,
        start_new_session=True,  # Ctrl-C shall not leave half a migration behind.
        check=False,
    )
    if done.returncode:
        raise Complaint("The database could not be brought up to date; the reason stands above.")
    if plan.own.slack:  # The people and channels of the demo exist nowhere else.
        seed(plan.settings, now, people=True, shops=plan.own.gateway)


def _ground_answers(plan: Plan) -> Callable[[], bool]:
    pages = {name: f"{url}/health" for name, url in plan.pages.items() if name != "web"}
    readiness = Readiness(pages, time.monotonic())
    redis = plan.settings.redis if plan.own.redis else None
    return lambda: readiness.reached(time.monotonic()) and (not redis or embedded.answers(redis))


def _all_answers(plan: Plan) -> Callable[[], bool]:
    pages = {name: f"{url}/health" for name, url in plan.pages.items()}
    readiness = Readiness(pages | {"desk": f"{plan.pages['web']}/ready"}, time.monotonic())
    return lambda: readiness.reached(time.monotonic())


def _ready(plan: Plan) -> str:
    others = (f"{name} {url}" for name, url in plan.pages.items() if url != plan.page)
    return " ".join(("ready", plan.page, *others))


def pass_on() -> Hear:
    """What the children write, line by line, each with its name, on standard error."""
    lock, out = threading.Lock(), sys.stderr

    def hear(name: str, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip("\n")
        with lock:
            try:
                print(f"{name:<15} | {text}", file=out, flush=True)
            except OSError:
                return  # Nobody reads any more; the children must not be stopped by that.

    return hear
