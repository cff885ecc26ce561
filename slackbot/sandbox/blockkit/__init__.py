"""Block Kit's limits as data, and a linter that holds messages and views against them."""

from slackbot.sandbox.blockkit.rules import Complaint
from slackbot.sandbox.blockkit.surfaces import lint_message, lint_view

__all__ = ["Complaint", "lint_message", "lint_view"]
