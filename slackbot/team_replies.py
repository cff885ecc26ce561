"""The team's own replies, gathered for whoever reads, writes or changes them."""

from typing import Any

from sqlmodel import col, select

from models import casefile, disputes
from models.disputes import Dispute
from models.errors import Mistakes, NotAllowed, Refused
from models.members import EVERY_STORE, Permission
from models.replies import Purpose, drafts, own, uses, writing
from models.replies.drafts import Draft
from models.replies.own import TeamReply
from models.replies.uses import Record
from models.tagging.causes import Cause
from models.words import say
from slackbot.requests import Answer, Turn
from slackbot.views import about, forms, reply, team_replies, team_reply_form
from slackbot.views.blocks import Content
from slackbot.views.team_reply_form import Edited

View = dict[str, Any]


def show(turn: Turn) -> Answer:
    return Answer.of(_listed(turn))


def list_form(turn: Turn) -> View:
    return team_replies.list_modal(_listed(turn), turn.language)


def _listed(turn: Turn) -> Content:
    turn.actor.require_somewhere(Permission.SEE)
    mine = turn.actor.stores(turn.session)
    found = own.of_stores(turn.session, mine, own.MOST * len(Cause))
    return team_replies.listing(found, _records(turn, found[: team_replies.MOST]), turn.language)


def _records(turn: Turn, found: list[TeamReply]) -> dict[str, Record]:
    """Of one that is used in every store, in all of the person's."""
    together: dict[str, Record] = {}
    for store in sorted(turn.actor.stores(turn.session)):
        here = [one.key for one in found if one.store in {EVERY_STORE, store}]
        for key, record in uses.records(turn.session, store, here).items():
            together[key] = together.get(key, Record()).with_(record)
    return together


def new_form(turn: Turn) -> View:
    stores_here = _writable(turn)
    draft = Draft(stores_here[0], Cause.L1, Purpose.ACKNOWLEDGE, "en", "", "")
    return team_reply_form.form(draft, Edited(), stores_here, turn.language)


def change_form(turn: Turn, number: str) -> View:
    found = _reply(turn, int(number))
    draft, edited = team_replies.draft_of(found), Edited(found.id, found.version)
    return team_reply_form.form(draft, edited, _writable(turn), turn.language)


def form_from_reply(turn: Turn, view: View) -> View:
    """What stands in the reply modal, to be kept for the team."""
    dispute, told = disputes.get(turn.session, about.dispute_of(view)), reply.Reply.read(view)
    turn.actor.require(Permission.REPLIES, dispute.store)
    case = casefile.load(turn.session, dispute)
    offered = case.suggestions(turn.language, case.most, told.refund)
    chosen = next((one for one in offered if one.key == told.picked), None)
    text = drafts.with_gaps(told.text, case.values(told.refund))
    draft = Draft(
        dispute.store,
        dispute.cause,
        chosen.purpose if chosen else Purpose.ACKNOWLEDGE,
        chosen.language if chosen else dispute.language or "en",
        text,
        "",
    )
    return team_reply_form.form(draft, Edited(), _writable(turn), turn.language)


def _writable(turn: Turn) -> list[str]:
    turn.actor.require_somewhere(Permission.REPLIES)
    mine = sorted(turn.actor.stores(turn.session, Permission.REPLIES))
    if not mine:
        raise Refused("own-no-store")
    everywhere = [EVERY_STORE] if turn.actor.may(Permission.REPLIES, EVERY_STORE) else []
    return [*mine, *everywhere]


def look(turn: Turn, view: View) -> View:
    """
    The preview of what was filled in.

    Raises:
        Mistakes

    """
    draft = team_reply_form.read(view)
    if wrong := team_reply_form.mistakes(draft, turn.language):
        raise Mistakes(wrong)
    like = _like(turn, draft)
    values = casefile.load(turn.session, like).values() if like else {}
    number = f"#{like.id}" if like else ""
    return team_reply_form.preview(draft, Edited.read(view), values, number, turn.language)


def _like(turn: Turn, draft: Draft) -> Dispute | None:
    """The newest dispute that the reply would have been for."""
    mine = turn.actor.stores(turn.session)
    where = mine if draft.store == EVERY_STORE else mine & {draft.store}
    same = select(Dispute).where(
        col(Dispute.store).in_(sorted(where)), Dispute.cause == draft.cause
    )
    its = same.where(Dispute.language == draft.language)
    return turn.session.exec(its.order_by(col(Dispute.id).desc()).limit(1)).first()


def back(turn: Turn, view: View) -> View:
    draft, edited = team_reply_form.previewed(view), Edited.read(view)
    return team_reply_form.form(draft, edited, _writable(turn), turn.language)


def save(turn: Turn, view: View) -> View:
    draft, edited = team_reply_form.previewed(view), Edited.read(view)
    session, actor, now = turn.session, turn.actor, turn.now
    if edited.reply is None:
        writing.write(session, actor, draft, now)
    else:
        found = _reply(turn, edited.reply)
        writing.change(session, actor, found, draft, edited.version, now)
    return _done(say("own-saved", turn.language), turn.language)


def retire(turn: Turn, view: View) -> None:
    edited = Edited.read(view)
    found = _reply(turn, edited.reply or 0)
    writing.retire(turn.session, turn.actor, found, edited.version, turn.now)


def retired(turn: Turn) -> View:
    return _done(say("own-retired", turn.language), turn.language)


def _done(sentence: str, language: str) -> View:
    return forms.done(say("own-list-title", language), sentence, language)


def _reply(turn: Turn, number: int) -> TeamReply:
    found = turn.session.get(TeamReply, number)
    if found is None or found.retired_at is not None:
        raise Refused("own-gone")
    if found.store == EVERY_STORE and not turn.actor.may(Permission.REPLIES, EVERY_STORE):
        raise NotAllowed("not-allowed-everywhere")
    turn.actor.require(Permission.REPLIES, found.store)
    return found
