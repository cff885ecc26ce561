"""Who may do what: the list that admins read, and the form that gives, changes and takes a role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from models import groups
from models.groups import Group
from models.members import EVERY_STORE, Member, Role
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, Content, escape, section
from slackbot.views.notices import mend

MOST = 12  # Slack refuses long messages long before fifty blocks.
MOST_CHOICES = 100  # Slack takes no more in a select.
NOBODY = "none"  # The choice that takes a role away.


@dataclass(frozen=True)
class Held:
    """A role that was given, and for a group who is in it."""

    member: Member
    group: Group | None = None
    people: int = 0


def listing(held: Sequence[Held], language: str) -> Content:
    title = say("roles-title", language, count=len(held))
    drawn = [section(f"*{title}*\n{say('roles-about', language)}")]
    drawn += [_listed(one, language) for one in held[:MOST]]
    if len(held) > MOST:
        drawn.append(blocks.context(say("roles-more", language, count=str(len(held) - MOST))))
    new = blocks.button(say("roles-add", language), ids.ROLE_ADD, "new", primary=True)
    return Content(title, [*drawn, blocks.actions(new)])


def _listed(held: Held, language: str) -> Block:
    member = held.member
    what = {"role": say(f"role-{member.role}", language), "store": place(member.store, language)}
    said = [say("roles-line", language, who=named(member.user_id, language), **what)]
    if groups.is_group(member.user_id):
        said.append(_inside(held, language))
    if member.given_by:
        by = member.given_by
        person = f"<@{by}>" if ":" not in by else escape(by, 40)
        said.append(say("roles-by", language, person=person))
    value = f"{member.user_id}:{member.store}"
    change = blocks.button(say("roles-change", language), ids.ROLE_CHANGE, value)
    return section(" · ".join(said), accessory=change)


def _inside(held: Held, language: str) -> str:
    if held.group is None:
        return say("roles-unread", language)
    if held.group.trouble:
        error = held.group.trouble
        told = say("roles-trouble", language, error=error, mend=mend(error, language))
        return f"⚠ {told}"
    return say("roles-people", language, count=held.people)


def named(who: str, language: str) -> str:
    """Without calling anybody: a user group that is mentioned would be."""
    if who.startswith(groups.USERGROUP):
        return say("roles-group", language, group=who)
    return f"<#{who}>" if groups.is_group(who) else f"<@{who}>"


def place(store: str, language: str) -> str:
    return escape(store, 64) or say("roles-every-store", language)


def form(stores: Sequence[str], language: str) -> dict[str, Any]:
    """To give a role to whom it names."""
    person = {"type": "users_select", "action_id": ids.VALUE}
    private = {"include": ["private"], "exclude_external_shared_channels": True}
    channel = {"type": "conversations_select", "action_id": ids.VALUE, "filter": private}
    group = {"type": "plain_text_input", "action_id": ids.VALUE, "max_length": 32}
    hint = say("roles-channel-hint", language)
    fields = [
        _optional(ids.ROLE_PERSON, say("roles-person", language), person),
        _optional(ids.ROLE_CHANNEL, say("roles-channel", language), channel, hint),
        _optional(ids.ROLE_GROUP, say("roles-usergroup", language), group, "S0123ABCD"),
        _role(Role.AGENT, list(Role), language),
        _store(stores, language),
    ]
    return _modal(fields, about.speaking(language), language)


def change(member: Member, language: str) -> dict[str, Any]:
    """To change the role that somebody has, or to take it away."""
    what = f"{named(member.user_id, language)} · {place(member.store, language)}"
    fields = [section(what), _role(member.role, [*Role, NOBODY], language)]
    told = about.speaking(language, who=member.user_id, store=member.store)
    return _modal(fields, told, language)


def _optional(block_id: str, label: str, element: Block, hint: str = "") -> Block:
    return blocks.field(block_id, label, element, hint=hint, optional=True)


def _role(chosen: str, offered: Sequence[str], language: str) -> Block:
    choices = [(say(f"role-{one}", language), one) for one in offered]
    element = blocks.select(ids.VALUE, choices, chosen)
    return blocks.field(ids.ROLE_ROLE, say("roles-role", language), element)


def _store(stores: Sequence[str], language: str) -> Block:
    everywhere = say("roles-every-store", language)
    choices = [(store or everywhere, store or "*") for store in stores[:MOST_CHOICES]]
    element = blocks.select(ids.VALUE, choices, stores[0] or "*")
    return blocks.field(ids.ROLE_STORE, say("roles-store", language), element)


def _modal(fields: list[Block], metadata: str, language: str) -> dict[str, Any]:
    return blocks.modal(
        ids.ROLE_MODAL,
        say("roles-form-title", language),
        fields,
        submit=say("save", language),
        close=say("cancel", language),
        metadata=metadata,
    )


@dataclass(frozen=True)
class Wish:
    """What a form says."""

    named: tuple[str, ...]  # A person, a channel, a user group: one of them, where it is right.
    role: Role | None  # None: it is taken away.
    store: str
    field: str = ids.ROLE_ROLE  # Where a mistake is said.

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> Self:
        values, known = view["state"]["values"], about.told(view)
        role = values[ids.ROLE_ROLE][ids.VALUE]["selected_option"]["value"]
        asked = None if role == NOBODY else Role(role)
        if "who" in known:
            return cls((known["who"],), asked, known["store"])
        store = values[ids.ROLE_STORE][ids.VALUE]["selected_option"]["value"]
        told = {
            ids.ROLE_PERSON: values[ids.ROLE_PERSON][ids.VALUE].get("selected_user"),
            ids.ROLE_CHANNEL: values[ids.ROLE_CHANNEL][ids.VALUE].get("selected_conversation"),
            ids.ROLE_GROUP: (values[ids.ROLE_GROUP][ids.VALUE].get("value") or "").strip(),
        }
        named = {field: who for field, who in told.items() if who}
        field = next(iter(named), ids.ROLE_PERSON)
        return cls(tuple(named.values()), asked, EVERY_STORE if store == "*" else store, field)
