"""What is said of a case: a sentence of the catalogue, and what it names."""

from typing import NamedTuple

FOR_US = frozenset(
    {
        *("within-promise", "delivered-in-time", "delivered", "moving", "protection-over"),
        *("buyers-part", "earlier-disputes", "no-pictures"),
    }
)
AGAINST_US = frozenset(
    {
        *("past-promise", "delivered-late", "stands-still", "protected", "pictures"),
        *("lane-late", "product-disputed", "carrier-disputed"),
    }
)
WISHES = frozenset({"refund", "return", "resend", "part", "attention", "change-of-mind"})
COURSES = frozenset({"accept", "partial", "return", "refuse", "wait"})
POINTS = FOR_US | AGAINST_US


class Point(NamedTuple):
    name: str
    values: dict[str, str | int]


def point(name: str, **values: str | int) -> Point:
    return Point(name, values)
