"""The settings that nobody gave, made by `disputes run` for the parts that it starts itself."""

import secrets
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from jobs.running import embedded
from jobs.sources.sandbox.stores import APP_KEY, APP_SECRET
from models.complaints import Complaint
from models.rundir import LOCAL, kept_secret
from models.settings import Settings, as_environment

LOOPBACK = "127.0.0.1"  # The sandboxes are open to whoever reaches them.


@dataclass(frozen=True)
class Own:
    """Which parts are ours: a part is real as soon as its setting is there."""

    redis: bool
    slack: bool
    gateway: bool

    @classmethod
    def of(cls, given: Settings) -> Self:
        return cls(
            redis=given.redis_url is None,
            slack=given.slack_bot_token is None,
            gateway=given.aliexpress_app_key is None,
        )


def completed(root: Path, given: Settings) -> Settings:
    """The settings under which all parts meet."""
    own, told = Own.of(given), as_environment(given)
    told |= dict(_ports(given, own))
    if own.redis:
        told["REDIS_URL"] = f"redis://{LOOPBACK}:{embedded.free_port()}/0"
    if own.slack:
        told |= _slack(root, given, told["SANDBOX_PORT"])
    if own.gateway:
        told |= _gateway(given, told["GATEWAY_PORT"])
    return Settings.load(root, told)


def _slack(root: Path, given: Settings, port: str) -> dict[str, str]:
    made = {
        "SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SLACK_APP_TOKEN": "xapp-sandbox",
        "SLACK_SIGNING_SECRET": "sandbox-signing-secret",
        "SLACK_API_URL": f"http://{LOOPBACK}:{port}/api/",
        "LEADS_CHANNEL": given.leads_channel or "CLEADS",
        "OPS_CHANNEL": given.ops_channel or "COPS",
    }
    if given.intake_secret is None:
        made["INTAKE_SECRET"] = kept_secret(root / LOCAL / "intake_secret", secrets.token_hex(32))
    return made


def _gateway(given: Settings, port: str) -> Mapping[str, str]:
    made = {
        "ALIEXPRESS_APP_KEY": APP_KEY,
        "ALIEXPRESS_APP_SECRET": APP_SECRET,
        "ALIEXPRESS_GATEWAY_URL": f"http://{LOOPBACK}:{port}",
    }
    if "poll_seconds" not in given.model_fields_set:
        made["POLL_SECONDS"] = "5"  # Nobody counts the calls at a gateway of our own.
    if "aliexpress_calls_per_second" not in given.model_fields_set:
        made["ALIEXPRESS_CALLS_PER_SECOND"] = "1000"
    return made


def _ports(given: Settings, own: Own) -> Iterator[tuple[str, str]]:
    """Each port that we shall listen on, free at this moment."""
    yield "PORT", usable_port("PORT", given.host, given.port)
    if own.slack:
        yield "SANDBOX_PORT", usable_port("SANDBOX_PORT", LOOPBACK, given.sandbox_port)
    if own.gateway:
        yield "GATEWAY_PORT", usable_port("GATEWAY_PORT", LOOPBACK, given.gateway_port)


def usable_port(setting: str, host: str, port: int) -> str:
    """
    A port that we can listen on at this moment; 0 asks for any.

    Raises:
        Complaint: it is taken; says which setting to change.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            raise Complaint(f"{host} is no address of this machine: set HOST.") from None
        except PermissionError:
            raise Complaint(f"Port {port} is closed to us: set {setting} above 1023.") from None
        except OSError as error:
            why = error.strerror or "it cannot be used"
            raise Complaint(f"Port {port} is taken ({why}): set {setting} to a free one.") from None
        return str(probe.getsockname()[1])
