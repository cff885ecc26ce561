"""What a chart says, in one sentence: for who cannot see it, and as the title of who can."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel.dates import format_skeleton

from models.charts.charts import Name
from models.figures.samples import ENOUGH
from models.tagging.causes import Cause
from models.words import say
from slackbot.views.blocks import country
from slackbot.views.phrases import label

Clean = Callable[[str, int], str]  # What makes foreign text harmless where it will stand.
Said = tuple[str, ...]  # The point, and what goes on from there.

LONGEST_NAME = 40
LONGEST_COUNTRY = 30


def finding(name: Name, data: Mapping[str, Any], language: str, clean: Clean) -> str:
    """All that it says."""
    if name is Name.OVERVIEW:
        parts = [Name(one) for one in (Name.CAUSES, Name.DEADLINES) if one in data]
        said = [finding(one, data[one], language, clean) for one in parts]
        return ("" if language == "zh" else " ").join(said)
    return say("chart-sentence", language, said="".join(FOUND[name](data, language, clean)))


def title(name: Name, data: Mapping[str, Any], language: str, clean: Clean) -> str:
    """The point of it, where the picture shows the rest."""
    return FOUND[name](data, language, clean)[0]


def _causes(data: Mapping[str, Any], language: str, clean: Clean) -> Said:
    found = data["finding"]
    told = {"now": str(found["now"]), "before": str(found["before"]), "days": found["days"]}
    if found["cause"] is None:
        said = say("chart-steady", language, **told)
        if "most" not in found:
            return (said,)
        most = label(Cause(found["most"]), language)
        return said, say("chart-most", language, cause=most, count=str(found["of_most"]))
    said = say("chart-rose", language, cause=label(Cause(found["cause"]), language), **told)
    if found["country"]:
        there = clean(country(found["country"], language), LONGEST_COUNTRY)
        said += say("chart-mostly-to", language, country=there)
    return (said,)


def _deadlines(data: Mapping[str, Any], language: str, _clean: Clean) -> Said:
    days = [risk + later for risk, later in zip(data["risk"], data["later"], strict=True)]
    counted = {"count": str(sum(days)), "risk": str(sum(data["risk"]))}
    said = [say("chart-due", language, **counted)]
    most = max(days)
    if most > 1 and days.count(most) == 1:
        there = day(data["days"][days.index(most)], language)
        said.append(say("chart-peak", language, day=there, count=str(most)))
    if data["overdue"]:
        said.append(say("chart-overdue", language, count=str(data["overdue"])))
    return tuple(said)


def day(iso: str, language: str) -> str:
    """The weekday and the date, as the reader writes them."""
    return str(format_skeleton("MMMEd", date.fromisoformat(iso), locale=language))


def _products(data: Mapping[str, Any], language: str, clean: Clean) -> Said:
    few = data["few"] or len(data["products"])
    listed = data["products"]
    part = sum(number for *_, number in listed[:few])
    said = say(
        "chart-few",
        language,
        few=few,
        products=str(len(listed) + data["others"][0]),
        percent=str(round(100 * part / data["total"])),
        total=str(data["total"]),
        days=str(data["span"]),
    )
    product, called, number = listed[0]
    first = {"name": clean(called or product, LONGEST_NAME), "count": str(number)}
    if data["cause"] is None:
        return said, say("chart-first", language, **first)
    cause = label(Cause(data["cause"]), language)
    return said, say("chart-first-mostly", language, cause=cause, **first)


def _won(data: Mapping[str, Any], language: str, _clean: Clean) -> Said:
    recent = data["recent"]
    now = _together(data, slice(-recent, None))
    before = _together(data, slice(-2 * recent, -recent))
    weeks = str(recent)
    if now["whole"] < ENOUGH:
        every = _together(data, slice(None))
        weeks = str(len(data["whole"]))
        return (say("chart-won-few", language, weeks=weeks, **_as_text(every)),)
    said = say("chart-won", language, weeks=weeks, **_as_text(now, percent=True))
    if before["whole"] >= ENOUGH:
        said += say("chart-won-before", language, weeks=weeks, **_as_text(before, percent=True))
    return (said,)


def _together(data: Mapping[str, Any], weeks: slice) -> dict[str, int]:
    return {"won": sum(data["won"][weeks]), "whole": sum(data["whole"][weeks])}


def _as_text(counted: Mapping[str, int], *, percent: bool = False) -> dict[str, str]:
    told = {name: str(number) for name, number in counted.items()}
    share = round(100 * counted["won"] / counted["whole"]) if percent else 0
    return told | ({"percent": str(share)} if percent else {})


FOUND: Mapping[Name, Callable[[Mapping[str, Any], str, Clean], Said]] = {
    Name.CAUSES: _causes,
    Name.DEADLINES: _deadlines,
    Name.PRODUCTS: _products,
    Name.WON: _won,
}
