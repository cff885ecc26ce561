"""The rules in force, gathered for whoever asks: those of the stores that they may see."""

from collections import defaultdict

from models import rules, stores
from models.errors import UnknownStore
from models.hours import presence, shifts
from models.members import Permission
from models.rules import StoreRules
from slackbot.requests import Answer, Turn
from slackbot.views import rules as view
from slackbot.views.rules import Group


def in_force(turn: Turn, asked: str) -> Answer:
    """Of all the asker's stores, or of the one that is asked for."""
    turn.actor.require_somewhere(Permission.SEE)
    mine = turn.actor.stores(turn.session, Permission.SEE)
    known = [store for store in stores.active(turn.session) if store.name in mine]
    shown = [store for store in known if asked in {"", store.name}]
    if not shown:
        raise UnknownStore(asked)
    told, person = rules.current(turn.session), turn.actor.user_id
    alike: dict[tuple[StoreRules, str], list[str]] = defaultdict(list)
    for store in shown:
        alike[told.of(store.name), store.timezone].append(store.name)
    groups = [Group(tuple(names), own, zone) for (own, zone), names in alike.items()]
    zone = presence.of(turn.session, [person])[person].timezone
    kept = (store for store in shown if shifts.is_kept(told, person, store.name))
    hours = next((shifts.of_person(told, person, store, zone) for store in kept), None)
    version = rules.newest(turn.session)
    return Answer.of(view.rules(groups, version, hours, turn.language))
