"""What became of a record."""

from enum import StrEnum


class Verdict(StrEnum):
    OPENED = "opened"  # Or added, for an order.
    CHANGED = "changed"
    UNCHANGED = "unchanged"
