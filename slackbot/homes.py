"""Home tabs kept fresh: those of the people whom an event concerns."""

from datetime import datetime

from sqlmodel import Session

from models import figures, forecasts, lists, members, stores
from models.events import AuditEntry
from models.figures import health
from models.hours import presence
from models.members import Actor, Home, Permission
from models.settings import Settings
from slackbot import unsticking
from slackbot.delays import MOST, seen_by
from slackbot.desk import Desk
from slackbot.views import delays, forecast, stuck
from slackbot.views import health as health_view
from slackbot.views import home as view


def refresh(desk: Desk, entry: AuditEntry) -> None:
    """
    Publish the Homes that this event changes, of people who have opened theirs.

    Raises:
        SlackFault: to be tried again.

    """
    concerned = {entry.actor, *(str(entry.details.get(k) or "") for k in ("assignee", "before"))}
    for user in sorted(concerned):
        with desk.database.read() as session:
            if session.get(Home, user) is None:
                continue
            drawn = draw(session, desk.settings, user, desk.now())
        desk.slack.publish(user, drawn)


def draw(session: Session, settings: Settings, user: str, now: datetime) -> dict[str, object]:
    actor = members.actor(session, user)
    language = _language(session, actor)
    if not actor.roles:
        return view.stranger(user, language)
    mine, count = lists.waiting_for(session, actor, for_us=True, most=view.MOST)
    waiting, _count = lists.waiting_for(session, actor, for_us=False, most=view.MOST)
    led = sorted(actor.stores(session, Permission.DIGEST))
    counted = figures.standing(session, led, now) if led else None
    gives_roles = bool(actor.stores(session, Permission.ROLES))
    warnings = _warnings(session, settings, led, now, language) if led else []
    late = [delays.line(one, language) for one in seen_by(session, actor, settings)]
    stopped = stuck.noticed(unsticking.shelf(session, actor), language) if led else ""
    shelf = view.Shelf(
        mine, count, waiting, counted, gives_roles, warnings, late=late[:MOST], stuck=stopped
    )
    return view.home(shelf, now, language)


def _warnings(
    session: Session, settings: Settings, led: list[str], now: datetime, language: str
) -> list[str]:
    """What a lead has to know at once: what will be missed today, and a level that is near."""
    about = [store for store in stores.active(session) if store.name in led]
    made = forecasts.of_stores(session, about, settings, now)
    lines = (
        forecast.line(made, language) if made.missed else "",
        health_view.line(health.near(session, led, now), language),
    )
    return [line for line in lines if line]


def _language(session: Session, actor: Actor) -> str:
    """The person's own, else that of their stores, where all of them agree."""
    own = presence.of(session, [actor.user_id])[actor.user_id].language
    if own is not None:
        return own
    theirs = actor.stores(session)
    spoken = {store.language for store in stores.active(session) if store.name in theirs}
    return spoken.pop() if len(spoken) == 1 else "en"
