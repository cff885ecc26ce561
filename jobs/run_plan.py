"""What `disputes run` starts: every part that no setting names, made by ourselves."""

import os
import secrets
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jobs import embedded
from jobs.child import Part
from jobs.sources.sandbox.stores import APP_KEY, APP_SECRET
from jobs.worker import QueueName
from models.complaints import Complaint
from models.rundir import LOCAL, kept_secret
from models.settings import Settings, as_environment

LOOPBACK = "127.0.0.1"  # The sandboxes are open to whoever reaches them.


@dataclass(frozen=True)
class Plan:
    """
    Which parts are ours, and the settings under which all of them meet.

    Args:
        settings: Complete: they name the private Redis and the sandboxes, where there are any.

    """

    root: Path
    settings: Settings
    own_redis: bool
    own_slack: bool
    own_gateway: bool

    @classmethod
    def of(cls, root: Path, given: Settings) -> "Plan":
        plan = cls(
            root,
            given,
            own_redis=given.redis_url is None,
            own_slack=given.slack_bot_token is None,
            own_gateway=given.aliexpress_app_key is None,
        )
        ports = dict(plan.find_ports())
        made = plan.made_settings(ports)
        complete = Settings.load(root, as_environment(given) | ports | made)
        return cls(root, complete, plan.own_redis, plan.own_slack, plan.own_gateway)

    def find_ports(self) -> Iterator[tuple[str, str]]:
        """Each port that we shall listen on, free at this moment."""
        settings = self.settings
        yield "PORT", _port("PORT", settings.host, settings.port)
        if self.own_slack:
            yield "SANDBOX_PORT", _port("SANDBOX_PORT", LOOPBACK, settings.sandbox_port)
        if self.own_gateway:
            yield "GATEWAY_PORT", _port("GATEWAY_PORT", LOOPBACK, settings.gateway_port)

    def made_settings(self, ports: Mapping[str, str]) -> dict[str, str]:
        made: dict[str, str] = {}
        if self.own_redis:
            made["REDIS_URL"] = f"redis://{LOOPBACK}:{embedded.free_port()}/0"
        if self.own_slack:
            made |= self._sandbox_slack(ports["SANDBOX_PORT"])
        if self.own_gateway:
            made["ALIEXPRESS_APP_KEY"] = APP_KEY
            made["ALIEXPRESS_APP_SECRET"] = APP_SECRET
            made["ALIEXPRESS_GATEWAY_URL"] = f"http://{LOOPBACK}:{ports['GATEWAY_PORT']}"
            if "poll_seconds" not in self.settings.model_fields_set:
                made["POLL_SECONDS"] = "5"  # Nobody counts the calls at a gateway of our own.
        return made

    def _sandbox_slack(self, port: str) -> dict[str, str]:
        settings, kept = self.settings, self.root / LOCAL / "intake_secret"
        made = {
            "SLACK_BOT_TOKEN": "xoxb-sandbox",
            "SLACK_APP_TOKEN": "xapp-sandbox",
            "SLACK_SIGNING_SECRET": "sandbox-signing-secret",
            "SLACK_API_URL": f"http://{LOOPBACK}:{port}/api/",
            "LEADS_CHANNEL": settings.leads_channel or "CLEADS",
            "OPS_CHANNEL": settings.ops_channel or "COPS",
        }
        if settings.intake_secret is None:
            made["INTAKE_SECRET"] = kept_secret(kept, secrets.token_hex(32))
        return made

    @property
    def ports(self) -> dict[str, int]:
        named = {"web": self.settings.port}
        if self.own_slack:
            named["slack"] = self.settings.sandbox_port
        if self.own_gateway:
            named["gateway"] = self.settings.gateway_port
        if self.own_redis:
            named["redis"] = int(self.settings.redis.rpartition(":")[2].partition("/")[0])
        return named

    @property
    def addresses(self) -> dict[str, str]:
        web = LOOPBACK if self.settings.host in {"0.0.0.0", "::"} else self.settings.host  # noqa: S104 - compared, not bound
        hosts = {"web": web}
        served = {
            name: f"http://{hosts.get(name, LOOPBACK)}:{port}"
            for name, port in self.ports.items()
            if name != "redis"
        }
        page = {"page": served["slack"]} if self.own_slack else {}
        return page | served | ({"redis": self.settings.redis} if self.own_redis else {})

    @property
    def ground(self) -> list[Part]:
        """What the desk itself leans on."""
        parts = []
        if self.own_redis:
            where = self.root / LOCAL / "redis"
            parts.append(Part("redis", tuple(embedded.command(where, self.ports["redis"]))))
        if self.own_slack:
            parts.append(self.part("slack", "sandbox", "slack"))
        if self.own_gateway:
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


def _port(setting: str, host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Complaint(
                f"Port {port} is closed to us: set {setting} to 1024 or above."
            ) from None
        except OSError as error:
            why = error.strerror or "it cannot be used"
            raise Complaint(f"Port {port} is taken ({why}): set {setting} to a free one.") from None
        return str(probe.getsockname()[1])
