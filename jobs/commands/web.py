"""`disputes web`: the process that Slack, partners and monitoring talk to."""

from jobs.commands.here import settings_here
from jobs.running.run_made import usable_port
from slackbot.web import serve


def web() -> None:
    """Serve Slack, the partners' door, health and metrics."""
    settings = settings_here()
    usable_port("PORT", settings.host, settings.port)
    serve(settings)
