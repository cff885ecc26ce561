"""Orders and parcels that need somebody before a dispute exists: one message a reason."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from babel import Locale

from models.nudging.nudges import Rule
from models.orders import Item
from models.replies.templates import TEAM_LANGUAGE
from models.shipping.conditions import LIMITED
from models.shipping.lanes import Lane
from models.shipping.standing import Held, Standing
from models.shipping.texts import language_of, to_send
from models.words import LANGUAGES, say
from slackbot import ids
from slackbot.views import blocks
from slackbot.views.blocks import Block, Content, context, escape, section, when
from slackbot.views.send import verbatim

MOST = 12  # Lines of a list; the modal has them all.
TOGETHER = 3  # Lines of one section: however they are escaped, they fit.
MOST_LANES = 3
A_PAGE = 15  # Orders of the modal with their texts.


@dataclass(frozen=True)
class Reminder:
    """A reminder as it stands, with what its drawing needs of its orders."""

    message_id: int
    standing: Standing
    items: Mapping[int, Sequence[Item]]  # By order.
    lanes: Mapping[int, Lane | None]  # By order, as far as they are shown.
    days: int  # How long a parcel has not moved before it is spoken of.
    is_list: bool
    may_extend: bool  # Whether the desk may give their buyers more time.

    @property
    def key(self) -> str:
        return self.standing.rule.replace("_", "-")


def reminder(shown: Reminder, now: datetime, language: str) -> Content:
    """What still needs somebody; a line that says what became of it when nothing does."""
    standing = shown.standing
    if not standing.held:
        about = say(f"remind-about-{shown.key}", language)
        done = say("remind-over", language, what=about, ends=_ends(standing, language))
        return Content(done, [section(done)])
    drawn = [section(_title(shown, now, language))]
    if shown.is_list:
        drawn += _list(shown, now, language)
    else:
        for held in standing.held:
            drawn += _order(shown, held, now, language)
    so_far = _ends(standing, language)
    tail = [say("remind-so-far", language, ends=so_far)] if so_far else []
    drawn.append(context(say(f"remind-do-{shown.key}", language), *tail))
    drawn.append(_buttons(shown, language))
    return Content(_what(shown, language), drawn)


def _what(shown: Reminder, language: str) -> str:
    count = len(shown.standing.held)
    return say(f"remind-what-{shown.key}", language, count=count, days=str(shown.days))


def _title(shown: Reminder, now: datetime, language: str) -> str:
    held, more = shown.standing.held, []
    if shown.standing.rule in LIMITED:
        at = held[0].condition.limit_at
        told = {"at": when(at), "left": blocks.left(at, now, language)}
        more.append(say("remind-by" if len(held) == 1 else "remind-first", language, **told))
    if money := _total(held):
        more.append(say("remind-money", language, money=money))
    return say("remind-title", language, what=_what(shown, language), more=" ".join(more)).strip()


def _total(held: Sequence[Held]) -> str:
    orders = [one.facts.order for one in held]
    sums = [(one.currency, one.amount) for one in orders if one.amount is not None]
    if len({currency for currency, _ in sums}) != 1:
        return ""
    return blocks.money(sum((amount for _, amount in sums), Decimal(0)) or None, sums[0][0])


def _list(shown: Reminder, now: datetime, language: str) -> list[Block]:
    held = shown.standing.held
    lines = [_line(shown, one, now, language) for one in held[:MOST]]
    drawn = [
        section("\n".join(lines[first : first + TOGETHER]))
        for first in range(0, len(lines), TOGETHER)
    ]
    if len(held) > MOST:
        drawn.append(context(say("remind-more", language, count=str(len(held) - MOST))))
    if usual := _lanes(shown, language):
        drawn.append(context(*usual))
    return drawn


def _lanes(shown: Reminder, language: str) -> list[str]:
    """How long the lanes of a list take, those with the most of its orders first."""
    orders = [one.facts.order for one in shown.standing.held]
    orders = [one for one in orders if shown.lanes.get(one.id) is not None]
    found = {(one.carrier, one.buyer_country): shown.lanes[one.id] for one in orders}
    common = Counter((one.carrier, one.buyer_country) for one in orders).most_common(MOST_LANES)
    return [
        say(
            "remind-lane",
            language,
            carrier=escape(carrier, 60),
            country=escape(blocks.country(country, language), 60),
            usual=lane(found[carrier, country], language) or "",
        )
        for (carrier, country), _ in common
    ]


def _line(shown: Reminder, held: Held, now: datetime, language: str) -> str:
    order, limit = held.facts.order, held.condition.limit_at
    names = [item.name for item in shown.items.get(order.id, ()) if item.name]
    latest = held.facts.parcel[0] if held.facts.parcel else None
    since = latest.at if latest else order.shipped_at
    state = say(
        f"remind-state-{shown.key}",
        language,
        at=when(limit),
        left=blocks.left(limit, now, language),
        shipped=blocks.day(order.shipped_at) if order.shipped_at else "–",
        event=escape(latest.text or latest.code, 80) if latest else "–",
        age=blocks.age(since, now, language) if since else "–",
    )
    return say(
        "remind-line",
        language,
        order=blocks.short_id(order.order_id),
        product=escape(names[0] if names else None, 60) or "–",
        state=state,
    )


def _order(shown: Reminder, held: Held, now: datetime, language: str) -> list[Block]:
    """One order with all that helps: where it stands, how long the lane takes, what to write."""
    lines = [_line(shown, held, now, language)]
    if (usual := lane(shown.lanes.get(held.facts.order.id), language)) is not None:
        lines.append(usual)
    theirs, ours = language_of(held), language if language in LANGUAGES else TEAM_LANGUAGE
    rule = shown.standing.rule
    name = escape(_language_name(theirs, language), 40)
    drawn = [section("\n".join(lines)), context(say("remind-to-send", language, language=name))]
    drawn.append(verbatim(to_send(rule, held, theirs)))
    if theirs != ours:
        drawn.append(context(say("remind-meaning", language, text=to_send(rule, held, ours))))
    return drawn


def lane(known: Lane | None, language: str) -> str | None:
    """How long parcels really take there; None where nobody knows which lane it is."""
    if known is None:
        return None
    if known.median is None:
        return say("lane-too-few", language, parcels=str(known.parcels))
    return say(
        "lane-usual",
        language,
        days=str(known.median),
        parcels=str(known.parcels),
        late=str(known.ninth_decile),
    )


def _language_name(code: str, language: str) -> str:
    return str(Locale.parse(language).languages.get(code, code))


def _ends(standing: Standing, language: str) -> str:
    parts = [
        say(f"remind-over-{end}", language, count=str(count))
        for end, count in sorted(standing.over.items())
    ]
    parts += [
        say("remind-over-handled", language, count=str(count), person=f"<@{person}>")
        for person, count in sorted(standing.handled_by.items())
    ]
    return " · ".join(parts)


def _buttons(shown: Reminder, language: str) -> Block:
    to_ship = shown.standing.rule is Rule.SHIP_BY
    show = say("remind-show" if to_ship else "remind-show-messages", language)
    buttons = [
        blocks.button(show, ids.REMINDER_SHOW, shown.message_id),
        blocks.button(say("remind-handled", language), ids.REMINDER_HANDLED, shown.message_id),
    ]
    if shown.may_extend:
        label = say("remind-extend", language)
        buttons.append(blocks.button(label, ids.REMINDER_EXTEND, shown.message_id))
    return blocks.actions(*buttons)


def modal(shown: Reminder, page: int, now: datetime, language: str) -> dict[str, Any]:
    """Each order with the text for its buyer, a page at a time."""
    held = shown.standing.held
    pages = max(1, -(-len(held) // A_PAGE))
    page = min(max(page, 1), pages)
    drawn = [section(_title(shown, now, language) if held else reminder(shown, now, language).text)]
    if held:
        drawn.append(context(say(f"remind-do-{shown.key}", language)))
    for one in page_of(held, page):
        drawn += [blocks.divider(), *_order(shown, one, now, language)]
    if pages > 1:
        drawn += [context(say("remind-page", language, page=str(page), pages=str(pages)))]
        drawn += [_turning(shown, page, pages, language)]
    return blocks.modal(
        ids.REMINDER_MODAL,
        blocks.plain(say("remind-modal", language), 24),
        drawn,
        close=say("close", language),
        metadata=json.dumps({"language": language}),
    )


def page_of(held: Sequence[Held], page: int) -> Sequence[Held]:
    return held[(page - 1) * A_PAGE : page * A_PAGE]


def _turning(shown: Reminder, page: int, pages: int, language: str) -> Block:
    ways = []
    if page > 1:
        label, to = say("remind-previous", language), f"{shown.message_id}:{page - 1}"
        ways.append(blocks.button(label, ids.REMINDER_PREVIOUS, to))
    if page < pages:
        label, to = say("remind-next", language), f"{shown.message_id}:{page + 1}"
        ways.append(blocks.button(label, ids.REMINDER_NEXT, to))
    return blocks.actions(*ways)
