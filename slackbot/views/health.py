"""The health of stores: their rates, how near a level is, and what if some disputes are lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.disputes import Dispute
from models.figures.health import Health, Standing
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, Content, escape, section
from slackbot.views.phrases import numbers, summary

MOST = 5  # Stores in one answer.
MOST_IN_LINE = 3
MOST_NAMED = 10
LONGEST_LEVEL = 24
MOST_OPTIONS = 100  # Slack takes no more.

Values = dict[str, str | int]


@dataclass(frozen=True)
class Checked:
    """A store as it stands, and as it would if these were lost."""

    health: Health
    has_levels: bool
    lost: Sequence[Dispute]
    after: Sequence[Standing]


def health(stores: Sequence[Checked], count: int, language: str) -> Content:
    """
    The first stores.

    Args:
        count: How many there are in all.

    """
    names = escape(", ".join(one.health.store for one in stores), 200)
    title = say("health-title", language, stores=names)
    drawn = [block for one in stores for block in _store(one, language)]
    if count > len(stores):
        drawn.append(section(say("health-more", language, count=str(count - len(stores)))))
    return Content(title, drawn)


def _store(one: Checked, language: str) -> Iterator[Block]:
    store = one.health.store
    name = say("health-store", language, store=escape(store, 64))
    button = blocks.button(say("health-what-if", language), ids.HEALTH_WHAT_IF, store)
    yield section("\n".join([name, *_rates(one, language)]), accessory=button)


def _rates(one: Checked, language: str) -> Iterator[str]:
    yield from (_rate(stands, language) for stands in one.health.rates)
    if not one.has_levels:
        yield say("health-unset", language)
    if one.lost:
        yield from _if_lost(one, language)


def _rate(stands: Standing, language: str) -> str:
    name = say(f"health-of-{stands.rate}", language)
    counts: Values = {"part": f"{stands.part:,}", "whole": f"{stands.whole:,}"}
    if stands.percent is None:
        return say("health-few", language, name=name, **counts)
    said = say("health-rate", language, name=name, percent=_percent(stands.percent), **counts)
    return said + _later(stands, language) + _levels(stands, language)


def _later(stands: Standing, language: str) -> str:
    if stands.later_percent is None or stands.later_between is None:
        return ""
    low, high = map(_percent, stands.later_between)
    later = _percent(stands.later_percent)
    return say("health-later", language, percent=later, low=low, high=high)


def _levels(stands: Standing, language: str) -> str:
    said = say("health-level", language, level=_called(stands.level)) if stands.level else ""
    if stands.later_level not in {None, stands.level}:
        said += say("health-later-level", language, level=_called(stands.later_level))
    if stands.next is None or stands.next_percent is None or stands.room is None:
        return said
    about_it: Values = {"next": _called(stands.next), "percent": stands.next_percent}
    return said + say(f"health-room-{stands.rate}", language, count=stands.room, **about_it)


def _if_lost(one: Checked, language: str) -> Iterator[str]:
    more = " …" if len(one.lost) > MOST_NAMED else ""
    lost = numbers(dispute.id for dispute in one.lost[:MOST_NAMED]) + more
    yield say("health-if-lost", language, numbers=lost)
    for before, after in zip(one.health.rates, one.after, strict=True):
        if before.percent is None or after.percent is None or before.part == after.part:
            continue
        changes = {"before": _percent(before.percent), "after": _percent(after.percent)}
        name = say(f"health-of-{before.rate}", language)
        said = say("health-if", language, name=name, **changes)
        yield f"• {said}{_levels_after(after, language)}"


def _levels_after(after: Standing, language: str) -> str:
    return say("health-level", language, level=_called(after.level)) if after.level else ""


def line(stores: Sequence[Health], language: str) -> str:
    """For the digest and Home; empty where no level is near."""
    near = [(one.store, stands) for one in stores for stands in one.rates if stands.near]
    if not near:
        return ""
    said = [f"{escape(store, 64)}: {_near(stands, language)}" for store, stands in near]
    more = [" …"] if len(said) > MOST_IN_LINE else []
    return say("health-line", language, rates=" | ".join([*said[:MOST_IN_LINE], *more]))


def _near(stands: Standing, language: str) -> str:
    name = say(f"health-of-{stands.rate}", language)
    return f"{name} {_percent(stands.percent or 0)} %{_levels(stands, language)}"


def what_if(
    one: Checked, offered: Sequence[Dispute], now: datetime, language: str
) -> dict[str, Any]:
    """
    Args:
        offered: What can be chosen; what is chosen already is among it.

    """
    said = "\n".join(_rates(one, language))
    store = one.health.store
    drawn = [section(f"{say('health-store', language, store=escape(store, 64))}\n{said}")]
    if offered:
        chosen = {dispute.id for dispute in one.lost}
        drawn.insert(0, _pick(offered[:MOST_OPTIONS], chosen, now, language))
    else:
        drawn.insert(0, section(say("health-none-open", language)))
    return blocks.modal(
        ids.HEALTH_MODAL,
        blocks.plain(say("health-what-if-title", language), 24),
        drawn,
        close=say("close", language),
        metadata=about.speaking(language, store=store),
    )


def _pick(offered: Sequence[Dispute], chosen: set[int], now: datetime, language: str) -> Block:
    named = {one.id: blocks.option(summary(one, now, language), one.id) for one in offered}
    element: Block = {
        "type": "multi_static_select",
        "action_id": ids.HEALTH_PICK,
        "options": [*named.values()],
    }
    picked = [option for number, option in named.items() if number in chosen]
    element |= {"initial_options": picked} if picked else {}
    return section(say("health-pick", language), accessory=element)


def _called(level: str | None) -> str:
    """However somebody named it, five stores with three rates have to fit in a message."""
    return escape(level, LONGEST_LEVEL)


def _percent(of: float) -> str:
    return f"{of:.2f}"
