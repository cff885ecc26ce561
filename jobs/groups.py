"""Who is in the groups that have a role, as Slack knows it."""

from jobs.desk import desk
from slackbot import groups


def refresh() -> None:
    groups.refresh(desk())
