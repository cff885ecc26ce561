"""People of the workspace: what they type, press and submit, and what they then see."""

from slackbot.sandbox.people.routes import router

__all__ = ["router"]
