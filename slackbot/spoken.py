"""What a person says: a verb, the dispute it is about, and the rest."""

import re
from dataclasses import dataclass
from typing import Self

from models import disputes
from models.disputes import Dispute
from models.errors import NotUnderstood
from models.members import Permission
from slackbot.requests import Turn

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def as_typed(text: str) -> str:
    """What people typed, of what Slack makes of it where it knows people and channels by id."""
    return re.sub("&(lt|gt|amp);", lambda one: _ENTITIES[one[0]], text)


@dataclass(frozen=True)
class Words:
    """What stands behind `/dispute`: a verb, what it is about, and the rest."""

    verb: str
    target: str
    rest: str

    @classmethod
    def read(cls, text: str) -> Self:
        verb, _, after = text.strip().partition(" ")
        target, _, rest = after.strip().partition(" ")
        return cls(verb.lower() or "help", target, rest.strip())


def seen(turn: Turn, target: str, verb: str, permission: Permission) -> Dispute:
    """
    The dispute that a person means, if they may do that with it.

    Raises:
        NotUnderstood, UnknownDispute, NotAllowed

    """
    turn.actor.require_somewhere(permission)
    if not target:
        raise NotUnderstood("which-dispute", verb=verb)
    dispute = disputes.named(turn.session, target)
    turn.actor.require(permission, dispute.store)
    return dispute
