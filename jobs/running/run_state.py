"""What one `disputes run` leaves for the next, and takes over from the last."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import structlog

from jobs.running.processes import command_line, end_session, members
from jobs.running.run_plan import Plan
from models.complaints import Complaint
from models.rundir import LOCAL, read_run, run_file, run_lock, write_private
from models.settings import as_environment

log = structlog.get_logger(__name__)

OURS = ("disputes", "valkey-server", "redis-server")
KEPT = {"secret_key", "intake_secret", "run.lock"}  # What partners or ciphered rows depend on.
A_GLANCE = 1.0  # Seconds that a reader of run.lock may hold it.


@contextmanager
def sole_run(root: Path) -> Iterator[None]:
    """Only one run lives in a directory; the kernel forgets it when it dies, however it dies."""
    path = run_lock(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        give_up = time.monotonic() + A_GLANCE
        while not _locked(lock.fileno()):
            if time.monotonic() > give_up:
                pid = read_run(root).get("supervisor", "unknown")
                raise Complaint(f"A run is alive in this directory (process {pid}): stop it first.")
            time.sleep(0.05)
        yield


def end_leftovers(root: Path) -> None:
    """End what a killed run left behind: what it had started and still looks like ours."""
    for name, pid in read_run(root).get("pids", {}).items():
        if any(word in command_line(member) for member in members(pid) for word in OURS):
            log.warning("leftover_ended", part=name, pid=pid)
            while members(pid):
                end_session(pid)
                time.sleep(0.01)
    run_file(root).unlink(missing_ok=True)


def forget_everything(root: Path) -> None:
    """Start over, but with the same secrets."""
    for entry in (root / LOCAL).iterdir():
        if entry.name in KEPT:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def tell(plan: Plan, pids: Mapping[str, int], began: datetime) -> None:
    """Write run.json anew: where the parts are, and what other commands need to reach them."""
    told = {
        "supervisor": os.getpid(),
        "began": began.isoformat(),
        "told": datetime.now(UTC).isoformat(),
        "addresses": {"page": plan.page} | plan.pages | {"redis": plan.settings.redis},
        "ports": plan.ports,
        "pids": pids,
        "settings": as_environment(plan.settings),
    }
    write_private(run_file(plan.root), json.dumps(told, indent=2) + "\n")


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
