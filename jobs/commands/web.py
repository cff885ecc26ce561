"""`disputes web`: the process that Slack, partners and monitoring talk to."""

from jobs.commands.here import settings_here
from slackbot.web import serve


def web() -> None:
    """Serve Slack, the partners' door, health and metrics."""
    serve(settings_here())
