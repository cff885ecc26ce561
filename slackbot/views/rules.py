"""The rules in force, as only the asker sees them: a few lines for each group of stores."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date, get_day_names

from models.hours.business_time import WorkingTime
from models.rules import RuleVersion, StoreRules
from models.rules.schema import Hours, Idle, Ladder, Route, Shipping, Step, Targets, Weekday
from models.words import say
from slackbot.views.blocks import Block, Content, divider, escape, section, when
from slackbot.views.phrases import label

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
IN_HOURS = 3 * DAY  # People say 72 hours, and 5 days.
MOST = 4  # Groups of stores; whoever has more asks for one.


@dataclass(frozen=True)
class Group:
    """Stores that have the same rules in the same zone."""

    stores: tuple[str, ...]
    rules: StoreRules
    zone: str


def rules(
    groups: Sequence[Group], version: RuleVersion | None, mine: WorkingTime | None, language: str
) -> Content:
    """
    Every rule that the asker's stores live by.

    Args:
        version: What was applied last; None while all is as it is built in.
        mine: When the asker works; None where nobody said so, and nudges come at any hour.

    """
    state = (
        say("rules-version", language, number=str(version.id), at=when(version.at))
        if version
        else say("rules-built-in", language)
    )
    title = say("rules-in-force", language)
    own = _own(mine, language)
    drawn: list[Block] = [section(f"*{title}* · {state}\n{own}")]
    for group in groups[:MOST]:
        drawn += [divider(), *_group(group, language)]
    if len(groups) > MOST:
        left = sum(len(group.stores) for group in groups[MOST:])
        drawn.append(section(say("rules-more", language, count=str(left))))
    return Content(title, drawn)


def _own(mine: WorkingTime | None, language: str) -> str:
    if mine is None:
        return say("rules-yours-any", language)
    return say("rules-yours", language, hours=_hours(mine.hours, mine.zone.key, language))


def _group(group: Group, language: str) -> list[Block]:
    told = group.rules
    names = ", ".join(escape(name, 64) for name in group.stores)
    ladders = (_ladder(ladder, language) for ladder in told.ladders)
    more = [
        _kept(told, group.zone, language),
        _holidays(told.holidays, language),
        _targets(told.targets, language),
        _idle(told.idle, language),
        *_shipping(told.shipping, language),
        say(
            "rules-bundling",
            language,
            within=_span(told.bundling.within, language),
            useful=_span(told.bundling.useful_for, language),
        ),
        say("rules-appeal", language, within=_span(told.appeal_within, language)),
        *_routes(told.routes, language),
        _managers(told.managers, language),
    ]
    head = f"*{names}*\n{say('rules-ladders', language)}"
    return [
        section("\n".join([head, *(f"• {line}" for line in ladders)])),
        section("\n".join(line for line in more if line)),
    ]


def _ladder(ladder: Ladder, language: str) -> str:
    about = [say(f"rules-kind-{kind}", language) for kind in ladder.due_kinds]
    about = about or [say("rules-any", language)]
    if ladder.amount_from:
        about.append(say("rules-from", language, amount=f"{ladder.amount_from:,}"))
    steps = " · ".join(_step(step, language) for step in ladder.steps)
    return f"{escape(ladder.name, 64)} ({', '.join(about)}): {steps}"


def _step(step: Step, language: str) -> str:
    to = ", ".join(say(f"rules-to-{one}", language) for one in step.to)
    if not step.before:
        return say("rules-step-passed", language, to=to)
    return say("rules-step", language, span=_span(step.before, language), to=to)


def _hours(hours: Hours, zone: str, language: str) -> str:
    names = get_day_names("abbreviated", locale=language)
    days = ", ".join(names[place] for place, day in enumerate(Weekday) if day in hours.days)
    return f"{days} {hours.start:%H:%M}–{hours.end:%H:%M}, {escape(zone)}"


def _kept(told: StoreRules, zone: str, language: str) -> str:
    hours = _hours(told.hours, zone, language)
    if told.quiet:
        return say("rules-quiet-hours", language, hours=hours)
    return say("rules-hours", language, hours=hours)


def _holidays(holidays: Iterable[date], language: str) -> str:
    days = ", ".join(format_date(day, "medium", locale=language) for day in sorted(holidays))
    return say("rules-holidays", language, days=days) if days else ""


def _targets(targets: Targets, language: str) -> str:
    return say(
        "rules-targets",
        language,
        first=_worked(targets.first_response, language),
        next=_worked(targets.next_response, language),
        end=_worked(targets.resolution, language),
    )


def _idle(idle: Idle, language: str) -> str:
    remind, release = (f"{share:.0%}" for share in (idle.remind_after, idle.release_after))
    return say("rules-idle", language, remind=remind, release=release)


def _shipping(shipping: Shipping, language: str) -> list[str]:
    limits = ", ".join(_span(before, language) for before in shipping.ship_by)
    told = {
        "scan": shipping.no_scan_after,
        "still": shipping.no_movement_after,
        "customs": shipping.customs_after,
        "pickup": shipping.pick_up_before,
        "promise": shipping.promise_before,
        "protection": shipping.protection_before,
    }
    spans = {name: _span(span, language) for name, span in told.items()}
    ship_by = say("rules-ship-by", language, spans=limits) if limits else ""
    return [ship_by, say("rules-parcels", language, **spans)]


def _routes(routes: Sequence[Route], language: str) -> Iterator[str]:
    """Where cards stand that do not stand in the store's own channel."""
    for route in routes:
        about = [label(cause, language) for cause in route.causes]
        about += [escape(one, 16) for one in route.languages]
        if route.amount_from:
            about.append(say("rules-from", language, amount=f"{route.amount_from:,}"))
        what = ", ".join(about) or say("rules-route-any", language)
        yield say("rules-route", language, what=what, channel=f"<#{route.channel}>")


def _managers(managers: Iterable[str], language: str) -> str:
    people = ", ".join(f"<@{escape(user, 32)}>" for user in managers)
    return say("rules-managers", language, people=people) if people else ""


def _span(span: timedelta, language: str) -> str:
    """As people say it; a long one in days."""
    if span > IN_HOURS and not span % DAY:
        return say("span-days", language, count=str(span // DAY))
    return _worked(span, language)


def _worked(span: timedelta, language: str) -> str:
    """Working time is said in hours: nobody works a day of 24."""
    if span % HOUR:
        return say("span-minutes", language, count=str(span // timedelta(minutes=1)))
    return say("span-hours", language, count=str(span // HOUR))
