"""What Slack sends us: each listener translates, moves and acknowledges."""

from slack_bolt import App

from slackbot.desk import Desk
from slackbot.listeners import (
    actions,
    commands,
    errands,
    errors,
    health,
    home,
    hotspots,
    reminders,
    roles,
    stuck,
    submissions,
    team_replies,
    threads,
    traces,
)
from slackbot.listeners.forms import Forms


def register(app: App, desk: Desk, forms: Forms) -> None:
    traces.register(app, desk)
    commands.register(app, desk, forms)
    actions.register(app, desk, forms)
    errands.register(app, desk, forms)
    reminders.register(app, desk, forms)
    team_replies.register(app, desk, forms)
    roles.register(app, desk, forms)
    hotspots.register(app, desk, forms)
    health.register(app, desk, forms)
    stuck.register(app, desk, forms)
    submissions.register(app, desk)
    home.register(app, desk)
    threads.register(app, desk, forms)
    errors.register(app, desk, forms)
