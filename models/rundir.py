"""What `disputes run` leaves under .local/ for the other commands of the same directory."""

import fcntl
import json
import os
import tempfile
from pathlib import Path
from typing import Any

LOCAL = ".local"


def run_lock(root: Path) -> Path:
    """Locked for as long as a supervisor lives: the kernel lets go even after SIGKILL."""
    return root / LOCAL / "run.lock"


def run_file(root: Path) -> Path:
    return root / LOCAL / "run.json"


def run_is_alive(root: Path) -> bool:
    try:
        descriptor = os.open(run_lock(root), os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def read_run(root: Path) -> dict[str, Any]:
    """Whatever run.json tells, be its run alive or dead."""
    try:
        told = json.loads(run_file(root).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}  # Never written, or torn by an older version: as good as none.
    return told if isinstance(told, dict) else {}


def live_settings(root: Path) -> dict[str, str]:
    """The settings of the run alive in this directory, so that all commands talk to its parts."""
    if not run_is_alive(root):
        return {}
    settings = read_run(root).get("settings", {})
    return {str(name): str(value) for name, value in settings.items()}


def write_private(path: Path, text: str) -> None:
    """Replace a file atomically; only its owner may read it."""
    _beside(path, text).replace(path)


def kept_secret(path: Path, fresh: str) -> str:
    """The secret in this file; where there is none, the first who asks puts a fresh one there."""
    made = _beside(path, fresh)
    try:
        path.hardlink_to(made)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    finally:
        made.unlink()
    return fresh


def _beside(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # Mode 0600.
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(made)
