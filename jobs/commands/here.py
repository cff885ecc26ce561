"""The settings and the logs of a process that is started in this directory."""

from pathlib import Path

from models.settings import Settings
from slackbot import logs


def settings_here() -> Settings:
    settings = Settings.load(Path.cwd())
    logs.configure(settings.log_level)
    return settings
