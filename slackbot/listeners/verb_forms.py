"""Which form each verb opens, and what it demands of the person."""

from collections.abc import Callable
from typing import Any

from models import casefile, disputes, events
from models.acting import evidence as handed_in
from models.case import weigh
from models.disputes import Dispute
from models.hours import targets
from models.members import Permission
from slackbot import delays, looking, sending, snooze, tying
from slackbot.requests import Turn
from slackbot.views import brief, evidence, forms, history, reply, resolve

View = dict[str, Any]


def _case(turn: Turn, dispute: Dispute) -> View:
    case = casefile.load(turn.session, dispute)
    [standings] = targets.of(turn.session, [dispute]).values()
    return brief.modal(case, weigh(turn.session, case, turn.now), turn.language, standings)


def _evidence(turn: Turn, dispute: Dispute) -> View:
    case = casefile.load(turn.session, dispute)
    images = handed_in.images_of(turn.session, dispute)
    weighed = weigh(turn.session, case, turn.now)
    return evidence.modal(case, weighed, images, turn.language)


FORMS: dict[str, tuple[Permission, Callable[[Turn, Dispute], View]]] = {
    "reply": (
        Permission.REPLY,
        lambda turn, dispute: reply.modal(casefile.load(turn.session, dispute), turn.language),
    ),
    "resolve": (
        Permission.RESOLVE,
        lambda turn, dispute: resolve.modal(
            dispute, disputes.solutions_of(turn.session, dispute), turn.language
        ),
    ),
    "more": (
        Permission.SEE,
        delays.board_of,
    ),
    "evidence": (Permission.SEE, _evidence),
    "history": (
        Permission.SEE,
        lambda turn, dispute: history.modal(
            dispute, events.history(turn.session, dispute.id), turn.language
        ),
    ),
    "assign": (Permission.ASSIGN, lambda turn, dispute: forms.assign(dispute, turn.language)),
    "send": (Permission.SEE, sending.form),
    "case": (Permission.SEE, _case),
    "extend": (Permission.SEE, sending.extension_form),
    "cause": (Permission.CORRECT, lambda turn, dispute: forms.cause(dispute, turn.language)),
    "snooze": (Permission.CLAIM, snooze.form),
    "list": (Permission.SEE, lambda turn, _dispute: looking.list_form(turn)),
    "next": (Permission.SEE, lambda turn, _dispute: looking.next_form(turn)),
    "relate": (Permission.RELATE, tying.relate_form),
    "merge": (Permission.RELATE, tying.merge_form),
    "escalate": (
        Permission.ESCALATE,
        lambda turn, dispute: forms.escalate(dispute, turn.language),
    ),
}
