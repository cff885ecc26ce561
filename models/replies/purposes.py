"""What an answer is for."""

from enum import StrEnum


class Purpose(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    EXPLAIN = "explain"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
