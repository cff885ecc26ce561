"""The moves on the team's own replies: written, changed, taken out of use."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, update

from models import events, stores
from models.errors import NotAllowed, NotUnderstood, Refused
from models.members import EVERY_STORE, Actor, Permission
from models.replies import drafts
from models.replies.drafts import Draft
from models.replies.own import TeamReply


def write(session: Session, actor: Actor, draft: Draft, now: datetime) -> TeamReply:
    """
    Raises:
        NotAllowed, NotUnderstood

    """
    _let(session, actor, draft.store)
    _check(draft)
    reply = TeamReply(**_values(draft), written_by=actor.user_id, written_at=now)
    session.add(reply)
    session.flush()
    _record(session, reply, actor, now)
    return reply


def change(
    session: Session, actor: Actor, reply: TeamReply, draft: Draft, version: int, now: datetime
) -> None:
    """
    Args:
        version: Of the reply that its writer saw.

    Raises:
        NotAllowed, NotUnderstood, Refused: somebody else changed it meanwhile.

    """
    _let(session, actor, reply.store)
    _let(session, actor, draft.store)
    _check(draft)
    written = {"written_by": actor.user_id, "written_at": now}
    _guarded(session, reply, version, **_values(draft), **written)
    _record(session, reply, actor, now)


def retire(session: Session, actor: Actor, reply: TeamReply, version: int, now: datetime) -> None:
    _let(session, actor, reply.store)
    _guarded(session, reply, version, retired_at=now)
    events.record(session, events.TeamReplyRetired(reply.id), actor.user_id, now)


def _let(session: Session, actor: Actor, store: str) -> None:
    if store == EVERY_STORE and not actor.may(Permission.REPLIES, store):
        raise NotAllowed("not-allowed-everywhere")
    actor.require(Permission.REPLIES, store)
    if store != EVERY_STORE:
        stores.get(session, store)


def _check(draft: Draft) -> None:
    for text in filter(None, (draft.text, draft.meaning)):
        if drafts.names(text) is None:
            raise NotUnderstood("draft-not-plain")
        if unknown := drafts.unknown(text):
            known = ", ".join(drafts.samples())
            raise NotUnderstood("draft-unknown", asked=unknown[0], known=known)

    if beyond := drafts.beyond(draft):
        raise NotUnderstood("draft-beyond", asked=beyond[0])


def _values(draft: Draft) -> dict[str, Any]:
    return {
        "store": draft.store,
        "cause": draft.cause,
        "purpose": draft.purpose,
        "language": draft.language,
        "text": draft.text,
        "meaning": draft.meaning or None,
    }


def _guarded(session: Session, reply: TeamReply, version: int, **values: Any) -> None:
    mine = col(TeamReply.id) == reply.id, col(TeamReply.version) == version
    in_use = col(TeamReply.retired_at).is_(None)
    done = session.exec(
        update(TeamReply)
        .where(*mine, in_use)
        .values(version=version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    session.expire(reply)
    if not done.rowcount:
        raise Refused("reply-changed", owner=reply.written_by)


def _record(session: Session, reply: TeamReply, actor: Actor, now: datetime) -> None:
    event = events.TeamReplyWritten(
        reply.id, reply.version, reply.store, reply.cause, reply.purpose, reply.language
    )
    events.record(session, event, actor.user_id, now)
