"""Processes of this machine: who belongs to a session, and how to end all of them."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def members(session: int) -> list[int]:
    """
    Every process of a session, whatever its group.

    RQ puts each work horse in a group of its own, so killing a group would leave it behind.
    """
    return [pid for pid in _pids() if _session(pid) == session]


def end_session(session: int, how: signal.Signals = signal.SIGKILL) -> None:
    for pid in members(session):
        with suppress(ProcessLookupError):  # It ended by itself meanwhile.
            os.kill(pid, how)


def command_line(pid: int) -> str:
    """The words a process was started with; empty when there is none, or it has ended."""
    if _PROC.is_dir():
        try:
            words = (_PROC / str(pid) / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return words.replace(b"\0", b" ").decode(errors="replace").strip()
    return _ps("-o", "command=", "-p", str(pid)).strip()


def _pids() -> Iterator[int]:
    if _PROC.is_dir():
        return (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal())
    return (int(line) for line in _ps("-axo", "pid=").split())


def _session(pid: int) -> int | None:
    try:
        session = os.getsid(pid)
    except (ProcessLookupError, PermissionError):
        return None  # It ended meanwhile, or is not ours.
    return None if _is_zombie(pid) else session


def _is_zombie(pid: int) -> bool:
    """Ended, and only waiting for its parent to look."""
    try:
        status = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] == "Z"


def _ps(*options: str) -> str:
    """Where there is no /proc, as on macOS."""
    ran = subprocess.run(["ps", *options], capture_output=True, text=True, check=False)  # noqa: S603, S607 - fixed words
    return ran.stdout
