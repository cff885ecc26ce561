"""The forms of what is sent to the platform: what may be done, or why it is done by hand."""

from decimal import Decimal
from typing import Any

from models import casefile, disputes, orders
from models.acting import actions, approving, evidence, traces
from models.acting.actions import ActionState, Evidence, PlatformAction
from models.case import evidence as case_evidence
from models.disputes import Dispute
from models.errors import Mistakes, Refused
from models.members import Permission
from models.words import say
from slackbot import ids
from slackbot.requests import Turn
from slackbot.spoken import seen
from slackbot.views import about, copying, errand, extend, seller_center, send
from slackbot.views.blocks import escape
from slackbot.views.send import Offer

View = dict[str, Any]
NO_CAP = (Decimal(0), "")  # Where nobody types an amount any more.


def offer(turn: Turn, dispute: Dispute) -> Offer | None:
    """None where the desk knows no plan of the buyer's, as of disputes from another door."""
    plans = disputes.solutions_of(turn.session, dispute)
    cap = approving.cap(dispute, plans)
    if cap is None or traces.to_answer(plans) is None:
        return None
    mine = actions.of_dispute(turn.session, dispute.id)
    doubtful = [one for one in mine if one.state is ActionState.UNCLEAR]
    there = case_evidence.known(turn.session, casefile.load(turn.session, dispute))
    missing = case_evidence.missing(dispute.cause, there)
    return Offer(dispute, plans, cap, doubtful[-1] if doubtful else None, missing)


def form(turn: Turn, dispute: Dispute, text: str | None = None, picked: str | None = None) -> View:
    """
    What to send, or the text to copy where the desk or the person may not.

    Args:
        picked: The key of the suggestion that the text began from.

    """
    words = text or dispute.reply or _suggested(turn, dispute)
    if (why := _by_hand(turn, dispute)) is not None:
        return copying.modal(dispute, why, _link(turn, dispute), turn.language, words)
    known = offer(turn, dispute)
    if known is None:
        why = say("copy-no-plan", turn.language, number=f"#{dispute.id}")
        return copying.modal(dispute, why, _link(turn, dispute), turn.language, words)
    _demand_open(dispute)
    return send.modal(known, words, turn.language, picked)


def _suggested(turn: Turn, dispute: Dispute) -> str:
    offered = casefile.load(turn.session, dispute).suggestions(turn.language)
    return next((found.text for found in offered if found.text), "")


def _by_hand(turn: Turn, dispute: Dispute) -> str | None:
    """Why the desk does not do it; None where it does."""
    if approving.may(turn.session, turn.actor, dispute):
        return None
    if turn.actor.may(Permission.SEND, dispute.store):
        return say("copy-switch", turn.language, store=escape(dispute.store))
    return say("copy-role", turn.language)


def _link(turn: Turn, dispute: Dispute) -> str:
    return seller_center.address(turn.settings.seller_center_url, dispute)


def _demand_open(dispute: Dispute) -> None:
    if not dispute.is_open:
        raise Refused("already-closed", number=f"#{dispute.id}")
    if dispute.platform_handled:
        raise Refused("platform-handled", number=f"#{dispute.id}")


def look(turn: Turn, view: View) -> View:
    """
    The last look at what was filled in.

    Raises:
        Mistakes, Refused

    """
    said = send.Sending.read(view)
    dispute = seen(turn, str(said.dispute_id), "send", Permission.SEND)
    known = offer(turn, dispute)
    if known is None:
        raise Refused("action-changed", number=f"#{dispute.id}")
    case = casefile.load(turn.session, dispute)
    if wrong := said.mistakes(known.cap, case, turn.language):
        raise Mistakes(wrong)
    wish = said.wish(known)
    if wish is None:
        raise Refused("action-changed", number=f"#{dispute.id}")
    worded = said.picked if wish.text else None
    began = case.stems_from(worded, said.text, wish.amount) if worded else None
    return send.last_look(known, wish, turn.language, began)


def approve(turn: Turn, view: View) -> None:
    dispute = disputes.get(turn.session, about.dispute_of(view))
    wish, began = send.confirmed(view), about.told(view).get("began")
    approving.approve(turn.session, turn.actor, dispute, wish, turn.now, began_from=began)


def again_form(turn: Turn, action_id: str) -> View:
    action = turn.session.get_one(PlatformAction, int(action_id))
    dispute = seen(turn, f"#{action.dispute_id}", "send", approving.NEEDS[action.act])
    if action.state not in actions.UNSETTLED:
        raise Refused("action-under-way", number=f"#{dispute.id}")
    plans = disputes.solutions_of(turn.session, dispute)
    doubtful = action if action.state is ActionState.UNCLEAR else None
    return send.again(Offer(dispute, plans, NO_CAP, doubtful), action, turn.language)


def approve_again(turn: Turn, view: View) -> None:
    told = about.told(view)
    action = turn.session.get_one(PlatformAction, told["action"])
    if action.attempts != told["attempts"]:
        raise Refused("action-changed", number=f"#{action.dispute_id}")
    approving.again(turn.session, turn.actor, action, turn.now)


def image_form(turn: Turn, image_id: str) -> View:
    image = turn.session.get_one(Evidence, int(image_id))
    dispute = seen(turn, f"#{image.dispute_id}", "send", Permission.SEE)
    if (why := _by_hand(turn, dispute)) is not None:
        return copying.modal(dispute, why, _link(turn, dispute), turn.language)
    _demand_open(dispute)
    return errand.look_at_image(image, dispute, turn.language)


def approve_image(turn: Turn, view: View) -> None:
    image = turn.session.get_one(Evidence, about.told(view)["evidence"])
    dispute = disputes.get(turn.session, image.dispute_id)
    if image.content is None:
        raise Refused("evidence-sent", number=f"#{dispute.id}")
    wish = evidence.wish(image)
    approving.approve(turn.session, turn.actor, dispute, wish, turn.now)


def extension_form(turn: Turn, dispute: Dispute) -> View:
    why = _by_hand(turn, dispute)
    if why is not None:
        return copying.modal(dispute, why, _link(turn, dispute), turn.language)
    _demand_open(dispute)
    order = orders.find(turn.session, dispute.store, dispute.order_id)
    if order is None or order.shipped_at is None:
        raise Refused("not-shipped", number=f"#{dispute.id}")
    return extend.modal(dispute, order.protection_ends_at, turn.language)


def look_at_extension(turn: Turn, view: View) -> View:
    dispute = seen(turn, str(about.dispute_of(view)), "extend", Permission.SEND)
    days = extend.days_of(view)
    if days is None:
        most = str(approving.MOST_DAYS)
        sentence = say("extend-days-wrong", turn.language, most=most)
        raise Mistakes({ids.EXTEND_DAYS: sentence})
    order = orders.find(turn.session, dispute.store, dispute.order_id)
    ends_at = order.protection_ends_at if order else None
    return extend.last_look(dispute, ends_at, days, turn.language)


def approve_extension(turn: Turn, view: View) -> None:
    dispute = disputes.get(turn.session, about.dispute_of(view))
    approving.approve(turn.session, turn.actor, dispute, extend.confirmed(view), turn.now)
