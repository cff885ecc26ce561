"""What `disputes run` starts, and where it is found."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from jobs.queues import QueueName
from jobs.running import embedded
from jobs.running.child import Part
from jobs.running.run_made import LOOPBACK, Own, completed
from models.rundir import LOCAL
from models.settings import EVERYWHERE, Settings, as_environment


@dataclass(frozen=True)
class Plan:
    root: Path
    settings: Settings
    own: Own

    @classmethod
    def of(cls, root: Path, given: Settings) -> Self:
        return cls(root, completed(root, given), Own.of(given))

    @property
    def ports(self) -> dict[str, int]:
        """Of the parts that listen, by name."""
        settings = self.settings
        named = {"web": settings.port}
        if self.own.slack:
            named["slack"] = settings.sandbox_port
        if self.own.gateway:
            named["gateway"] = settings.gateway_port
        if self.own.redis:
            named["redis"] = urlsplit(settings.redis).port or 0
        return named

    @property
    def pages(self) -> dict[str, str]:
        """The addresses that speak HTTP, by the name of their part."""
        host = LOOPBACK if self.settings.host in EVERYWHERE else self.settings.host
        web = f"[{host}]" if ":" in host else host
        return {
            name: f"http://{web if name == 'web' else LOOPBACK}:{port}"
            for name, port in self.ports.items()
            if name != "redis"
        }

    @property
    def page(self) -> str:
        """Where a person looks first."""
        return self.pages.get("slack", self.pages["web"])

    @property
    def ground(self) -> list[Part]:
        """What the desk leans on, as far as it is ours."""
        parts = []
        if self.own.redis:
            where = self.root / LOCAL / "redis"
            parts.append(Part("redis", tuple(embedded.command(where, self.ports["redis"]))))
        if self.own.slack:
            parts.append(self.part("slack", "sandbox", "slack"))
        if self.own.gateway:
            parts.append(self.part("gateway", "sandbox", "aliexpress"))
        return parts

    @property
    def desk(self) -> list[Part]:
        workers = [self.part(f"worker-{name}", "worker", "--queue", name) for name in QueueName]
        return [self.part("web", "web"), *workers, self.part("clock", "clock")]

    def part(self, name: str, *verb: str) -> Part:
        return Part(name, disputes(*verb), os.environ | as_environment(self.settings) | _colours())


def disputes(*verb: str) -> tuple[str, ...]:
    """Our own command line, by the same Python."""
    return (sys.executable, str(Path(sys.executable).with_name("disputes")), *verb)


def _colours() -> dict[str, str]:
    """A child writes into a pipe, but its lines end where ours do."""
    return {"FORCE_COLOR": "1"} if sys.stderr.isatty() else {}
