"""Somebody who asks the desk about open disputes throughout, and remembers what it knew."""

import threading

import httpx

from tests.chaos.reading import shown
from tests.support.workspace import Refused

WHO = "UADA"  # Nobody else at work, whose answers would come mixed up with these.
BETWEEN = 0.5  # Seconds.


class Witness:
    """
    Attributes:
        known: Numbers that the desk named while they were open: each must have a card ever after.

    """

    def __init__(self, slack, issues, dice):
        self._slack, self._issues, self._dice = slack, issues, dice
        self.known = set()
        self.faulted = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        self._ended.set()
        self._thread.join(60)
        if self.faulted is not None:
            raise self.faulted

    def _look(self):
        while not self._ended.wait(BETWEEN):
            try:
                card = shown(self._slack, self._dice.choice(tuple(self._issues)), WHO)
            except (Refused, httpx.TransportError):
                continue  # Nobody is there to answer.
            except Exception as error:  # noqa: BLE001 - Raised again in the thread that judges.
                self.faulted = error
                return
            if card and not card.is_closed:
                self.known.add(card.number)
