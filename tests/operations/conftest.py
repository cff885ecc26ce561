"""A desk on a database of its own."""

from tests.slackbot.conftest import a_desk

__all__ = ["a_desk"]
