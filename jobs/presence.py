"""Where people are and when they want quiet, as Slack knows it: a few of them at a time."""

from jobs.desk import desk
from slackbot import people


def refresh() -> None:
    people.refresh(desk())
