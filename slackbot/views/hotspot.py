"""A hot spot: what is known of it by its kind, what was done about it, and what that did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.disputes import Dispute
from models.hotspots.cures import cure
from models.hotspots.spots import HotSpot, Kind, Standing, Subject
from models.tagging.causes import Cause, guide
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks, cures
from slackbot.views.blocks import Block, Content, escape, section, when
from slackbot.views.listing import opening
from slackbot.views.phrases import label

QUOTED = 3
LONGEST_QUOTE = 140
LONGEST_NAME = 80
MOST_CAUSES = 3
SHARES = frozenset({"now", "before", "elsewhere"})
COUNTS = ("orders", "disputed", "orders_before", "disputed_before")


@dataclass(frozen=True)
class Shown:
    """A hot spot with all that its drawing needs."""

    spot: HotSpot
    samples: Sequence[Dispute]  # The latest first.
    zone: ZoneInfo  # Of its store.

    @property
    def day(self) -> str:
        """The day of its fix, as the store has it."""
        fixed = self.spot.fixed_on
        return fixed.astimezone(self.zone).date().isoformat() if fixed else ""


def hotspot(shown: Shown, language: str) -> Content:
    spot = shown.spot
    title, facts = DRAWN[spot.kind](shown, language)
    drawn = [section(title.line), section("\n".join(facts))]
    if quotes := _quotes(shown, language):
        drawn.append(section("\n".join(quotes)))
    if state := _state(shown, language):
        drawn.append(section(state))
    return Content(title.text, [*drawn, blocks.actions(*_buttons(spot, language))])


@dataclass(frozen=True)
class Title:
    line: str
    text: str  # For phones and screen readers.


Kindly = Callable[[Shown, str], tuple[Title, list[str]]]


def rate(shown: Shown, language: str) -> tuple[Title, list[str]]:
    """How improbable it is: against its own past, and against the rest of the store."""
    spot, told = shown.spot, shown.spot.figures
    title = Title(
        say("hot-spot-title-rate", language, **name(spot, language)),
        say(
            "hot-spot-text-rate",
            language,
            called=escape(_called(spot, language), LONGEST_NAME),
            orders=str(told["orders"]),
            disputed=str(told["disputed"]),
        ),
    )
    since = blocks.day(datetime.fromisoformat(told["since"]))
    facts = [_share("now", told, "", language, since=since)]
    if told["orders_before"] < told["orders"]:
        facts.append(say("hot-spot-new", language))
    else:
        facts.append(_share("before", told, "_before", language))
    facts.append(_share("elsewhere", told, "_elsewhere", language))
    return title, [*facts, *causes(spot, language)]


def cured(shown: Shown, language: str) -> tuple[Title, list[str]]:
    """What was counted, not guessed: its first line says what it is, the others what to change."""
    said, *facts = cures.LINES[shown.spot.kind](shown.spot, language)
    return Title(f"📌 {said}", said.replace("*", "")), facts


# What each kind says of itself; all else of the message is the same for all.
DRAWN: Mapping[Kind, Kindly] = {Kind.RATE: rate, **dict.fromkeys(cures.LINES, cured)}


def _share(key: str, told: dict[str, Any], suffix: str, language: str, **more: str) -> str:
    part, whole = told[f"disputed{suffix}"], told[f"orders{suffix}"]
    percent = f"{100 * part / whole:.1f}" if whole else "0"
    counted = {"disputed": f"{part:,}", "orders": f"{whole:,}", "percent": percent}
    return say(f"hot-spot-share-{key}", language, **counted, **more)


def causes(spot: HotSpot, language: str) -> list[str]:
    """The cause of most of them, and its cure; else the most frequent."""
    counted = [(Cause(one), count) for one, count in spot.figures.get("causes", [])]
    if spot.cause is None:
        said = " · ".join(f"{label(one, language)} {n}" for one, n in counted[:MOST_CAUSES])
        return [say("hot-spot-causes", language, causes=said)] if said else []
    told = {"count": str(dict(counted)[spot.cause]), "whole": str(sum(n for _, n in counted))}
    advice = {
        "cure": say(f"hot-spot-cure-{cure(spot.cause)}", language),
        "prevention": guide(spot.cause).in_language(language).prevention,
    }
    return [
        say("hot-spot-cause", language, cause=label(spot.cause, language), **told),
        say("hot-spot-cure", language, **advice),
    ]


def name(spot: HotSpot, language: str) -> dict[str, str]:
    """What people call it, what it is, and whose."""
    return {
        "called": escape(_called(spot, language), LONGEST_NAME),
        "subject": say(f"hot-spot-subject-{spot.subject}", language),
        "store": escape(spot.store, 64),
    }


def _called(spot: HotSpot, language: str) -> str:
    if spot.subject is not Subject.LANE:
        return spot.called
    carrier, _, country = spot.name.rpartition(" ")
    return f"{carrier} → {blocks.country(country, language)}"


def _quotes(shown: Shown, language: str) -> list[str]:
    """What buyers wrote; of who wrote nothing, or whose words are kept no longer, the cause."""
    worded = sorted(shown.samples, key=lambda dispute: not dispute.text)
    return [_quote(dispute, language) for dispute in worded[:QUOTED]]


def _quote(dispute: Dispute, language: str) -> str:
    number = str(dispute.id)
    if words := escape(dispute.text, LONGEST_QUOTE):
        return say("hot-spot-sample", language, words=words, number=number)
    return say("hot-spot-wordless", language, number=number, cause=label(dispute.cause, language))


def _state(shown: Shown, language: str) -> str:
    """What was said and done about it; nothing while it is new."""
    spot = shown.spot
    if spot.standing is Standing.DISMISSED and spot.moved_at is not None:
        told = {"person": f"<@{spot.moved_by}>", "when": when(spot.moved_at)}
        return say("hot-spot-dismissed", language, **told)
    if spot.standing is Standing.FIXED:
        return _fixed(shown, language)
    if spot.ended_at is not None:
        return say("hot-spot-lapsed", language, when=when(spot.seen_at or spot.found_at))
    return ""


def _fixed(shown: Shown, language: str) -> str:
    after, who = shown.spot.after, {"day": shown.day, "person": f"<@{shown.spot.moved_by}>"}
    if not after:
        return say("hot-spot-fixed-uncounted", language, **who)
    if after.get("verdict"):
        return verdict_line(shown, language)
    said = say("hot-spot-fixed", language, **who, **_after(shown))
    return f"{said} · {say('hot-spot-too-few', language)}"


def _after(shown: Shown) -> dict[str, str]:
    return {one: f"{shown.spot.after[one]:,}" for one in COUNTS}


def verdict_line(shown: Shown, language: str) -> str:
    said = shown.spot.after["verdict"]
    return say(f"hot-spot-verdict-{said}", language, day=shown.day, **_after(shown))


def verdict(shown: Shown, language: str) -> Content:
    """What its fix did, said once in its thread."""
    said = verdict_line(shown, language)
    return Content(said, [section(said)])


def _buttons(spot: HotSpot, language: str) -> list[Block]:
    show = blocks.button(say("hot-spot-show", language), ids.HOT_SPOT_SHOW, spot.id)
    if spot.ended_at is not None or spot.standing is Standing.DISMISSED:
        return [show]
    if spot.standing is Standing.FIXED:
        return [blocks.button(say("hot-spot-fix-again", language), ids.HOT_SPOT_FIX, spot.id), show]
    fix = blocks.button(say("hot-spot-fix", language), ids.HOT_SPOT_FIX, spot.id, primary=True)
    return [fix, blocks.button(say("hot-spot-dismiss", language), ids.HOT_SPOT_NONE, spot.id), show]


def form(shown: Shown, now: datetime, language: str) -> dict[str, Any]:
    """Since which day it is fixed."""
    today = now.astimezone(shown.zone).date().isoformat()
    picker = {"type": "datepicker", "action_id": ids.VALUE, "initial_date": shown.day or today}
    hint = say("hot-spot-day-hint", language)
    what = say("hot-spot-form-about", language, **name(shown.spot, language))
    fields = [
        section(what),
        blocks.field(ids.HOT_SPOT_DAY, say("hot-spot-day", language), picker, hint=hint),
    ]
    return blocks.modal(
        ids.HOT_SPOT_MODAL,
        say("hot-spot-form-title", language),
        fields,
        submit=say("save", language),
        close=say("cancel", language),
        metadata=about.speaking(language, spot=shown.spot.id),
    )


def behind(shown: Shown, now: datetime, language: str) -> dict[str, Any]:
    """The disputes by which it was found, to look into."""
    what = say("hot-spot-form-about", language, **name(shown.spot, language))
    drawn = [section(f"*{what}*"), *opening("history", shown.samples, now, language)]
    if not shown.samples:
        drawn.append(section(say("hot-spot-shown-none", language)))
    return blocks.modal(
        ids.HOT_SPOT_DISPUTES,
        say("hot-spot-shown-title", language),
        drawn,
        close=say("close", language),
        metadata=about.speaking(language),
    )
