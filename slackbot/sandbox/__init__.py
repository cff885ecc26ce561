"""A Slack workspace of our own for demos, drills and tests."""

from slackbot.sandbox.server import serve

__all__ = ["serve"]
