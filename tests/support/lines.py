"""The log of everything that runs in the test's own process, as an operator would grep it."""

import io
import json

from slackbot import logs


class Lines:
    """
    Everything logged since, read back.

    lines.under("command-4f1d0c9a2b7e")
    """

    def __init__(self, level="INFO"):
        self._stream = io.StringIO()
        logs.configure(level, self._stream)

    @property
    def text(self):
        return self._stream.getvalue()

    def all(self, event=None):
        read = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in read if event is None or line["event"] == event]

    def grep(self, what):
        return [json.loads(line) for line in self.text.splitlines() if what in line]
