"""
Submitted modals: a mistake stands at its field and keeps what was typed.

It is raised, so that nothing of the request is kept: the mended form comes with the same id.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from models import casefile, disputes, duplicates, moves
from models.errors import Mistakes
from slackbot import ids, reminding, sending, snooze, spotting, tying
from slackbot.desk import Desk
from slackbot.requests import Request, Turn, move
from slackbot.views import about, forms
from slackbot.views.reply import Reply
from slackbot.views.resolve import Resolution

View = dict[str, Any]


def keep_reply(turn: Turn, view: View) -> None:
    reply = Reply.read(view)
    dispute = disputes.get(turn.session, reply.dispute_id)
    case = casefile.load(turn.session, dispute)
    if wrong := reply.mistakes(case, turn.language):
        raise Mistakes(wrong)
    began = reply.began_from(case)
    moves.settle_reply(turn.session, turn.actor, dispute, reply.text, turn.now, began_from=began)


def resolve(turn: Turn, view: View) -> None:
    said = Resolution.read(view)
    if (wrong := said.mistakes(turn.language)) or said.outcome is None:
        raise Mistakes(wrong)
    dispute = disputes.get(turn.session, said.dispute_id)
    duplicates.hold_main(turn.session, dispute)
    if said.cause is not None and said.cause is not dispute.cause:
        moves.correct_cause(turn.session, turn.actor, dispute, said.cause, turn.now)
    moves.resolve(
        turn.session,
        turn.actor,
        dispute,
        said.outcome,
        turn.now,
        refunded=said.refunded,
        prevention=said.prevention,
    )


def correct_cause(turn: Turn, view: View) -> None:
    dispute = disputes.get(turn.session, about.dispute_of(view))
    moves.correct_cause(turn.session, turn.actor, dispute, forms.cause_of(view), turn.now)


def assign(turn: Turn, view: View) -> None:
    dispute = disputes.get(turn.session, about.dispute_of(view))
    moves.assign(turn.session, turn.actor, dispute, forms.person_of(view), turn.now)


def escalate(turn: Turn, view: View) -> None:
    dispute = disputes.get(turn.session, about.dispute_of(view))
    leads = turn.settings.leads_channel
    moves.escalate(turn.session, turn.actor, dispute, forms.why_of(view), turn.now, leads)


SUBMITTED: dict[str, Callable[[Turn, View], None]] = {
    ids.REPLY_MODAL: keep_reply,
    ids.RESOLVE_MODAL: resolve,
    ids.CAUSE_MODAL: correct_cause,
    ids.ASSIGN_MODAL: assign,
    ids.ESCALATE_MODAL: escalate,
    ids.SNOOZE_MODAL: snooze.submit,
    ids.RELATE_MODAL: tying.submit_relations,
    ids.MERGE_MODAL: tying.submit_merge,
    ids.SEND_CONFIRM: sending.approve,
    ids.IMAGE_CONFIRM: sending.approve_image,
    ids.AGAIN_CONFIRM: sending.approve_again,
    ids.EXTEND_CONFIRM: sending.approve_extension,
    ids.ORDER_EXTEND_CONFIRM: reminding.approve_extension,
    ids.HOT_SPOT_MODAL: spotting.fix,
}


def register(app: App, desk: Desk) -> None:
    def submit(ack: Ack, body: dict[str, Any]) -> None:
        view = body["view"]
        with move(desk, Request.read(body, desk.now())) as turn:
            SUBMITTED[view["callback_id"]](turn, view)
        ack()
        desk.wake()

    for callback_id in SUBMITTED:
        app.view(callback_id)(submit)
