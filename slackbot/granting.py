"""Roles by command and by form."""

import re
from typing import Any

from models import groups, members
from models.errors import Mistakes, NotUnderstood, Refused
from models.members import EVERY_STORE, Permission, Role
from models.roles import give, take
from models.words import say
from slackbot import ids
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words
from slackbot.views import forms
from slackbot.views import roles as views
from slackbot.views.roles import NOBODY, Held, Wish

View = dict[str, Any]

# As Slack writes whom people name: a person, a channel, a user group.
_NAMED = re.compile(r"<(?:@|#|!subteam\^)(?P<id>[A-Z0-9]+)(?:\|[^>]*)?>")


def roles(turn: Turn, words: Words) -> Answer:
    """`roles @name agent [store]`, or `none` in the place of the role; the list without words."""
    return _change_by_words(turn, words) if words.target else _listed(turn)


def _listed(turn: Turn) -> Answer:
    turn.actor.require_somewhere(Permission.ROLES)
    mine = turn.actor.stores(turn.session, Permission.ROLES)
    inside, known = groups.everyone(turn.session), groups.known(turn.session)
    held = [
        Held(one, known.get(one.user_id), len(inside.get(one.user_id, ())))
        for one in members.everyone(turn.session)
        if one.store == EVERY_STORE or one.store in mine
    ]
    return Answer.of(views.listing(held, turn.language))


def _change_by_words(turn: Turn, words: Words) -> Answer:
    turn.actor.require_somewhere(Permission.ROLES)
    role, _, store = words.rest.partition(" ")
    if not role:
        raise NotUnderstood("which-member")
    if role.lower() not in {*Role, NOBODY}:
        raise NotUnderstood("which-role")
    mention = _NAMED.fullmatch(words.target)
    who = mention["id"] if mention else words.target.lstrip("@#")
    asked = None if role.lower() == NOBODY else Role(role.lower())
    return Answer(_changed(turn, who, asked, store.strip() or EVERY_STORE))


def _changed(turn: Turn, who: str, role: Role | None, store: str) -> str:
    about = {"who": views.named(who, turn.language), "store": views.place(store, turn.language)}
    if role is None:
        if not take(turn.session, turn.actor, who, store, turn.now):
            raise NotUnderstood("unknown-member", asked=who)
        return say("you-took-role", turn.language, **about)
    give(turn.session, turn.actor, who, role, store, turn.now)
    said = say("you-gave-role", turn.language, role=say(f"role-{role}", turn.language), **about)
    once = say("roles-once-read", turn.language) if groups.is_group(who) else ""
    return f"{said} {once}".strip()


def form(turn: Turn) -> View:
    turn.actor.require_somewhere(Permission.ROLES)
    everywhere = [EVERY_STORE] if turn.actor.may(Permission.ROLES, EVERY_STORE) else []
    mine = sorted(turn.actor.stores(turn.session, Permission.ROLES))
    if not (offered := [*everywhere, *mine]):
        raise Refused("own-no-store")
    return views.form(offered, turn.language)


def change_form(turn: Turn, value: str) -> View:
    who, _, store = value.partition(":")
    turn.actor.require(Permission.ROLES, store)
    held = [one for one in members.of(turn.session, who) if one.store == store]
    if not held:
        raise NotUnderstood("unknown-member", asked=who)
    return views.change(held[0], turn.language)


def save(turn: Turn, view: View) -> View:
    wish = Wish.read(view)
    if len(wish.named) != 1:
        raise Mistakes({ids.ROLE_PERSON: say("roles-one-of", turn.language)})
    try:
        said = _changed(turn, wish.named[0], wish.role, wish.store)
    except NotUnderstood as error:
        raise Mistakes({wish.field: error.said(turn.language)}) from error
    return forms.done(say("roles-form-title", turn.language), said, turn.language)
