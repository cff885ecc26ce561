"""What leads read at nine."""

import re
from datetime import datetime

from models.figures import ACCESS, Figures
from models.tagging.causes import Cause
from models.words import say
from slackbot.views.blocks import Content, escape, section, when
from slackbot.views.phrases import label

MOMENT = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")


def digest(figures: Figures, language: str) -> Content:
    ill = {store for store, *_ in figures.troubles}
    stores = ", ".join(f"⚠ {escape(s)}" if s in ill else escape(s) for s in figures.stores)
    title = say("digest-title", language, day=figures.day, stores=stores)
    text = say(
        "digest-text",
        language,
        day=figures.day,
        due=str(figures.due_today_count),
        open=str(figures.open),
        unclaimed=str(figures.unclaimed),
    )
    drawn = [section(f"*{title}*")]
    if figures.troubles:  # What is not read makes the rest of the page doubtful: it comes first.
        drawn.append(section("\n".join(_troubles(figures, language))))
    if not (figures.due_today_count or figures.opened or figures.overdue):
        drawn.append(section(say("digest-quiet", language, open=str(figures.open))))
    else:
        drawn.append(section("\n".join(_days(figures, language))))
    if figures.unmapped:
        drawn.append(section(_unmapped(figures, language)))
    if figures.open:
        drawn.append(section("\n".join(_standing(figures, language))))
    return Content(text, drawn)


def _troubles(figures: Figures, language: str) -> list[str]:
    lines = []
    for store, door, since, why in figures.troubles[:5]:
        about = {"store": escape(store), "since": _moment(since)}
        if door == ACCESS:
            lines.append(say(f"digest-need-{why}", language, **about))
        else:
            lines.append(say("digest-trouble", language, why=escape(why), **about))
    return lines


def _moment(told: str) -> str:
    return when(datetime.fromisoformat(told)) if told else ""


def _unmapped(figures: Figures, language: str) -> str:
    numbers = ", ".join(f"#{number}" for number in figures.unmapped)
    count = figures.unmapped_count or len(figures.unmapped)  # An older digest tells no count.
    return say("digest-unmapped", language, count=str(count), numbers=numbers)


def _days(figures: Figures, language: str) -> list[str]:
    """What today brings, and what yesterday brought."""
    today = say(
        "digest-today",
        language,
        count=str(figures.due_today_count),
        money=_money(figures.due_money),
        unclaimed=str(figures.unclaimed),
        overdue=str(figures.overdue),
    )
    yesterday = say(
        "digest-yesterday",
        language,
        opened=str(figures.opened),
        answered=str(figures.answered),
        closed=str(sum(count for _name, count in figures.closed)),
        outcomes=_outcomes(figures, language),
    )
    lines = [today, yesterday]
    if figures.due_today:
        numbers = ", ".join(f"#{number}" for number in figures.due_today)
        lines.insert(1, say("digest-due", language, numbers=numbers))
    return lines


def _standing(figures: Figures, language: str) -> list[str]:
    """All that is open: the money, the people, the causes."""
    stake = _money(figures.at_stake)
    lines = [say("digest-open", language, open=str(figures.open), money=stake)]
    if figures.by_agent:
        people = " · ".join(f"<@{who}> {count}" for who, count in figures.by_agent)
        lines.append(say("digest-people", language, people=people))
    causes = " · ".join(f"{label(Cause(c), language)} {n}" for c, n in figures.by_cause)
    lines.append(say("digest-causes", language, causes=causes or "–"))
    return lines


def _money(sums: list[list[str]]) -> str:
    said = " + ".join(f"{currency} {total}" for currency, total in sums)
    return f" ({said})" if said else ""


def _outcomes(figures: Figures, language: str) -> str:
    said = ", ".join(f"{n} {say(f'outcome-{name}', language)}" for name, n in figures.closed)
    return f": {said}" if said else ""


def as_text(content: Content) -> str:
    """The digest for a terminal, whose moments are those of UTC."""
    said = "\n".join(block["text"]["text"] for block in content.blocks if "text" in block)
    return MOMENT.sub(r"\1", said)
