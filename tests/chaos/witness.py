"""Somebody who asks the desk about open disputes throughout, and remembers what it knew."""

from tests.chaos.at_work import AtWork
from tests.chaos.reading import shown

WHO = "UADA"  # Nobody else at work, whose answers would come mixed up with these.
BETWEEN = 0.5  # Seconds.


class Witness(AtWork):
    """
    Attributes:
        known: Numbers that the desk named while they were open: each must have a card ever after.

    """

    def __init__(self, slack, issues, dice):
        super().__init__()
        self._slack, self._issues, self._dice = slack, issues, dice
        self.known = set()

    def _pause(self):
        return BETWEEN

    def _step(self):
        card = shown(self._slack, self._dice.choice(tuple(self._issues)), WHO)
        if card and not card.is_closed:
            self.known.add(card.number)
