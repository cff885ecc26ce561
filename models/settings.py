"""The settings: read once at the edge, frozen, complaining about everything at once."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from models.complaints import BadSettings
from models.rundir import LOCAL, kept_secret, live_settings
from models.settings_rules import (
    bot_token,
    complaints_of,
    database,
    fernet_keys,
    page_of_dispute,
    partners,
    redis,
    socket_token,
    web_address,
    zone,
)

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound

Port = Annotated[int, Field(ge=0, le=65535)]  # `disputes run` takes 0 as any free one.
Database = Annotated[str, AfterValidator(database)]
Redis = Annotated[str, AfterValidator(redis)]
WebAddress = Annotated[str, AfterValidator(web_address)]


class Settings(BaseSettings):
    """
    One field per setting of the environment, by the same name in lower case.

    A URL may hold a password, so it stays out of the repr as the secrets do.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    database_url: Database = Field(default=f"sqlite:///{LOCAL}/disputes.db", repr=False)
    redis_url: Redis | None = Field(default=None, repr=False)
    slack_bot_token: Annotated[SecretStr, AfterValidator(bot_token)] | None = None
    slack_app_token: Annotated[SecretStr, AfterValidator(socket_token)] | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: WebAddress = "https://slack.com/api/"
    aliexpress_app_key: str | None = None
    aliexpress_app_secret: SecretStr | None = None
    aliexpress_gateway_url: WebAddress = "https://api-sg.aliexpress.com"
    seller_center_url: Annotated[str, AfterValidator(page_of_dispute)] = (
        "https://gsp.aliexpress.com/m_apps/dispute-management/detail?reverseOrderLineId={issue_id}"
    )
    intake_secret: SecretStr | None = None
    secret_key: Annotated[SecretStr, AfterValidator(fernet_keys)]
    ai_base_url: WebAddress = "https://api.openai.com/v1"
    ai_api_key: SecretStr | None = None
    ai_model: str | None = None
    ai_timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 20  # For one whole answer.
    ai_calls_per_day: Annotated[int, Field(ge=0)] = 500  # All workers together, by UTC days.
    leads_channel: str | None = None
    ops_channel: str | None = None
    host: str = "127.0.0.1"
    port: Port = 8000
    public_url: WebAddress | None = None
    sandbox_port: Port = 8800
    gateway_port: Port = 8801
    team_timezone: Annotated[str, AfterValidator(zone)] = "UTC"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    retention_days: Annotated[int, Field(ge=1)] = 400
    slack_post_seconds: Annotated[float, Field(ge=0)] = 1.0  # Between two posts in a channel.
    slack_posts_per_minute: Annotated[int, Field(ge=1)] = 300  # At most, whole workspace.
    slack_edits_per_minute: Annotated[int, Field(ge=1)] = 50
    slack_native_charts: bool = False  # Slack draws charts itself, where the workspace can.
    poll_seconds: Annotated[int, Field(ge=1)] = 120  # Between two readings of a store.
    poll_side_by_side: Annotated[int, Field(ge=1, le=32)] = 4  # Stores at once.
    aliexpress_calls_per_second: Annotated[float, Field(gt=0)] = 10  # All workers together.
    aliexpress_token_parameter: Literal["session", "access_token"] = "session"  # noqa: S105 - A name.
    aliexpress_simplify: bool = True
    aliexpress_order_calls: Literal["trade", "solution", "solution-flat"] = "trade"
    aliexpress_rules: Path | None = None  # A file of its own for the platform's periods.

    @classmethod
    def load(cls, root: Path, environ: Mapping[str, str] | None = None) -> Self:
        """
        What the environment, .env and a living `disputes run` of this directory say, in this order.

        Raises:
            BadSettings: with one sentence for each setting that cannot be used.

        """
        given = _given(root, os.environ if environ is None else environ)
        wrong = list(partners(given))
        try:
            settings = cls(**_completed(root, given))
        except ValidationError as error:
            raise BadSettings(*complaints_of(error), *wrong) from None
        if wrong:
            raise BadSettings(*wrong)
        return settings

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic-settings' signature
        init_settings: PydanticBaseSettingsSource,
        *_others: Any,
        **_sources: Any,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """`load` merges the sources itself, so that a test can hand in another environment."""
        return (init_settings,)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.team_timezone)

    @property
    def redis(self) -> str:
        """The address of Redis; complains when there is neither a setting nor a living run."""
        if self.redis_url is None:
            raise BadSettings(
                "REDIS_URL is not set and no `disputes run` is alive in this directory: "
                "start one, or set REDIS_URL."
            )
        return self.redis_url

    @property
    def public_address(self) -> str:
        """Where a person's browser finds `web`; on the same machine when nothing else is said."""
        if self.public_url is not None:
            return self.public_url.rstrip("/")
        host = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def embedded(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def fernet_keys(self) -> tuple[str, ...]:
        """Newest first."""
        keys = self.secret_key.get_secret_value().split(",")
        return tuple(key.strip() for key in keys if key.strip())


def as_environment(settings: Settings) -> dict[str, str]:
    """The settings in the form they came in, secrets included: for children and run.json."""
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    return {
        name.upper(): value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in values.items()
        if value is not None
    }


def _given(root: Path, environ: Mapping[str, str]) -> dict[str, str]:
    file = dotenv_values(root / ".env", interpolate=False)
    given: dict[str, str] = {}
    for layer in (live_settings(root), file, environ):
        named = {name.lower(): (value or "").strip() for name, value in layer.items()}
        given |= {name: value for name, value in named.items() if value}  # Blank means unset.
    return {name: value for name, value in given.items() if name in Settings.model_fields}


def _completed(root: Path, given: Mapping[str, str]) -> dict[str, Any]:
    """With paths of the root's own, and the key that an embedded database keeps beside it."""
    url = given.get("database_url", Settings.model_fields["database_url"].default)
    values: dict[str, Any] = dict(given) | {"database_url": _under(root, url)}
    if "log_level" in given:
        values["log_level"] = given["log_level"].upper()
    if "secret_key" not in given and not url.startswith("postgresql"):
        values["secret_key"] = kept_secret(
            root / LOCAL / "secret_key", Fernet.generate_key().decode()
        )
    return values


def _under(root: Path, url: str) -> str:
    """A relative SQLite path counts from the root, wherever the process stands."""
    scheme, mark, path = url.partition(":///")
    if scheme.startswith("sqlite") and mark and path and path != ":memory:":
        return f"{scheme}:///{root.resolve() / path}"
    return url
